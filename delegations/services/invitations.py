"""Letters of invitation: issued with a number, made into a file on request and never stored, withdrawn."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from base.languages import CODES
from delegations.models import Delegation, InvitationLetter, LetterTemplate, ProtocolSettings
from delegations.services import visas
from events.models import Event, Registration
from people.models import Office, User
from people.services import journal, records
from people.services.journal import Actor

DIGITS = 3
MOST_LANGUAGES = 2
LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@transaction.atomic
def issue_letter(
    *,
    by: Actor,
    at: dt.datetime,
    delegation: Delegation | None = None,
    registration: Registration | None = None,
    number: str = "",
    advance_visas: bool = True,
    **values: Any,
) -> InvitationLetter:
    """A letter for one participant or, without `registration`, for the whole delegation; an empty number is the next one.

    `values`: template, languages, side_by_side, issued_on, addressee, purpose, cities, stays_from, stays_until, payer,
    payment_note, signed_by, signed_as. With `advance_visas` the visa cases that wait for a letter go on. Raises
    Invalid; Conflict naming who has no travel document on record, or for a number that is taken.
    """
    subject = registration if registration is not None else delegation
    if subject is None:
        raise Invalid(_("Say who is invited: a participant or a delegation."), field="registration")
    _hold_numbers(subject.office_id)
    letter = InvitationLetter(
        office_id=subject.office_id, delegation=delegation, registration=registration,
        issued_by=by if isinstance(by, User) else None, **_with_usual(subject.office, values, at),
    )  # fmt: skip
    letter.number = " ".join(number.split()) or next_number(subject.office, letter.issued_on)
    _demand_sound(letter)
    invited = guests_of(letter)
    demand_documents(invited)
    records.create(
        letter, by=by, at=at, verb="letter of invitation issued", refusals={"invitation_letter_number_once": _taken}
    )  # fmt: skip
    if advance_visas:
        visas.letters_issued([one.pk for one in invited], by=by, at=at)
    return letter


@transaction.atomic
def issue_letters(
    delegation: Delegation,
    registrations: Sequence[Registration],
    *,
    by: Actor,
    at: dt.datetime,
    number: str = "",
    **values: Any,
) -> list[InvitationLetter]:
    """One for each of its members, all or none, with numbers that follow one another. Raises as `issue_letter`."""
    if not registrations:
        raise Invalid(_("Tick at least one participant."), field="registrations")
    issued: list[InvitationLetter] = []
    for registration in registrations:
        following = number if not issued else (after(issued[-1].number) if number else "")
        issued.append(
            issue_letter(delegation=delegation, registration=registration, number=following, by=by, at=at, **values)
        )  # fmt: skip
    return issued


@transaction.atomic
def amend_letter(
    letter: InvitationLetter, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:  # fmt: skip
    """Before it is sent. Raises Invalid, Stale; Conflict for one that is withdrawn."""
    if letter.withdrawn_at:
        raise Conflict(_("This letter is withdrawn."))
    for name, value in changes.items():
        setattr(letter, name, value)
    _demand_sound(letter)
    return records.amend(letter, changes, by=by, at=at, expected=expected, refusals={"invitation_letter_number_once": _taken})  # fmt: skip


def withdraw_letter(letter: InvitationLetter, *, by: Actor, at: dt.datetime, note: str = "") -> None:
    """It stays in the record with its number, and no file of it is made any more. Raises Conflict."""
    if letter.withdrawn_at:
        raise Conflict(_("This letter is withdrawn."))
    with transaction.atomic():
        records.amend(letter, {"withdrawn_at": at}, by=by, at=at, verb="letter of invitation withdrawn")
        if note:
            journal.record(letter, "note", by=by, at=at, note=note)


def guests_of(letter: InvitationLetter) -> list[Registration]:
    """Who is invited by it: the participant, or the people of the delegation who take part."""
    if letter.registration is not None:
        return [letter.registration]
    assert letter.delegation is not None
    members = letter.delegation.members.active().exclude(registration__person=None)
    return [one.registration for one in members.select_related("registration__person")]


def event_of(letter: InvitationLetter) -> Event:
    if letter.registration is not None:
        return letter.registration.event
    assert letter.delegation is not None
    return letter.delegation.event


def demand_documents(invited: Sequence[Registration]) -> dict[int | None, Any]:
    """The travel document of each. Raises Invalid when nobody is invited, Conflict naming who has none."""
    if not invited:
        raise Invalid(_("Nobody is invited: add members first."), field="registration")
    documents = visas.newest_documents([one.person_id for one in invited])
    lacking = [str(one.person) for one in invited if one.person_id not in documents]
    if lacking:
        raise Conflict(_("A letter names passports, and there is no travel document on record of: %(names)s.") % {"names": ", ".join(lacking)}, field="registration")  # fmt: skip
    return documents


def next_number(office: Office, day: dt.date) -> str:
    """One after the last that the office gave, as the office writes them; the first is such as 2026-001."""
    last = InvitationLetter.objects.of(office).order_by("-pk").values_list("number", flat=True).first()
    number = _of_year(last, day.year) if last else ""
    number = number or f"{day.year}-{1:0{DIGITS}}"
    while InvitationLetter.objects.of(office).filter(number=number).exists():
        number = after(number)
    return number


def after(number: str) -> str:
    """The number that follows: its last digits raised by one, with as many places."""
    found = LAST_NUMBER.search(number)
    if found is None:
        return f"{number}-2"
    raised = str(int(found.group()) + 1).zfill(len(found.group()))
    return number[: found.start()] + raised + number[found.end() :]


def _of_year(last: str, year: int) -> str:
    """The following number; where the last one names an earlier year, the first number of this one."""
    stated = re.search(r"(?<!\d)20\d\d(?!\d)", last)
    counter = LAST_NUMBER.search(last)
    if stated and counter and stated.span() != counter.span() and stated.group() != str(year):
        first = str(1).zfill(len(counter.group()))
        restarted = last[: counter.start()] + first + last[counter.end() :]
        return restarted.replace(stated.group(), str(year), 1)
    return after(last)


def _with_usual(office: Office, values: Mapping[str, Any], at: dt.datetime) -> dict[str, Any]:
    """What is not said is as the office has it."""
    usual = ProtocolSettings.objects.of(office).first() or ProtocolSettings()
    return {
        "issued_on": at.date(),
        "signed_by": usual.letter_signed_by,
        "signed_as": usual.letter_signed_as,
        **{name: value for name, value in values.items() if value is not None},
    }


def _demand_sound(letter: InvitationLetter) -> None:
    """Raises Invalid."""
    errors: dict[str, list[str]] = {}
    if not 1 <= len(letter.languages) <= MOST_LANGUAGES or len(set(letter.languages)) < len(letter.languages):
        errors["languages"] = [_("Choose one language, or two different ones.")]
    elif any(code not in CODES for code in letter.languages):
        errors["languages"] = [_("There is no such language.")]
    if not letter.stays_from or not letter.stays_until:
        errors["stays_from"] = [_("Say from when until when the visit is.")]
    elif letter.stays_until < letter.stays_from:
        errors["stays_until"] = [_("It ends before it begins.")]
    template: LetterTemplate | None = letter.template
    if template is not None and template.retired_at:
        errors["template"] = [_("This template is not in use any more.")]
    if (
        letter.delegation
        and letter.registration
        and letter.delegation.event_id != letter.registration.event_id
    ):
        errors["registration"] = [_("A member is registered for the event of the delegation.")]
    if errors:
        raise Invalid(errors=errors)


def _hold_numbers(office_id: int) -> None:
    """One at a time in an office, to the end of the transaction."""
    Office.objects.select_for_update(of=("self",), no_key=True).get(pk=office_id)


def _taken() -> DomainError:
    return Conflict(_("A letter of the office has this number already."), field="number")
