"""What a letter of invitation says: its data for a Word template, in every language, with passports in clear.

Nothing here is stored; whoever asks for it journals that a letter was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages import CODES, best, speaking
from base.locale_text import country_name
from base.wording import date_in_words, span_in_words
from delegations.models import Delegation, DocumentKind, InvitationLetter, Payer, TravelDocument
from delegations.services.travel_documents import Clear
from events.models import Event, Registration
from people.models import Office, Person

SHORT = {"zh-hans": "zh"}
"""How a template calls a language; the others go by their own code."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited, by their passport."""

    registration: Registration
    document: TravelDocument
    clear: Clear


def letter_data(
    letter: InvitationLetter, *, event: Event, guests: Sequence[Guest], letterhead: str
) -> dict[str, Any]:
    """Everything that a template may name: plain dicts, lists and texts."""
    words = {SHORT.get(code, code): _words(letter, event, guests, code) for code in CODES}
    chosen = [words[SHORT.get(code, code)] for code in letter.languages]
    first, second = chosen[0], chosen[1] if len(chosen) > 1 else None
    head, *lines = letterhead.strip().splitlines() or [event.office.name]
    plain_guests = [_plain_guest(place, guest) for place, guest in enumerate(guests, start=1)]
    return {
        **words,
        "languages": chosen,
        "first": first,
        "second": second,
        "side_by_side": bool(second) and letter.side_by_side,
        "pairs": _pairs(first, second or first),
        "number": letter.number,
        "letterhead": {"name": head, "lines": lines},
        "addressee": letter.addressee,
        "cities": _cities(letter, event),
        "payment_note": letter.payment_note,
        "signed_by": letter.signed_by,
        "signed_as": letter.signed_as,
        "office": event.office.name,
        "guest": plain_guests[0] if plain_guests else {},
        "guests": plain_guests,
        "several": len(plain_guests) > 1,
    }


def _words(letter: InvitationLetter, event: Event, guests: Sequence[Guest], language: str) -> dict[str, Any]:
    with speaking(language):
        stay = span_in_words(letter.stays_from, letter.stays_until)
        told = [_guest_in_words(place, guest) for place, guest in enumerate(guests, start=1)]
        purpose, payment = purpose_of(letter, event, language), _payment(letter, event)
        facts = {
            "office": event.office.name,
            "place": _cities(letter, event),
            "stay": stay,
            "purpose": purpose,
        }
        opening = [_("Dear Sir or Madam,"), _opening(facts, len(guests))]
        closing = [
            *([_("Purpose of the visit: %(purpose)s") % facts] if purpose else []),
            *([payment] if payment else []),
            ngettext("We would be grateful if a visa were granted for this visit.", "We would be grateful if visas were granted for this visit.", len(guests)),
            _("Yours faithfully,"),
        ]  # fmt: skip
        return {
            "language": language,
            "title": _("Letter of invitation"),
            "number_line": _("No. %(number)s") % {"number": letter.number},
            "date": date_in_words(letter.issued_on),
            "addressee_line": _("To: %(addressee)s") % {"addressee": letter.addressee} if letter.addressee else "",
            "stays_from": date_in_words(letter.stays_from),
            "stays_until": date_in_words(letter.stays_until),
            "stay": stay,
            "purpose": purpose,
            "payment": payment,
            "event": best(event, "title", language)[0],
            "country": country_name(str(event.country)) if event.country else "",
            "opening": opening,
            "closing": closing,
            "labels": _labels(),
            "facts": _facts(told[0]) if told else [],
            "guests": told,
            "guest": told[0] if told else {},
        }  # fmt: skip


def purpose_of(letter: InvitationLetter, event: Event, language: str) -> str:
    """As stated in the letter; else the delegation's purpose or the event, each in the language of the letter."""
    if letter.purpose:
        return letter.purpose
    if letter.delegation and (stated := best(letter.delegation, "purpose", language)[0]):
        return stated
    return _("taking part in “%(event)s”") % {"event": best(event, "title", language)[0]}


def _opening(facts: Mapping[str, str], count: int) -> str:
    if facts["place"]:
        return ngettext(
            "%(office)s hereby invites the following guest to visit %(place)s (%(stay)s).",
            "%(office)s hereby invites the following guests to visit %(place)s (%(stay)s).",
            count,
        ) % facts  # fmt: skip
    return ngettext(
        "%(office)s hereby invites the following guest (%(stay)s).",
        "%(office)s hereby invites the following guests (%(stay)s).",
        count,
    ) % facts  # fmt: skip


def _payment(letter: InvitationLetter, event: Event) -> str:
    said = {
        Payer.HOST: _("The costs of the stay are borne by %(office)s.") % {"office": event.office.name},
        Payer.SENDER: _("The costs of the visit are borne by the sending side."),
        Payer.GUEST: _("The costs of the visit are borne by those invited."),
        Payer.SHARED: _("The costs are shared by both sides."),
    }.get(Payer(letter.payer)) if letter.payer else ""  # fmt: skip
    return " ".join(part for part in (said, letter.payment_note) if part)


def _guest_in_words(place: int, guest: Guest) -> dict[str, Any]:
    plain = _plain_guest(place, guest)
    return plain | {
        "born_on": date_in_words(guest.clear.born_on),
        "country": country_name(str(guest.document.country)),
        "document": str(guest.document.get_kind_display()),
        "expires_on": date_in_words(guest.document.expires_on),
    }


def _plain_guest(place: int, guest: Guest) -> dict[str, Any]:
    person: Any = guest.registration.person
    return {
        "position": place,
        "name": guest.clear.printed_name,
        "native_name": person.native_name,
        "passport_number": guest.clear.number,
        "post": guest.registration.job_title,
        "organization": guest.registration.organization_name,
    }


def _labels() -> dict[str, str]:
    return {
        "name": _("Name as in the passport"),
        "native_name": _("Name in its own script"),
        "born_on": _("Date of birth"),
        "country": _("Nationality"),
        "passport_number": _("Number of the passport"),
        "document": _("Travel document"),
        "expires_on": _("Valid until"),
        "post": _("Post"),
        "organization": _("Organization"),
    }


def _facts(guest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a letter for one guest; what is not stated is left out."""
    return [{"label": label, "value": guest[name]} for name, label in _labels().items() if guest[name]]


def _cities(letter: InvitationLetter, event: Event) -> str:
    return letter.cities or event.city


def _pairs(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two languages side by side: paragraphs, and facts under labels in both."""
    return {
        "opening": _side_by_side(first["opening"], second["opening"]),
        "closing": _side_by_side(first["closing"], second["closing"]),
        "facts": [
            {"label": f"{one['label']} · {two['label']}", "value": _both(one["value"], two["value"])}
            for one, two in zip(first["facts"], second["facts"], strict=True)
        ],
        "guests": [
            {name: _both(one[name], two[name]) for name in one}
            for one, two in zip(first["guests"], second["guests"], strict=True)
        ],
        "labels": {name: f"{label} · {second['labels'][name]}" for name, label in first["labels"].items()},
    }


def _side_by_side(first: Sequence[str], second: Sequence[str]) -> list[dict[str, str]]:
    return [{"first": one, "second": two} for one, two in zip(first, second, strict=True)]


def _both(one: Any, two: Any) -> Any:
    return one if one == two else f"{one} · {two}"


def example_data() -> dict[str, Any]:
    """A letter with made-up guests: what templates are checked and tried against."""
    office = Office(name=_("Sample office"))
    event = Event(
        office=office, title_en="Sample seminar", title_zh_hans="示例研讨会", country="CN", city="Beijing"
    )
    day = timezone.localdate()
    letter = InvitationLetter(
        delegation=Delegation(event=event, purpose_en="Talks", purpose_zh_hans="会谈"), languages=["en", "zh-hans"], number="2026-001", issued_on=day, addressee="Consulate General",
        stays_from=day, stays_until=day + dt.timedelta(days=4), payer=Payer.HOST, payment_note="—",
        signed_by="A. Signatory", signed_as="Director",
    )  # fmt: skip
    guests = [
        Guest(
            Registration(
                event=event,
                person=Person(family_name=f"Guest {number}", native_name="来宾"),
                job_title="Director",
                organization_name="Sample institute",
            ),
            TravelDocument(country="CL", kind=DocumentKind.ORDINARY, expires_on=day.replace(day=1)),
            Clear(f"X000000{number}", f"GUEST SAMPLE {number}", dt.date(1970, 1, number)),
        )
        for number in (1, 2)
    ]
    letterhead = f"{office.name}\nSample street 1\nsample@example.org"
    return letter_data(letter, event=event, guests=guests, letterhead=letterhead)
