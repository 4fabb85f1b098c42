"""The register of agreements: their parties in order, who signed for them, and their way through the lifecycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Signature
from agreements.states import AgreementState
from base import search
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from base.languages import texts
from events.models import Event
from people.models import Office, Organization, Person, Post
from people.services import journal, records
from people.services.journal import Actor
from people.services.moves import move

Signatories = Mapping[Organization, Sequence[tuple[Person, Post | None]]]
"""For each party who signed for it, in the post held then; a party that is missing has its signatories not stated."""
SIGNED = frozenset(
    {AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.EXPIRED, AgreementState.RENEWED}
)


@transaction.atomic
def record_agreement(
    *,
    office: Office,
    kind: str,
    parties: Sequence[Organization],
    by: Actor,
    at: dt.datetime,
    event: Event | None = None,
    state: str = AgreementState.PROPOSED,
    signatories: Signatories | None = None,
    witnesses: Iterable[Person] = (),
    **values: Any,
) -> Agreement:
    """Enter an agreement in whatever state it is known in. `values`: title_en …, item, terms, fields, dates, languages.

    Raises Invalid for a party named twice, for fewer than two parties, or for a signatory of no party.
    """
    last = Agreement.objects.filter(event=event).aggregate(last=Max("position"))["last"] if event else None
    agreement = Agreement(
        office=office, event=event, kind=kind, state=state, position=0 if last is None else last + 1, **values
    )
    check_agreement(agreement, parties)
    index(agreement, parties)
    records.create(agreement, by=by, at=at)
    _set_witnesses(agreement, witnesses)
    set_parties(agreement, parties, signatories or {})
    return agreement


@transaction.atomic
def amend_agreement(
    agreement: Agreement,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    parties: Sequence[Organization] | None = None,
    signatories: Signatories | None = None,
    witnesses: Iterable[Person] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed. Raises Invalid, Stale; Conflict when parties of a signed agreement would change."""
    for name, value in changes.items():
        setattr(agreement, name, value)
    present = [party.organization for party in agreement.parties.select_related("organization")]
    wanted = present if parties is None else list(parties)
    check_agreement(agreement, wanted)
    index(agreement, wanted)
    changed = records.amend(
        agreement, {**changes, "search": agreement.search}, by=by, at=at, expected=expected
    )
    if wanted != present or signatories is not None:
        changed += _change_parties(agreement, present, wanted, signatories)
    if witnesses is not None and set(witnesses := list(witnesses)) != set(agreement.witnesses.all()):
        _set_witnesses(agreement, witnesses)
        changed.append("witnesses")
    if set(changed) & {"parties", "witnesses"}:
        records.touch(agreement, at=at)
        journal.record(
            agreement,
            "changed",
            by=by,
            at=at,
            fields=[name for name in changed if name in ("parties", "witnesses")],
        )
    return [name for name in changed if name != "search"]


@transaction.atomic
def move_agreement(
    agreement: Agreement,
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    on: PartialDate | None = None,
    note: str = "",
    expected: int | None = None,
) -> Agreement:
    """Take it along its lifecycle; `on` is the day of signing or entry into force. Raises Conflict, Stale, Invalid."""
    stamp: dict[str, Any] = {}
    if to == AgreementState.SIGNED:
        if on is None and agreement.signed_on is None:
            raise Invalid(_("State the day of signing."), field="on")
        stamp["signed_on"] = on or agreement.signed_on
    if to == AgreementState.IN_FORCE and on is not None:
        stamp["effective_on"] = on
    move([agreement], to=to, by=by, at=at, note=note, stamp=stamp, expected=expected)
    return agreement


def delete_agreement(agreement: Agreement, *, by: Actor, at: dt.datetime) -> None:
    """Only what was never signed. Raises Conflict."""
    if agreement.state in SIGNED:
        raise Conflict(_("A signed agreement stays in the register."))
    records.delete(agreement, by=by, at=at)


def index(agreement: Agreement, parties: Iterable[Organization]) -> None:
    """Set what search reads: titles, terms and the names of the parties."""
    terms = [text for term in agreement.terms for text in term.values()]
    names = [name for party in parties for name in party.all_names]
    agreement.search = search.document([*texts(agreement, "title").values(), *terms, *names])


def set_parties(agreement: Agreement, parties: Sequence[Organization], signatories: Signatories) -> None:
    """Write parties in order with their signatures. Raises Invalid for a signatory of no party."""
    if set(signatories) - set(parties):
        raise Invalid(_("A signatory signs for one of the parties."), field="parties")
    signed = [one for pairs in signatories.values() for pair in pairs for one in pair]
    records.demand_own(agreement.office_id, signed, field="parties")
    for position, organization in enumerate(parties):
        party = Party.objects.create(
            office_id=agreement.office_id, agreement=agreement, organization=organization, position=position
        )
        Signature.objects.bulk_create(
            Signature(office_id=agreement.office_id, party=party, person=person, post=post)
            for person, post in signatories.get(organization, ())
        )


def _set_witnesses(agreement: Agreement, witnesses: Iterable[Person]) -> None:
    witnesses = list(witnesses)
    records.demand_own(agreement.office_id, witnesses, field="witnesses")
    agreement.witnesses.set(witnesses)


def signatories_of(agreement: Agreement) -> dict[Organization, list[tuple[Person, Post | None]]]:
    """For each party whose signatories are stated who signed, in the post held then."""
    parties = agreement.parties.select_related("organization").prefetch_related(
        "signatures__person", "signatures__post"
    )
    stated = {party.organization: [(s.person, s.post) for s in party.signatures.all()] for party in parties}
    return {organization: signed for organization, signed in stated.items() if signed}


def _change_parties(
    agreement: Agreement,
    present: list[Organization],
    wanted: list[Organization],
    signatories: Signatories | None,
) -> list[str]:
    before = signatories_of(agreement)
    after = {
        party: list(signed)
        for party, signed in (before if signatories is None else signatories).items()
        if party in wanted and signed
    }
    if wanted == present and after == before:
        return []
    if wanted != present and agreement.state in SIGNED:
        raise Conflict(_("The parties of a signed agreement do not change."), field="parties")
    agreement.parties.all().delete()
    set_parties(agreement, wanted, after)
    return ["parties"]


def check_agreement(agreement: Agreement, parties: Sequence[Organization]) -> None:
    errors: dict[str, list[str]] = {}
    if len(parties) < 2:
        errors["parties"] = [_("Name at least two parties.")]
    elif len({party.pk for party in parties}) < len(parties):
        errors["parties"] = [_("A party is named twice.")]
    if any(party.office_id != agreement.office_id for party in parties):
        errors["parties"] = [_("It belongs to another office.")]
    if agreement.item_id and agreement.item is not None and agreement.item.event_id != agreement.event_id:
        errors["item"] = [_("This agenda item belongs to another event.")]
    if errors:
        raise Invalid(errors=errors)
