"""What is still missing before an agreement can be signed, each line with the address where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.ceremonies import Ceremony, Side, Table
from agreements.models import AgreementDocument
from agreements.services.parties import SIGNED
from agreements.states import AgreementState
from base.locale_text import country_name, language_name, list_in_words
from events.models import Participation, ParticipationRole

Kind = AgreementDocument.Kind
IN_LANGUAGE = frozenset({Kind.AGREED_TEXT, Kind.TRANSLATION})


@dataclass(frozen=True, slots=True)
class Lack:
    """`text` in words of the reader; `href` is where it is mended."""

    text: str
    href: str


def checklist(table: Table, ceremony: Ceremony) -> list[Lack]:
    """Everything that is missing, in the order in which it is prepared; nothing for what is signed. Runs no query."""
    if table.agreement.state in SIGNED:
        return []
    return [
        *_of_text(table),
        *(lack for side in table.sides for lack in _of_side(table, side)),
        *_of_powers(table),
        *_of_table(table),
        *_of_item(table, ceremony.participations),
    ]


def _of_text(table: Table) -> Iterator[Lack]:
    agreement = table.agreement
    papers = reverse("agreements:document_add", args=[agreement.uid])
    edit = reverse("agreements:edit", args=[agreement.uid])
    if agreement.state != AgreementState.TEXT_AGREED:
        agree = reverse("agreements:move", args=[agreement.uid, AgreementState.TEXT_AGREED])
        yield Lack(_("The text is not agreed."), agree)
    if not agreement.languages:
        yield Lack(_("The languages of the text are not stated."), edit)
    if not any(document.kind == Kind.AGREED_TEXT for document in table.documents):
        yield Lack(_("The agreed text is not uploaded."), papers)
    held = {document.language for document in table.documents if document.kind in IN_LANGUAGE}
    lacking = [language_name(code) for code in agreement.languages if code not in held]
    if lacking:
        yield Lack(
            _("There is no text in: %(languages)s.") % {"languages": list_in_words(lacking)},
            papers,
        )
    if len(agreement.languages) > 1 and not agreement.authentic_language:
        yield Lack(_("It is not stated which text is authentic."), edit)


def _of_side(table: Table, side: Side) -> Iterator[Lack]:
    named = {"party": side.party.organization}
    if not side.signatories:
        add = reverse("agreements:representative_add", args=[table.agreement.uid])
        yield Lack(_("Nobody is named to sign for %(party)s.") % named, f"{add}?party={side.party.uid}")
    elif not all(one.confirmed_at for one in side.signatories):
        yield Lack(_("Who signs for %(party)s is not confirmed.") % named, _parties(table))
    if not side.assistants:
        yield Lack(_("Nobody assists %(party)s at the table.") % named, _preparation(table))
    country = str(side.party.organization.country)
    if country and country not in table.signing.flags:
        yield Lack(_("The flag is missing: %(country)s.") % {"country": country_name(country)}, _preparation(table))  # fmt: skip


def _of_powers(table: Table) -> Iterator[Lack]:
    if not any(document.kind == Kind.FULL_POWERS for document in table.documents):
        yield Lack(
            _("No power to sign is uploaded."),
            reverse("agreements:document_add", args=[table.agreement.uid]),
        )


def _of_table(table: Table) -> Iterator[Lack]:
    signing, page = table.signing, _preparation(table)
    signatories = sum(max(1, len(side.signatories)) for side in table.sides)
    if (signing.pens or 0) < signatories:
        counts = {"have": signing.pens or 0, "need": signatories}
        yield Lack(_("There are %(have)d pens for %(need)d signatories.") % counts, page)
    for code in table.agreement.languages:
        have = signing.copies.get(code, 0)
        if have < len(table.sides):
            said = {"language": language_name(code), "have": have, "need": len(table.sides)}
            yield Lack(_("Copies in %(language)s: %(have)d for %(need)d parties.") % said, page)
    if signing.rehearsal_at is None:
        yield Lack(_("The rehearsal is not set."), page)


def _of_item(table: Table, participations: tuple[Participation, ...]) -> Iterator[Lack]:
    item = table.signing.item
    of_item: list[Any] = [item.event.slug, item.uid]
    if item.starts_at is None:
        yield Lack(_("The ceremony has no time."), reverse("events:item_edit", args=of_item))
    if item.room_id is None and not item.place:
        yield Lack(_("The ceremony has no room or place."), reverse("events:item_edit", args=of_item))
    interpreted = any(one.role == ParticipationRole.INTERPRETER for one in participations)
    if len(table.agreement.languages) > 1 and not interpreted:
        yield Lack(_("No interpreter is named."), reverse("events:item_participation_add", args=of_item))


def _parties(table: Table) -> str:
    return reverse("agreements:agreement", args=[table.agreement.uid]) + "#parties"


def _preparation(table: Table) -> str:
    return reverse("agreements:signing", args=[table.agreement.uid])
