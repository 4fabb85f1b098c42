"""Verbs of legs, rooms, vehicles, needs and gifts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from base.errors import Conflict, Invalid, Stale
from base.sealing import SealError
from delegations.models import Delegation, Leg, Member, Needs, Occupant, Ride, Stay, Traveller
from delegations.services import gifts, legs, needs, stays, vehicles
from events.models import Event
from events.services import registration_changes, registration_moves
from events.services.agenda import add_item
from events.services.registration import register_group
from people.models import Entry
from tests.delegations.conftest import doing, joined, made, participant
from tests.delegations.travel import arrival, departure, first_day, hotel, room, vehicle
from tests.factories import EventFactory, PersonFactory

Crew = Callable[..., list[Member]]


def regs(members: list[Member]) -> list[Any]:
    return [one.registration for one in members]


# --- legs --------------------------------------------------------------------------------------------------------------


def test_a_leg_is_planned_in_the_wall_time_of_both_ends(delegation: Delegation, crew: Crew) -> None:
    people = regs(crew("leader", "member"))
    leg = arrival(
        delegation, *people, on=dt.date(2026, 6, 3), departs_on=dt.date(2026, 6, 1), departs_time=dt.time(23, 50),
        departs_zone="America/Sao_Paulo",
    )  # fmt: skip
    assert leg.departs_at == dt.datetime(2026, 6, 2, 2, 50, tzinfo=dt.UTC)
    assert leg.arrives_at == dt.datetime(2026, 6, 3, 1, 30, tzinfo=dt.UTC)
    assert list(leg.travellers.values_list("registration", flat=True)) == [one.pk for one in people]
    assert legs.amend_leg(leg, {"arrives_time": dt.time(10)}, **doing()) == ["arrives_time", "arrives_at"]
    leg.refresh_from_db()
    assert leg.arrives_at == dt.datetime(2026, 6, 3, 2, tzinfo=dt.UTC)


def test_the_end_at_the_event_has_the_zone_of_the_event(delegation: Delegation) -> None:
    Event.objects.filter(pk=delegation.event_id).update(zone="Europe/Madrid")
    delegation.event.refresh_from_db()
    leg = arrival(delegation, on=dt.date(2026, 7, 1), arrives_zone="")
    assert (leg.arrives_zone, leg.arrives_at) == (
        "Europe/Madrid",
        dt.datetime(2026, 7, 1, 7, 30, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"departs_on": dt.date(2026, 6, 4), "departs_time": dt.time(9), "departs_zone": "Asia/Shanghai"}, "before it departs"),
        ({"departs_time": dt.time(9)}, "State the day"),
        ({"departs_on": dt.date(2026, 6, 1), "departs_time": dt.time(9)}, "in which time zone"),
        ({"departs_on": dt.date(2026, 6, 1), "departs_time": dt.time(9), "departs_zone": "Mars/Base"}, "is not a time zone"),
        ({"departs_from": "Beijing"}, "leaves from where it arrives"),
    ],
)  # fmt: skip
def test_a_leg_that_cannot_be_is_refused(delegation: Delegation, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid) as refused:
        arrival(delegation, on=dt.date(2026, 6, 3), **values)
    assert said in str(refused.value.errors)
    assert not Leg.objects.exists()


def test_a_time_that_the_clock_skips_is_told(delegation: Delegation) -> None:
    """On 29 March 2026 clocks in Madrid go from 2:00 to 3:00."""
    with pytest.raises(Invalid) as refused:
        arrival(delegation, on=dt.date(2026, 3, 29), time=dt.time(2, 30), arrives_zone="Europe/Madrid")
    told = str(refused.value.errors)
    assert "02:30" in told
    assert "03:30" in told
    leg = arrival(delegation, on=dt.date(2026, 3, 29), time=dt.time(3, 30), arrives_zone="Europe/Madrid")
    assert leg.arrives_at == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


def test_a_time_that_comes_twice_is_the_one_after_the_departure(delegation: Delegation) -> None:
    """On 25 October 2026 it is 2:30 twice in Madrid: at 0:30 and at 1:30 UTC."""
    shared = {"on": dt.date(2026, 10, 25), "time": dt.time(2, 30), "arrives_zone": "Europe/Madrid"}
    early = arrival(delegation, **shared)
    assert early.arrives_at == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    late = arrival(
        delegation, departs_on=dt.date(2026, 10, 25), departs_time=dt.time(1), departs_zone="UTC", **shared
    )
    assert late.arrives_at == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)


def test_travellers_are_of_the_event_and_still_take_part(event: Event, delegation: Delegation) -> None:
    stranger = participant(EventFactory(office=event.office, state="published"))
    with pytest.raises(Invalid):
        arrival(delegation, stranger, on=first_day(event))
    gone = joined(delegation).registration
    registration_moves.cancel([gone], **doing())
    with pytest.raises(Conflict):
        arrival(delegation, gone, on=first_day(event))
    assert not Leg.objects.exists()
    with pytest.raises(Invalid):
        legs.add_leg(event=event, delegation=made(EventFactory(office=event.office)), **doing())


def test_travellers_are_set_put_on_and_taken_off(delegation: Delegation, crew: Crew) -> None:
    first, second, third = regs(crew("leader", "member", "member"))
    leg = arrival(delegation, first, second, on=first_day(delegation.event))
    car = vehicle(delegation.event)
    vehicles.seat(car, leg, [first, second], **doing())
    assert "travellers" in legs.amend_leg(leg, {}, travellers=[second, third], **doing())
    assert set(leg.travellers.values_list("registration", flat=True)) == {second.pk, third.pk}
    assert list(Ride.objects.values_list("registration", flat=True)) == [second.pk]
    assert legs.amend_leg(leg, {}, travellers=[third, second], **doing()) == []
    assert legs.put_on(leg, [third], **doing()) == []
    verbs = Entry.objects.about(f"delegation:{delegation.pk}").values_list("verb", flat=True)
    assert {"put on a leg", "taken off a leg", "seated in a vehicle", "taken out of a vehicle"} <= set(verbs)
    row = leg.travellers.get(registration=third)
    legs.amend_traveller(row, {"booking": "SECRET7", "seat": "12A"}, **doing())
    assert not Entry.objects.filter(note__contains="SECRET7").exists()


def test_arrival_is_noted_and_taken_back_and_a_leg_cancelled(delegation: Delegation) -> None:
    leg = arrival(delegation, on=first_day(delegation.event))
    assert legs.note_arrival(leg, **doing()) == ["arrived_at"]
    assert legs.note_arrival(leg, **doing()) == []
    with pytest.raises(Conflict):
        legs.cancel_leg(leg, **doing())
    legs.note_arrival(leg, arrived=False, **doing())
    legs.cancel_leg(leg, **doing())
    assert not Leg.objects.standing().exists()
    with pytest.raises(Conflict):
        legs.note_arrival(leg, **doing())
    legs.restore_leg(leg, **doing())
    assert Leg.objects.standing().exists()
    with pytest.raises(Stale):
        legs.amend_leg(leg, {"note": "x"}, expected=1, **doing())


def test_a_return_has_the_ends_the_other_way_round(delegation: Delegation) -> None:
    leg = arrival(delegation, on=first_day(delegation.event), departs_zone="America/Sao_Paulo")
    back = legs.returned(leg)
    assert (back["way"], back["departs_from"], back["arrives_in"], back["arrives_zone"]) == (
        "departure", "Beijing", "São Paulo", "America/Sao_Paulo",
    )  # fmt: skip


# --- rooms -------------------------------------------------------------------------------------------------------------


def test_a_room_takes_as_many_as_it_has_places(delegation: Delegation, crew: Crew) -> None:
    first, second, third = regs(crew("leader", "member", "member"))
    day = first_day(delegation.event)
    with pytest.raises(Conflict, match="2 places"):
        room(delegation, first, second, third, since=day, until=day + dt.timedelta(days=2), beds=2)
    assert not Stay.objects.exists()
    shared = room(delegation, first, second, since=day, until=day + dt.timedelta(days=2), beds=2)
    with pytest.raises(Conflict):
        stays.put_in_room(shared, [third], **doing())
    stays.put_in_room(shared, [third], beyond=True, **doing())
    assert shared.occupants.count() == 3
    with pytest.raises(Conflict):
        stays.amend_stay(shared, {"beds": 1}, **doing())
    assert stays.amend_stay(shared, {"room": "1201"}, **doing()) == ["room"]
    stays.amend_stay(shared, {}, occupants=[third], **doing())
    assert shared.occupants.get().registration == third


def test_nobody_has_two_rooms_in_one_night(delegation: Delegation, crew: Crew) -> None:
    [one] = regs(crew("leader"))
    day = first_day(delegation.event)
    room(delegation, one, since=day, until=day + dt.timedelta(days=2), room="801")
    with pytest.raises(Conflict, match="has another room then: Hotel of the East 801"):
        room(delegation, one, since=day + dt.timedelta(days=1), until=day + dt.timedelta(days=3))
    later = room(delegation, one, since=day + dt.timedelta(days=2), until=day + dt.timedelta(days=3))
    with pytest.raises(Conflict):
        stays.amend_stay(later, {"check_in": day + dt.timedelta(days=1)}, **doing())
    with pytest.raises(Invalid):
        stays.amend_stay(later, {"check_out": later.check_in}, **doing())


def test_groups_count_with_their_number_and_many_are_spread(
    delegation: Delegation, event: Event, crew: Crew
) -> None:
    group = register_group(event=event, label_en="Experts", count=3, **doing())
    day = first_day(event)
    nights = {"since": day, "until": day + dt.timedelta(days=1)}
    with pytest.raises(Conflict):
        room(delegation, group, beds=2, **nights)
    room(delegation, group, beds=3, **nights)
    people = regs(crew("leader", "member", "member"))
    made_rooms = stays.spread(
        event=event,
        occupants=people,
        beds=2,
        hotel=hotel(event),
        check_in=day,
        check_out=nights["until"],
        **doing(),
    )
    assert [one.occupants.count() for one in made_rooms] == [2, 1]
    assert (
        len(
            stays.add_stays(
                event=event, count=4, hotel=hotel(event), check_in=day, check_out=nights["until"], **doing()
            )
        )
        == 4
    )


# --- vehicles ----------------------------------------------------------------------------------------------------------


def test_seats_are_limited_and_changed_over(delegation: Delegation, crew: Crew) -> None:
    first, second, third = regs(crew("leader", "member", "member"))
    leg = arrival(delegation, first, second, third, on=first_day(delegation.event))
    small, large = vehicle(delegation.event, seats=1), vehicle(delegation.event, "Bus", seats=None)
    vehicles.seat(small, leg, [first], **doing())
    with pytest.raises(Conflict):
        vehicles.seat(small, leg, [second], **doing())
    vehicles.seat(large, leg, [first, second, third], **doing())
    assert (small.rides.count(), large.rides.count()) == (0, 3)
    vehicles.assign(leg, [(first, small), (second, large), (third, None)], **doing())
    assert (small.rides.count(), large.rides.count()) == (1, 1)
    with pytest.raises(Conflict):
        vehicles.assign(leg, [(first, None), (second, small), (third, small)], **doing())
    assert (small.rides.count(), large.rides.count()) == (1, 1)
    with pytest.raises(Conflict):
        vehicle(delegation.event)
    with pytest.raises(Invalid):
        vehicles.seat(vehicle(EventFactory(office=delegation.event.office), "Far"), leg, [first], **doing())


def test_vehicles_are_filled_in_order(delegation: Delegation, event: Event, crew: Crew) -> None:
    people = regs(crew("leader", "deputy", "member", "member"))
    group = register_group(event=event, label_en="Experts", count=2, **doing())
    leg = arrival(delegation, *people, group, on=first_day(event))
    cars = [vehicle(event, f"Car {n}", seats=2) for n in (1, 2)]
    left = vehicles.fill(leg, cars, [*people, group], **doing())
    assert left == [group]
    assert [list(car.rides.values_list("registration", flat=True)) for car in cars] == [
        [people[0].pk, people[1].pk], [people[2].pk, people[3].pk],
    ]  # fmt: skip
    vehicles.reorder_vehicles(event, [cars[1].uid], **doing())
    cars[1].refresh_from_db()
    assert cars[1].position == 0
    item = add_item(event=event, kind="talks", title_en="Talks", **doing())
    assert vehicles.fill(item, cars, people[:1], **doing()) == []
    with pytest.raises(Invalid):
        vehicles.fill(item, [], people, **doing())


# --- needs and gifts ---------------------------------------------------------------------------------------------------


def test_needs_are_sealed_and_every_look_is_on_record(delegation: Delegation, crew: Crew) -> None:
    one, other = regs(crew("leader", "member"))
    assert needs.state_needs(one, diet="Halal, no pork", medical="Penicillin allergy", **doing()) == [
        "diet",
        "medical",
    ]
    needs.state_needs(other, diet="vegan", **doing())
    with connection.cursor() as cursor:
        cursor.execute("SELECT diet, medical FROM delegations_needs")
        raw = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
        cursor.execute("SELECT string_agg(concat(note, fields::text, about::text), ' ') FROM people_entry")
        journal = cursor.fetchone()[0]
    for secret in (b"Halal", b"Penicillin", b"vegan"):
        assert secret not in raw
        assert secret.decode() not in journal
    rows = list(Needs.objects.order_by("pk"))
    rows[0].diet, rows[1].diet = rows[1].diet, rows[0].diet
    with pytest.raises(SealError):
        needs.clear(rows[0], "diet")
    rows = list(Needs.objects.order_by("pk"))
    with pytest.raises(Invalid):
        needs.reveal_needs(rows, of=delegation, reason=" ", **doing())
    texts = needs.reveal_needs(rows, of=delegation, reason="Orders for the banquet", **doing())
    assert texts[0] == {"diet": "Halal, no pork", "medical": "Penicillin allergy"}
    assert Entry.objects.get(verb="revealed").note == "Orders for the banquet"


def test_needs_are_kept_changed_removed_and_forgotten(delegation: Delegation, crew: Crew) -> None:
    [one] = regs(crew("leader"))
    assert needs.state_needs(one, diet="", **doing()) == []
    needs.state_needs(one, diet="vegan", medical="asthma", **doing())
    assert needs.state_needs(one, diet="vegan", **doing()) == []
    assert needs.state_needs(one, diet="halal", **doing()) == ["diet"]
    row = Needs.objects.get()
    assert (needs.clear(row, "diet"), needs.clear(row, "medical")) == ("halal", "asthma")
    ends = delegation.event.ends_at
    assert ends is not None
    assert needs.forget_needs(before=ends - dt.timedelta(days=1), **doing()) == 0
    assert needs.forget_needs(before=ends + dt.timedelta(days=1), office=delegation.office, **doing()) == 1
    assert Entry.objects.filter(verb="needs forgotten").exists()
    needs.state_needs(one, diet="vegan", **doing())
    needs.state_needs(one, diet="", **doing())
    assert not Needs.objects.exists()


def test_gifts_say_what_they_are_worth(delegation: Delegation) -> None:
    gift = gifts.add_gift(
        delegation=delegation, course="given", what="A vase", value=300, currency="CNY", **doing()
    )
    assert gifts.amend_gift(gift, {"kept_at": "Hall"}, **doing()) == ["kept_at"]
    for wrong in ({"count": 0}, {"currency": ""}, {"value": -1}):
        with pytest.raises(Invalid):
            gifts.amend_gift(gift, wrong, **doing())
        gift.refresh_from_db()
    gifts.delete_gift(gift, **doing())
    assert not delegation.gifts.exists()


# --- leaving -----------------------------------------------------------------------------------------------------------


def prepared(delegation: Delegation, one: Any) -> tuple[Leg, Leg]:
    """A leg of the past and all that is ahead."""
    today = timezone.localdate()
    past = arrival(delegation, one, on=today - dt.timedelta(days=2))
    ahead = departure(delegation, one, on=today + dt.timedelta(days=20))
    vehicles.seat(vehicle(delegation.event), ahead, [one], **doing())
    room(delegation, one, since=today + dt.timedelta(days=10), until=today + dt.timedelta(days=20))
    return past, ahead


def test_who_withdraws_frees_what_lies_ahead(delegation: Delegation, crew: Crew) -> None:
    one, other = regs(crew("leader", "member"))
    past, ahead = prepared(delegation, one)
    legs.put_on(ahead, [other], **doing())
    registration_moves.cancel([one], **doing())
    assert list(Traveller.objects.values_list("leg", "registration")) == [
        (past.pk, one.pk),
        (ahead.pk, other.pk),
    ]
    assert (Ride.objects.count(), Occupant.objects.count()) == (0, 0)
    told = Entry.objects.about(f"registration:{one.pk}").values_list("verb", flat=True)
    assert {"taken out of a room", "taken out of a vehicle", "taken off a leg"} <= set(told)


def test_a_substitute_has_the_room_and_the_ride_but_not_the_ticket(
    delegation: Delegation, crew: Crew
) -> None:
    [one] = regs(crew("leader"))
    past, ahead = prepared(delegation, one)
    new = registration_changes.substitute(
        one, person=PersonFactory(office=delegation.office), notify=False, **doing()
    )
    assert Ride.objects.get().registration == new
    assert Occupant.objects.get().registration == new
    assert list(Traveller.objects.values_list("leg", "registration")) == [(past.pk, one.pk)]
    assert Entry.objects.about(f"registration:{new.pk}").filter(verb="passed on to a substitute").count() == 2
    assert ahead.travellers.count() == 0
