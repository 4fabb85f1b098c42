"""Vehicles in the order of the motorcade, and who rides in them: to or from a leg, or to an item of the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid, Missing
from base.positions import next_position
from delegations.models import Leg, Ride, Vehicle
from delegations.services import travelling
from events.models import AgendaItem, Event, Registration
from events.services.ordering import put_in_order
from people.services import journal, records
from people.services.journal import Actor

Goal = Leg | AgendaItem
"""What the vehicles drive to, or come from."""

REFUSALS: records.Refusals = {
    "vehicle_name_once": lambda: Conflict(_("There is a vehicle of this name already."), field="name")
}


@transaction.atomic
def add_vehicle(*, event: Event, by: Actor, at: dt.datetime, **values: Any) -> Vehicle:
    """At the end of the motorcade. `values`: name, kind, plate, seats (of passengers), driver, driver_phone, note.

    Raises Invalid, Conflict.
    """
    values.setdefault("position", next_position(Vehicle.objects.filter(event=event)))
    vehicle = Vehicle(office_id=event.office_id, event=event, **values)
    return records.create(vehicle, by=by, at=at, refusals=REFUSALS)


def amend_vehicle(
    vehicle: Vehicle, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Fewer seats than people is a warning, not a refusal: the vehicle changes, and then they are seated anew. Raises Invalid, Conflict, Stale."""
    return records.amend(vehicle, changes, by=by, at=at, expected=expected, refusals=REFUSALS)


def delete_vehicle(vehicle: Vehicle, *, by: Actor, at: dt.datetime) -> None:
    """Those in it have no seat then, which the warnings tell."""
    records.delete(vehicle, by=by, at=at)


@transaction.atomic
def reorder_vehicles(event: Event, uids: Sequence[UUID], *, by: Actor, at: dt.datetime) -> None:
    """Put the motorcade in this order. Raises Invalid."""
    if put_in_order(Vehicle.objects.filter(event=event), uids, at=at):
        journal.record(event, "motorcade reordered", by=by, at=at)


@transaction.atomic
def seat(
    vehicle: Vehicle,
    goal: Goal,
    registrations: Iterable[Registration],
    *,
    by: Actor,
    at: dt.datetime,
    beyond: bool = False,
) -> list[Ride]:
    """They ride in this vehicle, in this order; who had a seat in another changes over.

    Raises Invalid; Conflict when they are more than its seats, unless `beyond`.
    """
    _demand_goal(vehicle.event_id, goal)
    lock([vehicle])
    chosen = travelling.demand_of_event(vehicle.event_id, registrations)
    earlier = list(_rides(goal).filter(registration__in=chosen))
    inside = {ride.registration_id for ride in earlier if ride.vehicle_id == vehicle.pk}
    coming = [one for one in chosen if one.pk not in inside]
    taken = taken_by(vehicle, goal)
    travelling.demand_free(
        taken, sum(map(travelling.heads, coming)), vehicle.seats, beyond=beyond, field="registrations"
    )
    leaving = [ride for ride in earlier if ride.vehicle_id != vehicle.pk]
    travelling.drop_rows(leaving, "taken out of a vehicle", of=goal, by=by, at=at)
    return _add(vehicle, goal, coming, by=by, at=at)


@transaction.atomic
def assign(
    goal: Goal,
    wanted: Sequence[tuple[Registration, Vehicle | None]],
    *,
    by: Actor,
    at: dt.datetime,
    beyond: bool = False,
) -> None:
    """Each in the vehicle named, or in none; who sits there already keeps the seat. Raises as `seat`; then nothing changes."""
    vehicles = list({one.pk: one for _registration, one in wanted if one is not None}.values())
    lock(sorted(vehicles, key=lambda one: one.pk))
    present = dict(
        _rides(goal)
        .filter(registration__in=[one for one, _v in wanted])
        .values_list("registration_id", "vehicle_id")
    )
    moving = [(one, to) for one, to in wanted if present.get(one.pk) != (to.pk if to else None)]
    take_out(goal, [one for one, _to in moving], by=by, at=at)
    for vehicle in vehicles:
        own = [one for one, to in moving if to is not None and to.pk == vehicle.pk]
        if own:
            seat(vehicle, goal, own, by=by, at=at, beyond=beyond)


@transaction.atomic
def take_out(goal: Goal, registrations: Iterable[Registration], *, by: Actor, at: dt.datetime) -> int:
    """They have no seat any more on this way; returns how many had one."""
    rows = list(_rides(goal).filter(registration__in=[one.pk for one in registrations]))
    return travelling.drop_rows(rows, "taken out of a vehicle", of=goal, by=by, at=at)


@transaction.atomic
def fill(
    goal: Goal,
    vehicles: Sequence[Vehicle],
    registrations: Sequence[Registration],
    *,
    by: Actor,
    at: dt.datetime,
) -> list[Registration]:
    """Seat them anew in these vehicles, one vehicle after the other, in the order given; returns who found no seat.

    An unnamed group stays together. Raises Invalid.
    """
    if not vehicles:
        raise Invalid(_("Choose at least one vehicle."), field="vehicles")
    for vehicle in vehicles:
        _demand_goal(vehicle.event_id, goal)
    lock(vehicles)
    chosen = travelling.demand_of_event(goal.event_id, registrations)
    travelling.drop_rows(
        list(_rides(goal).filter(registration__in=chosen)), "taken out of a vehicle", of=goal, by=by, at=at
    )
    free = {one.pk: None if one.seats is None else one.seats - taken_by(one, goal) for one in vehicles}
    placed: dict[int, list[Registration]] = {one.pk: [] for one in vehicles}
    left = [one for one in chosen if not _placed(one, free, placed)]
    for vehicle in vehicles:
        _add(vehicle, goal, placed[vehicle.pk], by=by, at=at)
    return left


def lock(vehicles: Sequence[Vehicle]) -> None:
    """Hold their rows until the transaction ends, with the present number of seats. Raises Missing."""
    rows = Vehicle.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in vehicles])
    present = dict(rows.order_by("pk").values_list("pk", "seats"))
    for one in vehicles:
        if one.pk not in present:
            raise Missing(_("Somebody deleted this vehicle in the meantime."))
        one.seats = present[one.pk]


def taken_by(vehicle: Vehicle, goal: Goal) -> int:
    """How many people sit in it on this way."""
    rides = _rides(goal).active().filter(vehicle=vehicle).select_related("registration__group")
    return sum(travelling.heads(ride.registration) for ride in rides)


def _placed(one: Registration, free: dict[int, int | None], placed: dict[int, list[Registration]]) -> bool:
    """Seat one in the first vehicle that has room."""
    people = travelling.heads(one)
    for pk, seats in free.items():
        if seats is None or people <= seats:
            free[pk] = None if seats is None else seats - people
            placed[pk].append(one)
            return True
    return False


def _add(
    vehicle: Vehicle, goal: Goal, coming: Sequence[Registration], *, by: Actor, at: dt.datetime
) -> list[Ride]:
    first = next_position(_rides(goal).filter(vehicle=vehicle))
    rows = [
        Ride(
            office_id=vehicle.office_id, vehicle=vehicle, registration=one, position=place, created_at=at, updated_at=at,
            **_towards(goal),
        )
        for place, one in enumerate(coming, start=first)
    ]  # fmt: skip
    return travelling.add_rows(rows, "seated in a vehicle", of=goal, by=by, at=at)


def _towards(goal: Goal) -> dict[str, Any]:
    return {"leg": goal} if isinstance(goal, Leg) else {"item": goal}


def _rides(goal: Goal) -> Any:
    return Ride.objects.filter(**_towards(goal))


def _demand_goal(event_id: int, goal: Goal) -> None:
    if goal.event_id != event_id:
        raise Invalid(_("This belongs to another event."), field="leg")
