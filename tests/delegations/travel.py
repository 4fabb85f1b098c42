"""Journeys made by the verbs, for the tests of travel."""

from __future__ import annotations

import datetime as dt
from typing import Any

from delegations.models import Delegation, Leg, Stay, Vehicle
from delegations.services.legs import add_leg
from delegations.services.stays import add_stay
from delegations.services.vehicles import add_vehicle
from events.models import Event, Venue
from tests.delegations.conftest import doing

ZONE = "Asia/Shanghai"


def arrival(
    delegation: Delegation, *people: Any, on: dt.date, time: dt.time | None = dt.time(9, 30), **values: Any
) -> Leg:
    values = {
        "way": "arrival", "kind": "flight", "number": "CA 908", "departs_from": "São Paulo", "arrives_in": "Beijing",
        "arrives_on": on, "arrives_time": time, "arrives_zone": ZONE, **values,
    }  # fmt: skip
    return add_leg(event=delegation.event, delegation=delegation, travellers=people, **values, **doing())


def departure(delegation: Delegation, *people: Any, on: dt.date, **values: Any) -> Leg:
    values = {
        "way": "departure", "kind": "flight", "number": "CA 907", "departs_from": "Beijing", "arrives_in": "São Paulo",
        "departs_on": on, "departs_time": dt.time(20), "departs_zone": ZONE, **values,
    }  # fmt: skip
    return add_leg(event=delegation.event, delegation=delegation, travellers=people, **values, **doing())


def hotel(event: Event, name: str = "Hotel of the East") -> Venue:
    found: Venue = Venue.objects.get_or_create(office=event.office, name=name)[0]
    return found


def room(
    delegation: Delegation, *people: Any, since: dt.date, until: dt.date, beds: int = 1, **values: Any
) -> Stay:
    values.setdefault("hotel", hotel(delegation.event))
    return add_stay(
        event=delegation.event, delegation=delegation, occupants=people, check_in=since, check_out=until, beds=beds,
        **values, **doing(),
    )  # fmt: skip


def vehicle(event: Event, name: str = "Car 1", seats: int | None = 3, **values: Any) -> Vehicle:
    return add_vehicle(event=event, name=name, seats=seats, **values, **doing())


def first_day(event: Event) -> dt.date:
    day = event.start_on.date
    assert day is not None
    return day
