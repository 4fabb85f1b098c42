"""Legs of a journey: planned in the wall time of both ends, with those who travel on them, and noted when they arrive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from delegations.models import Delegation, Leg, Ride, Traveller
from delegations.services import travelling
from delegations.wall_time import instants
from events.models import Event, Registration
from people.services import records
from people.services.journal import Actor

TIMED = (
    "way", "departs_on", "departs_time", "departs_zone", "arrives_on", "arrives_time", "arrives_zone",
)  # fmt: skip


@transaction.atomic
def add_leg(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    delegation: Delegation | None = None,
    travellers: Iterable[Registration] = (),
    **values: Any,
) -> Leg:
    """`values`: kind, way, number, carrier, departs_from, departs_on, departs_time, departs_zone, arrives_in, arrives_on,
    arrives_time, arrives_zone, terminal, note. The end at the event's place has the zone of the event unless stated.

    Raises Invalid, also for a time that the clock of its zone skips, and Conflict.
    """
    travelling.demand_delegation(delegation, event)
    leg = Leg(office_id=event.office_id, event=event, delegation=delegation, **values)
    _derive(leg)
    records.create(leg, by=by, at=at)
    put_on(leg, travellers, by=by, at=at)
    return leg


@transaction.atomic
def amend_leg(
    leg: Leg,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    travellers: Iterable[Registration] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed; `travellers` replaces those there are. Raises Invalid, Conflict, Stale."""
    if "delegation" in changes:
        travelling.demand_delegation(changes["delegation"], leg.event)
    for name, value in changes.items():
        setattr(leg, name, value)
    derived: dict[str, Any] = {}
    if any(name in changes for name in TIMED):
        _derive(leg)
        derived = {
            name: getattr(leg, name) for name in ("departs_zone", "arrives_zone", "departs_at", "arrives_at")
        }
    changed = records.amend(leg, {**changes, **derived}, by=by, at=at, expected=expected)
    if travellers is not None and _set_travellers(leg, list(travellers), by=by, at=at):
        if not changed:
            records.touch(leg, at=at)
        changed = [*changed, "travellers"]
    return changed


@transaction.atomic
def put_on(leg: Leg, registrations: Iterable[Registration], *, by: Actor, at: dt.datetime) -> list[Traveller]:
    """Who is on it already stays so. Raises Invalid, Conflict."""
    chosen = travelling.demand_of_event(leg.event_id, registrations)
    present = set(
        Traveller.objects.filter(leg=leg, registration__in=chosen).values_list("registration_id", flat=True)
    )
    rows = [
        Traveller(office_id=leg.office_id, leg=leg, registration=one, created_at=at, updated_at=at)
        for one in chosen
        if one.pk not in present
    ]
    return travelling.add_rows(rows, "put on a leg", of=leg, by=by, at=at)


@transaction.atomic
def take_off(leg: Leg, registrations: Iterable[Registration], *, by: Actor, at: dt.datetime) -> int:
    """Their seats in the vehicles that meet the leg become free as well; returns how many were taken off."""
    pks = [one.pk for one in registrations]
    rides = list(Ride.objects.filter(leg=leg, registration__in=pks))
    travelling.drop_rows(rides, "taken out of a vehicle", of=leg, by=by, at=at)
    rows = list(Traveller.objects.filter(leg=leg, registration__in=pks))
    return travelling.drop_rows(rows, "taken off a leg", of=leg, by=by, at=at)


def amend_traveller(
    traveller: Traveller,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Seat and booking reference. Raises Invalid, Stale."""
    return records.amend(traveller, changes, by=by, at=at, expected=expected)


def note_arrival(leg: Leg, *, by: Actor, at: dt.datetime, arrived: bool = True) -> list[str]:
    """They have arrived, now; or it was noted by mistake. Raises Conflict for a leg that was cancelled."""
    if leg.cancelled_at is not None:
        raise Conflict(_("This leg was cancelled."))
    if arrived == (leg.arrived_at is not None):
        return []
    verb = "arrived" if arrived else "arrival taken back"
    return records.amend(leg, {"arrived_at": at if arrived else None}, by=by, at=at, verb=verb)


def cancel_leg(leg: Leg, *, by: Actor, at: dt.datetime, expected: int | None = None) -> list[str]:
    """It stays on record, and counts nowhere. Raises Conflict when they have arrived; Stale."""
    if leg.arrived_at is not None:
        raise Conflict(_("They have arrived; the leg stays."))
    if leg.cancelled_at is not None:
        return []
    return records.amend(leg, {"cancelled_at": at}, by=by, at=at, verb="cancelled", expected=expected)


def restore_leg(leg: Leg, *, by: Actor, at: dt.datetime) -> list[str]:
    """It takes place after all."""
    return records.amend(leg, {"cancelled_at": None}, by=by, at=at, verb="restored")


def delete_leg(leg: Leg, *, by: Actor, at: dt.datetime) -> None:
    """With those on it and their seats in the vehicles that meet it; for what was entered by mistake."""
    records.delete(leg, by=by, at=at)


def returned(leg: Leg) -> dict[str, Any]:
    """What a journey back has in common with the leg: its ends the other way round, no day, time or number."""
    return {
        "kind": leg.kind,
        "carrier": leg.carrier,
        "way": {"arrival": "departure", "departure": "arrival"}.get(leg.way, leg.way),
        "departs_from": leg.arrives_in,
        "departs_zone": leg.arrives_zone,
        "arrives_in": leg.departs_from,
        "arrives_zone": leg.departs_zone,
    }


def _set_travellers(leg: Leg, wanted: list[Registration], *, by: Actor, at: dt.datetime) -> bool:
    present = {row.registration_id: row.registration for row in leg.travellers.select_related("registration")}
    gone = [one for pk, one in present.items() if pk not in {one.pk for one in wanted}]
    left = take_off(leg, gone, by=by, at=at)
    return bool(put_on(leg, [one for one in wanted if one.pk not in present], by=by, at=at)) or bool(left)


def _derive(leg: Leg) -> None:
    """Fill in the zone of the end at the event's place, and derive both instants. Raises Invalid."""
    if leg.way in ("arrival", "onward") and leg.arrives_on and not leg.arrives_zone:
        leg.arrives_zone = leg.event.zone
    if leg.way in ("departure", "onward") and leg.departs_on and not leg.departs_zone:
        leg.departs_zone = leg.event.zone
    leg.departs_at, leg.arrives_at = instants(
        (leg.departs_on, leg.departs_time, leg.departs_zone),
        (leg.arrives_on, leg.arrives_time, leg.arrives_zone),
    )
    if leg.departs_from and leg.departs_from == leg.arrives_in:
        raise Invalid(_("It leaves from where it arrives."), field="arrives_in")
