"""The last bed and the last seat, wanted by several at once, against the real PostgreSQL."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from base.errors import Conflict
from delegations.models import Needs, Occupant, Ride, Stay, Vehicle
from delegations.services import needs, stays, vehicles
from events.models import Event, Registration
from tests.delegations.conftest import doing, joined, made
from tests.delegations.travel import arrival, first_day, room, vehicle
from tests.factories import EventFactory, OfficeFactory
from tests.reliability.test_capacity import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), state="published", mode="in_person")


def world(event: Event, many: int) -> tuple[Any, list[Registration]]:
    delegation = made(event)
    return delegation, [joined(delegation).registration for _ in range(many)]


def one_bed(event: Event, many: int) -> tuple[Stay, list[Registration]]:
    delegation, people = world(event, many)
    day = first_day(event)
    return room(delegation, since=day, until=day.replace(year=day.year + 1), beds=1), people


def sleep(stay: Stay, who: Registration) -> Any:
    return stays.put_in_room(Stay.objects.select_related("event", "hotel").get(pk=stay.pk), [who], **doing())


def test_the_last_bed_is_taken_once(event: Event) -> None:
    stay, people = one_bed(event, MANY)
    results = at_once(lambda n: sleep(stay, people[n]), MANY, threads=MANY)
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict] * (MANY - 1)
    assert Occupant.objects.count() == 1


def test_one_person_gets_one_of_two_rooms(event: Event) -> None:
    stay, people = one_bed(event, 1)
    rooms = [stay, *(Stay.objects.create(office=stay.office, event=event, hotel=stay.hotel, check_in=stay.check_in, check_out=stay.check_out) for _ in range(3))]  # fmt: skip
    results = at_once(lambda n: sleep(rooms[n], people[0]), len(rooms), threads=len(rooms))
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict] * (len(rooms) - 1)
    assert Occupant.objects.count() == 1


def test_the_last_seat_is_taken_once(event: Event) -> None:
    delegation, people = world(event, MANY)
    leg, car = arrival(delegation, *people, on=first_day(event)), vehicle(event, seats=1)

    def work(number: int) -> Any:
        return vehicles.seat(Vehicle.objects.get(pk=car.pk), leg, [people[number]], **doing())

    results = at_once(work, MANY, threads=MANY)
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict] * (MANY - 1)
    assert Ride.objects.count() == 1


def first_words(registration: Registration) -> list[Any]:
    """Four state needs of one participant at once; all have looked before one writes, unless a lock keeps them apart."""
    texts = [
        ("diet", "vegetarian"),
        ("medical", "wheelchair"),
        ("diet", "vegetarian"),
        ("medical", "wheelchair"),
    ]

    def state(number: int) -> Any:
        name, text = texts[number]
        one = Registration.objects.get(pk=registration.pk)
        return needs.state_needs(one, **{name: text}, **doing())

    return at_once(state, len(texts), threads=len(texts))


def test_needs_stated_by_several_at_once_all_stand(event: Event) -> None:
    _delegation, (guest,) = world(event, 1)
    assert [r for r in first_words(guest) if isinstance(r, Exception)] == []
    row = Needs.objects.get(registration=guest)
    assert {name: needs.clear(row, name) for name in ("diet", "medical")} == {
        "diet": "vegetarian", "medical": "wheelchair",
    }  # fmt: skip


def test_without_the_lock_of_needs_the_test_would_notice(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    _delegation, (guest,) = world(event, 1)
    all_looked = threading.Barrier(4)
    write = needs._write

    def write_together(*args: Any) -> None:
        all_looked.wait(timeout=30)
        write(*args)

    monkeypatch.setattr(needs, "lock", lambda _registration: None)
    monkeypatch.setattr(needs, "_write", write_together)
    assert any(isinstance(r, Exception) for r in first_words(guest))


def test_without_the_locks_the_test_would_notice(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both have counted, neither sees the other, and two sleep in one bed and sit on one seat."""
    stay, people = one_bed(event, 2)
    leg, car = arrival(stay.delegation, *people, on=first_day(event)), vehicle(event, seats=1)
    both = threading.Barrier(2)
    judged = stays.travelling.demand_free

    def count_together(*args: Any, **kwargs: Any) -> None:
        judged(*args, **kwargs)
        both.wait(timeout=30)

    monkeypatch.setattr(stays, "lock", lambda _stay: None)
    monkeypatch.setattr(vehicles, "lock", lambda _vehicles: None)
    monkeypatch.setattr(stays.travelling, "demand_free", count_together)
    for work in (
        lambda n: sleep(stay, people[n]),
        lambda n: vehicles.seat(Vehicle.objects.get(pk=car.pk), leg, [people[n]], **doing()),
    ):
        assert [r for r in at_once(work, 2, threads=2) if isinstance(r, Exception)] == []
    assert (Occupant.objects.count(), Ride.objects.count()) == (2, 2)
