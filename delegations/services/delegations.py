"""Delegations: who comes or goes together, what is known of them, and their way through the lifecycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from base.positions import next_position
from delegations.models import Delegation, MemberRole, Sender
from delegations.services import approvals, composition, focal_links, notification
from delegations.services.members import add_people
from delegations.states import LED_STATES, DelegationState
from delegations.validators import check_delegation
from events.models import AgendaItem, Event, Registration
from events.services import registration_moves, seats
from events.states import RegistrationState
from people.models import Organization, Person
from people.services import journal, records
from people.services.journal import Actor
from people.services.moves import may_move, move


@transaction.atomic
def add_delegation(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    senders: Iterable[Organization] = (),
    leaders: Sequence[Person] = (),
    interpreters: Iterable[Person] = (),
    items: Iterable[AgendaItem] = (),
    state: str = DelegationState.ANNOUNCED,
    recorded: bool = False,
    **values: Any,
) -> Delegation:
    """Enter a delegation in the state in which it is known; senders and leaders stand in order of mention.

    `leaders` are registered for the event where they are not yet. With `recorded` (written down after the fact) no state
    asks for a leader. `values`: name_en …, purpose_en …, country, direction, reception_level, composition_notified_on,
    seats, focal_point, liaison_officer. Raises Invalid, Conflict.
    """
    named, spoken, attended = list(senders), list(interpreters), list(items)
    if state not in DelegationState.values:
        raise Invalid(_("There is no such state."), field="state")
    if state in LED_STATES and not leaders and not recorded:
        raise Invalid(_("From “composed” on, a delegation has a leader: name one first."), field="leaders")
    delegation = Delegation(
        office_id=event.office_id,
        event=event,
        state=state,
        position=next_position(Delegation.objects.filter(event=event)),
        **values,
    )
    check_delegation(delegation, senders=named, interpreters=spoken, items=attended)
    records.create(delegation, by=by, at=at)
    set_senders(delegation, named)
    delegation.interpreters.set(spoken)
    delegation.items.set(attended)
    if leaders:
        add_people(delegation=delegation, people=leaders, member_role=MemberRole.LEADER, by=by, at=at)
    if not recorded:
        approvals.demand(delegation, state=state)
    return delegation


@transaction.atomic
def amend_delegation(
    delegation: Delegation,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    senders: Iterable[Organization] | None = None,
    interpreters: Iterable[Person] | None = None,
    items: Iterable[AgendaItem] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed; what is None stays. Raises Invalid, Stale; Conflict when members exceed the seats."""
    if "composition_notified_on" in changes:
        notification.lock_events([delegation])
    present = sets_of(delegation)
    given: dict[str, Any] = {"senders": senders, "interpreters": interpreters, "items": items}
    wanted: dict[str, list[Any]] = {
        name: present[name] if chosen is None else list(chosen) for name, chosen in given.items()
    }
    for name, value in changes.items():
        setattr(delegation, name, value)
    check_delegation(
        delegation, senders=wanted["senders"], interpreters=wanted["interpreters"], items=wanted["items"]
    )
    changed = records.amend(delegation, changes, by=by, at=at, expected=expected)
    if "seats" in changed:
        composition.demand_seats(delegation)
    if "composition_notified_on" in changed:
        notification.carry([delegation], by=by, at=at)
    if "focal_point" in changed:
        focal_links.close([delegation], at=at)
    changed_sets = [name for name in wanted if _differ(name, present[name], wanted[name])]
    for name in changed_sets:
        _set(delegation, name, wanted[name])
    if changed_sets:
        records.touch(delegation, at=at)
        journal.record(delegation, "changed", by=by, at=at, fields=changed_sets)
    return [*changed, *changed_sets]


@transaction.atomic
def move_delegation(
    delegation: Delegation,
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    cancel_registrations: bool = False,
    expected: int | None = None,
) -> Delegation:
    """Take it along its lifecycle. Raises Conflict, also where the state asks for a leader; Stale.

    The members of a delegation that withdraws stay registered for the event, unless `cancel_registrations`: then their
    registrations are cancelled, their seats are passed on and letters tell them.
    """
    if cancel_registrations and to != DelegationState.WITHDRAWN:
        raise Invalid(
            _("Registrations are cancelled only with a delegation that withdraws."),
            field="cancel_registrations",
        )
    if cancel_registrations:
        seats.lock(delegation.event)
    composition.lock([delegation])
    if may_move(delegation, to):
        composition.demand_leader(delegation, state=to)
        approvals.demand(delegation, state=to)
    move([delegation], to=to, by=by, at=at, note=note, expected=expected)
    if cancel_registrations:
        standing = Registration.objects.filter(pk__in=delegation.members.values("registration"))
        able = [one for one in standing.select_related("event") if may_move(one, RegistrationState.CANCELLED)]
        registration_moves.cancel(able, by=by, at=at)
    return delegation


@transaction.atomic
def delete_delegation(delegation: Delegation, *, by: Actor, at: dt.datetime) -> None:
    """One that is only announced, or has no members; registrations stay. Raises Conflict."""
    composition.lock([delegation])
    if delegation.state != DelegationState.ANNOUNCED and delegation.members.exists():
        raise Conflict(_("A delegation that was composed stays in the record; it can be withdrawn."))
    records.delete(delegation, by=by, at=at)


def sets_of(delegation: Delegation) -> dict[str, list[Any]]:
    """What it has several of, each in its own table."""
    return {
        "senders": senders_of(delegation),
        "interpreters": list(delegation.interpreters.all()),
        "items": list(delegation.items.all()),
    }


def senders_of(delegation: Delegation) -> list[Organization]:
    """The sending organizations, in order of mention."""
    return [sender.organization for sender in delegation.senders.select_related("organization")]


def set_senders(delegation: Delegation, senders: Iterable[Organization]) -> None:
    """Write the sending organizations in their order, in place of those there were."""
    delegation.senders.all().delete()
    Sender.objects.bulk_create(
        Sender(
            office_id=delegation.office_id,
            delegation=delegation,
            organization=organization,
            position=position,
        )
        for position, organization in enumerate(senders)
    )


def _differ(name: str, present: list[Any], wanted: list[Any]) -> bool:
    """Senders differ by their order too; the others are sets."""
    return present != wanted if name == "senders" else set(present) != set(wanted)


def _set(delegation: Delegation, name: str, wanted: list[Any]) -> None:
    if name == "senders":
        set_senders(delegation, wanted)
    else:
        getattr(delegation, name).set(wanted)
