"""The register of agreements: entering, amending, and their way through the lifecycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Signature, Signing
from agreements.services.agreement_numbers import REFUSALS, assign_number, plain_number
from agreements.services.parties import (
    SIGNED,
    Signatories,
    set_parties,
    sign,
    signatories_of,
    write_parties,
)
from agreements.states import AgreementState
from agreements.validators import check_agreement, check_register
from base import search
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from base.languages import texts
from base.positions import next_position
from events.models import AgendaItem, Event
from people.models import Office, Organization, Person
from people.services import journal, records
from people.services.journal import Actor
from people.services.moves import move

__all__ = ["SIGNED", "Signatories", "check_agreement", "signatories_of"]
DERIVED = ("search", "expires_by")
"""Columns that follow from others, and are not told among the changes."""


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
    assign: bool = False,
    **values: Any,
) -> Agreement:
    """Enter an agreement in whatever state it is known in; with `assign` it gets the next number of the register.

    `values`: title_en …, item, terms, fields, dates, languages, number and what else the register keeps.
    Raises Invalid for a party named twice, for fewer than two parties, for a signatory of no party, or what
    `check_register` says; Conflict when the number is taken.
    """
    agreement = Agreement(
        office=office, event=event, kind=kind, state=state, position=_next_position(event), **values
    )
    check_agreement(agreement, parties)
    check_register(agreement)
    derive(agreement, parties)
    records.create(agreement, by=by, at=at, refusals=REFUSALS)
    _set_witnesses(agreement, witnesses)
    set_parties(agreement, parties, signatories or {})
    if assign and not agreement.number:
        assign_number(agreement, by=by, at=at)
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
    assign: bool = False,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed; with `assign` one without a number gets the next. Raises Invalid, Stale; Conflict when parties of a signed agreement would change."""
    for name, value in changes.items():
        setattr(agreement, name, value)
    present = [party.organization for party in agreement.parties.select_related("organization")]
    wanted = present if parties is None else list(parties)
    check_agreement(agreement, wanted)
    check_register(agreement)
    derived = derive(agreement, wanted)
    changed = records.amend(
        agreement, {**changes, **derived}, by=by, at=at, expected=expected, refusals=REFUSALS
    )
    parts = _change_parties(agreement, present, wanted, signatories)
    if witnesses is not None and set(witnesses := list(witnesses)) != set(agreement.witnesses.all()):
        _set_witnesses(agreement, witnesses)
        parts.append("witnesses")
    if parts:
        records.touch(agreement, at=at)
        journal.record(agreement, "changed", by=by, at=at, fields=parts)
    if assign and not agreement.number:
        assign_number(agreement, by=by, at=at)
        changed.append("number")
    return [name for name in [*changed, *parts] if name not in DERIVED]


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
    """Take it along its lifecycle; `on` is the day of signing or entry into force, a termination states why in `note`.

    What it renews is renewed once it is in force. Raises Conflict, Stale, Invalid.
    """
    stamp: dict[str, Any] = {}
    if to == AgreementState.SIGNED:
        if on is None and agreement.signed_on is None:
            raise Invalid(_("State the day of signing."), field="on")
        stamp["signed_on"] = on or agreement.signed_on
    if to == AgreementState.IN_FORCE and on is not None:
        stamp["effective_on"] = on
    if to == AgreementState.TERMINATED and not note.strip():
        raise Invalid(_("Say why it ends."), field="note")
    moved = move([agreement], to=to, by=by, at=at, note=note.strip(), stamp=stamp, expected=expected)
    if moved and to == AgreementState.IN_FORCE:
        replace_predecessor(agreement, by=by, at=at)
    return agreement


def replace_predecessor(agreement: Agreement, *, by: Actor, at: dt.datetime) -> None:
    """What it renews has been renewed, where it still stood."""
    former = agreement.renews
    if former is not None and former.state in (AgreementState.IN_FORCE, AgreementState.EXPIRED):
        move([former], to=AgreementState.RENEWED, by=by, at=at)


@transaction.atomic
def attach_to_event(
    agreement: Agreement,
    event: Event | None,
    *,
    by: Actor,
    at: dt.datetime,
    item: AgendaItem | None = None,
    expected: int | None = None,
) -> list[str]:
    """Say at which event, and which item of its agenda, it came about; None takes it off its event.

    Raises Invalid, Stale; Conflict while its signing stands in the agenda of another event.
    """
    prepared = Signing.objects.filter(agreement=agreement).select_related("item").first()
    if prepared is not None and (event is None or prepared.item.event_id != event.pk):
        raise Conflict(_("Its signing is prepared in the agenda of its event."), field="event")
    changes = {"event": event, "item": item, "position": agreement.position}
    if event is not None and event.pk != agreement.event_id:
        changes["position"] = _next_position(event)
    return amend_agreement(agreement, changes, by=by, at=at, expected=expected)


def delete_agreement(agreement: Agreement, *, by: Actor, at: dt.datetime) -> None:
    """Only what was never signed. Raises Conflict, also when something rests on it."""
    ended = agreement.state == AgreementState.TERMINATED and agreement.signed_on is not None
    if agreement.state in SIGNED or ended:
        raise Conflict(_("A signed agreement stays in the register."))
    if Signature.objects.filter(party__agreement=agreement).exists():
        raise Conflict(_("Somebody signed it, so it stays in the register."))
    records.delete(agreement, by=by, at=at)


def derive(agreement: Agreement, parties: Iterable[Organization]) -> dict[str, Any]:
    """Set what follows from other columns: what search reads, and the last day; returns them by column."""
    agreement.number = plain_number(agreement.number)
    agreement.expires_by = agreement.expires_on.last_day if agreement.expires_on else None
    told = [*texts(agreement, "title").values(), agreement.number, agreement.notes]
    lists = [text for one in (*agreement.terms, *agreement.fields) for text in one.values()]
    names = [name for party in parties for name in party.all_names]
    agreement.search = search.document([*told, *lists, *names])
    return {name: getattr(agreement, name) for name in DERIVED}


def _next_position(event: Event | None) -> int:
    if event is None:
        return 0
    return next_position(Agreement.objects.filter(event=event))


def _set_witnesses(agreement: Agreement, witnesses: Iterable[Person]) -> None:
    witnesses = list(witnesses)
    records.demand_own(agreement.office_id, witnesses, field="witnesses")
    agreement.witnesses.set(witnesses)


def _change_parties(
    agreement: Agreement,
    present: list[Organization],
    wanted: list[Organization],
    signatories: Signatories | None,
) -> list[str]:
    """The names of what changed: nothing, or the parties with those who signed for them."""
    changed = wanted != present
    if changed:
        if agreement.state in SIGNED:
            raise Conflict(_("The parties of a signed agreement do not change."), field="parties")
        write_parties([(agreement, wanted)])
    if signatories is not None:
        changed = sign(agreement, wanted, signatories) or changed
    return ["parties"] if changed else []
