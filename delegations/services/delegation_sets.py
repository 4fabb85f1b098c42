"""Delegations in sets, recorded after the fact: with senders, interpreters, items of the agenda and members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from base.records import Record
from delegations.models import Delegation, Member, Sender
from delegations.services import composition, focal_links, notification
from delegations.validators import check_delegation, demand_role
from events.models import AgendaItem
from people.models import Organization, Person
from people.services import record_parts, record_sets
from people.services.journal import Actor
from people.services.record_sets import SetRefused

R = TypeVar("R", bound=Record)
Pairs = Iterable[tuple[R, Mapping[str, Any]]]
"""Records with the attributes to set on each."""
Sent = tuple[Delegation, Sequence[Organization]]
"""A delegation and who sends it, in order of mention."""


@transaction.atomic
def record_delegations(entered: Iterable[Sent], *, by: Actor, at: dt.datetime) -> list[Delegation]:
    """Enter delegations with their senders in whatever state they are known in; none asks for a leader. Raises SetRefused."""
    chosen = list(entered)
    _demand_sound(chosen)
    rows = record_sets.create_many([delegation for delegation, _senders in chosen], by=by, at=at)
    set_senders(chosen, new=True, by=by, at=at)
    return rows


@transaction.atomic
def amend_delegations(
    pairs: Iterable[tuple[Delegation, Mapping[str, Any], Sequence[Organization]]],
    *,
    by: Actor,
    at: dt.datetime,
) -> list[list[str]]:
    """Set attributes and senders; for each the names of what changed. Raises SetRefused, Stale."""
    chosen = list(pairs)
    for delegation, changes, _senders in chosen:
        for name, value in changes.items():
            setattr(delegation, name, value)
    sent = [(delegation, senders) for delegation, _changes, senders in chosen]
    _demand_sound(sent)
    if any("composition_notified_on" in changes for _delegation, changes, _senders in chosen):
        notification.lock_events(delegation for delegation, _changes, _senders in chosen)
    changed = record_sets.amend_many(
        [(delegation, changes) for delegation, changes, _senders in chosen], by=by, at=at
    )
    told = list(zip((delegation for delegation, _changes, _senders in chosen), changed, strict=True))
    notification.carry([one for one, names in told if "composition_notified_on" in names], by=by, at=at)
    focal_links.close([one for one, names in told if "focal_point" in names], at=at)
    moved = set_senders([(one, senders) for one, senders in sent if senders], new=False, by=by, at=at)
    return [
        [*names, "senders"] if delegation.pk in moved else names
        for (delegation, _senders), names in zip(sent, changed, strict=True)
    ]


def set_senders(wanted: Sequence[Sent], *, new: bool, by: Actor, at: dt.datetime) -> set[Any]:
    """Who sends them, in order of mention, in place of those there were; returns the keys of the delegations that changed."""
    lists = [
        (
            delegation,
            [
                Sender(
                    office_id=delegation.office_id, delegation=delegation, organization=one, position=place
                )
                for place, one in enumerate(senders)
            ],
        )
        for delegation, senders in wanted
    ]
    return _parts_set(wanted, lists, "organization_id", "senders", new=new, by=by, at=at)


def set_interpreters(
    wanted: Sequence[tuple[Delegation, Sequence[Person]]], *, new: bool, by: Actor, at: dt.datetime
) -> set[Any]:
    """Its interpreters, in place of those there were; returns the keys of the delegations that changed."""
    through: Any = Delegation.interpreters.through
    lists = [(one, [through(delegation=one, person=person) for person in people]) for one, people in wanted]
    return _parts_set(wanted, lists, "person_id", "interpreters", new=new, by=by, at=at)


def set_items(
    wanted: Sequence[tuple[Delegation, Sequence[AgendaItem]]], *, new: bool, by: Actor, at: dt.datetime
) -> set[Any]:
    """The items in which it takes part as such, in place of those there were; returns the keys of what changed.

    Raises Invalid for an item of another event.
    """
    for delegation, items in wanted:
        if any(item.event_id != delegation.event_id for item in items):
            raise Invalid(_("This agenda item belongs to another event."), field="items")
    through: Any = Delegation.items.through
    lists = [(one, [through(delegation=one, agendaitem=item) for item in items]) for one, items in wanted]
    return _parts_set(wanted, lists, "agendaitem_id", "items", new=new, by=by, at=at)


@transaction.atomic
def record_members(members: Iterable[Member], *, by: Actor, at: dt.datetime) -> list[Member]:
    """Participants become members at the positions they carry. Raises SetRefused; Conflict for one who is in a delegation already."""
    chosen = list(members)
    record_sets.demand_sound(chosen, checks=[_demand_possible])
    delegations = {member.delegation_id: member.delegation for member in chosen}
    if any(one.composition_notified_on for one in delegations.values()):
        notification.lock_events(delegations.values())
    composition.lock(list(delegations.values()))
    refusals = {"delegations_member_registration_id_key": _member_already}
    made = record_sets.create_many(chosen, by=by, at=at, verb="member added", refusals=refusals)
    notification.carry_to(made, by=by, at=at)
    return made


def amend_members(pairs: Pairs[Member], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[_demand_possible])


def _parts_set(
    wanted: Sequence[tuple[Delegation, Any]],
    lists: Sequence[tuple[Delegation, Sequence[models.Model]]],
    column: str,
    name: str,
    *,
    new: bool,
    by: Actor,
    at: dt.datetime,
) -> set[Any]:
    changed = record_parts.set_parts(lists, owner="delegation", key=(column,))
    if not new:
        moved = [delegation for delegation, _parts in wanted if delegation.pk in changed]
        record_parts.touch_many(moved, by=by, at=at, fields=[name])
    return changed


def _demand_sound(chosen: Sequence[Sent]) -> None:
    """Raises SetRefused with all that is wrong with fields and senders."""
    refused: dict[int, list[DomainError]] = {}
    try:
        record_sets.demand_sound([delegation for delegation, _senders in chosen])
    except SetRefused as exc:
        refused |= {place: list(faults) for place, faults in exc.rows.items()}
    for place, (delegation, senders) in enumerate(chosen):
        if any(sender.pk is None for sender in senders):
            refused.setdefault(place, []).append(record_sets.Orphaned())
            continue
        try:
            check_delegation(delegation, senders=senders)
        except DomainError as exc:
            refused.setdefault(place, []).append(exc)
    if refused:
        raise SetRefused(refused)


def _demand_possible(member: Member) -> None:
    demand_role(member.role)
    if member.registration.event_id != member.delegation.event_id:
        raise Invalid(_("A member is registered for the event of the delegation."), field="registration")


def _member_already() -> DomainError:
    return Conflict(_("Somebody in this list is in a delegation already."), field="registration")
