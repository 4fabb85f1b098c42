"""Who sees journeys, rooms and drives: one rule on pages, in files, in the API, in warnings and in the itinerary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.dates import PartialDate
from delegations.itinerary.changes import changes, picture
from delegations.itinerary.weaving import itinerary_of
from delegations.models import Delegation, Leg, Occupant, Ride, Stay, Traveller
from delegations.services import legs, stays, vehicles
from delegations.services.delegations import amend_delegation, move_delegation
from events.models import Event
from events.services.agenda import add_item
from events.services.venues import add_room, add_venue, amend_venue
from people.models import Entry, Office, Person, Role, RoleName, User
from tests.api.conftest import ROOT, calling
from tests.delegations.conftest import doing, joined, made, participant
from tests.delegations.test_pages import address, sent, shown
from tests.delegations.test_travel_pages import paper, sheet
from tests.delegations.travel import arrival, departure, first_day, hotel, room, vehicle
from tests.factories import OfficeFactory, UserFactory

DAY = dt.timedelta(days=1)
RUNNING = {"administrator", "organizer", "protocol"}
LEGS = {"A 1", "AB 2", "B 3", "X 4"}
ROOMS = {"R101", "R102", "R103", "R104"}
CARS = {"Car of A", "Van of A and B", "Car of B", "Bus to the talks", "Car of nobody"}
OWN_LEGS, OWN_ROOMS, OWN_CARS = {"A 1", "AB 2"}, {"R101", "R102"}, {"Car of A", "Van of A and B", "Bus to the talks"}  # fmt: skip
UNTOLD = "Journeys, rooms and vehicles are shown to those who run delegations"
PARTLY = "of the delegations whose liaison officer you are"
FILES = ("arrivals", "rooms", "vehicles")


@pytest.fixture
def visit(event: Event) -> SimpleNamespace:
    """Two delegations who share a plane, a room, a van and a bus; each with its own, and somebody who travels alone."""
    a, b = made(event, name_en="Alpha"), made(event, name_en="Beta")
    (a1, a2), (b1, b2, b3) = (
        [joined(one, role).registration for role in ("leader", "member", "member")[:count]]
        for one, count in ((a, 2), (b, 3))
    )
    alone, day = participant(event), first_day(event)
    own = arrival(a, a2, on=day, number="A 1")
    shared = arrival(b, a1, b1, b3, on=day, number="AB 2")
    theirs = arrival(b, b2, on=day, number="B 3")
    legs.add_leg(
        event=event, delegation=None, travellers=[alone], way="arrival", kind="train", number="X 4", arrives_on=day,
        **doing(),
    )  # fmt: skip
    departure(b, b1, on=day + 2 * DAY, number="AB 2")
    room(a, a2, since=day, until=day + DAY, room="R101", booking="HOTEL77")
    room(b, a1, b1, since=day, until=day + DAY, beds=1, beyond=True, room="R102")
    room(b, b2, since=day, until=day + DAY, room="R103")
    stays.add_stay(
        event=event, delegation=None, occupants=[alone], check_in=day, check_out=day + DAY, room="R104",
        hotel=hotel(event), **doing(),
    )  # fmt: skip
    item = add_item(event=event, kind="talks", title_en="Talks", on=PartialDate.of(day), **doing())
    for name, goal, riders in (
        ("Car of A", own, [a2]), ("Van of A and B", shared, [a1, b1]), ("Car of B", shared, [b3]),
        ("Bus to the talks", item, [a1, b2]), ("Car of nobody", theirs, []),
    ):  # fmt: skip
        car = vehicle(event, name, seats=None, driver=f"Driver of {name}")
        vehicles.seat(car, goal, riders, **doing())
    vehicles.seat(Ride.objects.get(registration=a1, leg=shared).vehicle, theirs, [b2], **doing())
    people = {"a1": a1, "a2": a2, "b1": b1, "b2": b2, "b3": b3, "alone": alone}
    for number, one in enumerate(people.values()):
        Person.objects.filter(pk__in=[one.person_id]).update(
            family_name=f"Family{number}", phone=f"+1 555 010{number}"
        )
    return SimpleNamespace(a=a, b=b, event=event, shared=shared, **people)


def reader(office: Office, role: str, escorts: Delegation | None = None) -> User:
    user = UserFactory(office=office, role=role)
    if escorts is not None:
        amend_delegation(escorts, {"liaison_officer": user}, **doing())
    return user


def told(text: str, among: Iterable[str]) -> set[str]:
    return {one for one in among if one in text}


# --- one rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("escorts", [False, True])
@pytest.mark.parametrize("role", RoleName.values)
def test_pages_files_api_and_itinerary_tell_the_same(
    client: Client, visit: SimpleNamespace, role: str, escorts: bool
) -> None:
    user = reader(visit.event.office, role, visit.a if escorts else None)
    runs = role in RUNNING
    seen_legs = LEGS if runs else OWN_LEGS if escorts else set()
    seen_rooms = ROOMS if runs else OWN_ROOMS if escorts else set()
    seen_cars = CARS if runs else OWN_CARS if escorts else set()
    client.force_login(user)
    boards = {name: shown(client, address(name, visit.event.slug)) for name in ("travel_event", "travel_rooms", "travel_vehicles")}  # fmt: skip
    assert told(boards["travel_event"], LEGS) == seen_legs
    assert told(boards["travel_rooms"], ROOMS) == seen_rooms
    assert told(boards["travel_vehicles"], CARS) == seen_cars
    for page in boards.values():
        assert (UNTOLD in page) == (not runs and not escorts)
        assert (PARTLY in page) == (not runs and escorts)
        assert "is entered yet" not in page
        if not runs and not escorts:
            assert not told(page, ["Family", "PDF", "XLSX"])
    _files(client, visit.event, seen_legs, seen_rooms, seen_cars)
    _api(user, visit, seen_legs, seen_rooms)
    for delegation, own in ((visit.a, runs or escorts), (visit.b, runs)):
        page = shown(client, address("travel", delegation.uid))
        assert (bool(told(page, LEGS)), bool(told(page, ROOMS)), bool(told(page, CARS))) == (own, own, own)
        assert (UNTOLD in page) == (not own)
        assert bool(told(shown(client, address("itinerary", delegation.uid)), LEGS | CARS)) == own
        asked = client.post(
            address("travel_export", visit.event.slug, "rooms", "xlsx"), {"delegation": delegation.uid}
        )
        assert asked.status_code == (200 if own else 403)


def _files(client: Client, event: Event, *seen: set[str]) -> None:
    entries = Entry.objects.filter(verb="exported").count()
    for board, among, own in zip(FILES, (LEGS, ROOMS, CARS), seen, strict=True):
        for kind, text_of in (("pdf", paper), ("xlsx", lambda answer: str(sheet(answer)))):
            answer = client.post(address("travel_export", event.slug, board, kind))
            assert answer.status_code == (200 if own else 403), board
            if own:
                assert told(text_of(answer), among) == own
    assert Entry.objects.filter(verb="exported").count() == entries + (6 if seen[0] else 0)


def _api(user: User, visit: SimpleNamespace, seen_legs: set[str], seen_rooms: set[str]) -> None:
    for scope in ("read", "write"):
        api = calling(user, scope)
        for noun, column, rows, seen in (
            ("legs", "number", Leg.objects.all(), seen_legs), ("stays", "room", Stay.objects.all(), seen_rooms),
        ):  # fmt: skip
            listed = api.get(f"{ROOT}{noun}/", {"event": visit.event.slug}).json()["results"]
            assert {row[column] for row in listed} == seen
            for row in rows:
                answer = api.get(f"{ROOT}{noun}/{row.uid}/")
                assert (answer.status_code == 200) == (str(row.uid) in {one["uid"] for one in listed})
                assert answer.status_code in (200, 404)
    rows = Leg.objects.visible_to(user)
    assert rows.count() == sum(1 for leg in Leg.objects.all() if leg in rows)
    assert set(Traveller.objects.visible_to(user)) == set(Traveller.objects.filter(leg__in=rows))
    assert set(Occupant.objects.visible_to(user)) == set(
        Occupant.objects.filter(stay__in=Stay.objects.visible_to(user))
    )
    for delegation in (visit.a, visit.b):
        answer = api.get(f"{ROOT}delegations/{delegation.uid}/itinerary/").json()
        lines = {line["key"] for line in answer if line["key"].startswith("leg:")}
        own = user.has_perm("delegations.escort", delegation)
        assert bool(lines) == own
        assert lines <= {f"leg:{leg.uid}" for leg in rows}
        if own and delegation == visit.a and not user.has_perm("delegations.run", delegation):
            assert lines == {f"leg:{leg.uid}" for leg in rows}


def test_each_journey_room_and_drive_is_whole(client: Client, visit: SimpleNamespace) -> None:
    """Who shares them is told, but neither their telephones nor who fetches them in another vehicle."""
    client.force_login(reader(visit.event.office, "viewer", visit.a))
    page = shown(client, address("travel_event", visit.event.slug))
    assert told(page, [f"Family{n}" for n in range(6)]) == {"Family0", "Family1", "Family2", "Family4"}
    assert told(page, [f"555 010{n}" for n in range(6)]) == {"555 0100", "555 0101"}
    assert told(page, CARS) == {"Car of A", "Van of A and B"}
    assert "no pick-up" not in page, "another delegation's vehicle is not told, nor that there is none"
    rooms = shown(client, address("travel_rooms", visit.event.slug))
    assert told(rooms, [f"Family{n}" for n in range(6)]) == {"Family0", "Family1", "Family2"}
    assert "HOTEL77" not in rooms
    cars = shown(client, address("travel_vehicles", visit.event.slug))
    assert told(cars, [f"Family{n}" for n in range(6)]) == {"Family0", "Family1", "Family2", "Family3"}
    assert "B 3" not in cars, "the van drives for the others once more"


def test_warnings_tell_of_travel_to_the_same(client: Client, visit: SimpleNamespace) -> None:
    office = visit.event.office
    Delegation.objects.filter(pk=visit.b.pk).update(liaison_officer=None)
    vehicles.take_out(visit.shared, [visit.a1], **doing())
    client.force_login(reader(office, "viewer"))
    pages = [shown(client, address("travel_warnings", visit.event.slug))]
    pages += [
        shown(client, address(name, one.uid))
        for name in ("delegation", "travel")
        for one in (visit.a, visit.b)
    ]
    for page in pages:
        assert "No liaison officer is assigned" in page, "that is no journey"
        assert not told(page, ["No vehicle meets", "Nights without", "The room has", "AB 2", "R102"])
    client.force_login(reader(office, "viewer", visit.a))
    page = shown(client, address("travel_warnings", visit.event.slug))
    assert told(page, ["No vehicle meets", "The room has"]) == {"No vehicle meets", "The room has"}
    assert "Nights without" not in page, "of those alone whose rooms are all told"
    client.force_login(reader(office, "organizer"))
    assert "Nights without" in shown(client, address("travel_warnings", visit.event.slug))


def test_a_role_in_one_office_tells_nothing_of_another(client: Client, visit: SimpleNamespace) -> None:
    """Nor does a delegation that somebody escorted before they left the office."""
    user = reader(visit.event.office, "viewer", visit.a)
    Role.objects.create(user=user, office=OfficeFactory(), name="organizer")
    assert {leg.number for leg in Leg.objects.visible_to(User.objects.get(pk=user.pk))} == OWN_LEGS
    Role.objects.filter(user=user, office=visit.event.office).delete()
    user = User.objects.get(pk=user.pk)
    for model in (Leg, Stay, Ride, Traveller, Occupant):
        assert not model.objects.visible_to(user).exists()
    client.force_login(user)
    shown(client, address("travel_event", visit.event.slug), 404)


def test_who_left_and_who_withdrew_bring_nobody_in(visit: SimpleNamespace) -> None:
    """A seat that was given up makes no journey one's own; that of a delegation that withdrew stays in its record."""
    user = reader(visit.event.office, "viewer", visit.a)
    type(visit.a1).objects.filter(pk=visit.a1.pk).update(state="cancelled")
    assert {leg.number for leg in Leg.objects.visible_to(user)} == {"A 1"}
    assert {stay.room for stay in Stay.objects.visible_to(user)} == {"R101"}
    move_delegation(Delegation.objects.get(pk=visit.a.pk), to="withdrawn", note="", **doing())
    assert {leg.number for leg in Leg.objects.visible_to(user)} == {"A 1"}


def test_who_reads_may_not_write(client: Client, visit: SimpleNamespace) -> None:
    client.force_login(reader(visit.event.office, "viewer", visit.a))
    own, hidden = Leg.objects.get(number="A 1"), Leg.objects.get(number="B 3")
    for leg, refused, noted in ((own, 403, 302), (hidden, 404, 404)):
        assert client.get(address("leg", leg.uid)).status_code == refused
        assert client.post(address("leg_delete", leg.uid)).status_code == refused
        assert client.post(address("leg_arrived", leg.uid)).status_code == noted
    api = calling(reader(visit.event.office, "viewer", visit.a))
    for noun, row, status in (
        ("legs", own, 403), ("legs", hidden, 404), ("stays", Stay.objects.get(room="R104"), 404),
    ):  # fmt: skip
        assert api.delete(f"{ROOT}{noun}/{row.uid}/", HTTP_IF_MATCH="*").status_code == status


# --- the itinerary ----------------------------------------------------------------------------------------------------


def test_who_escorted_it_before_is_not_told_again(visit: SimpleNamespace) -> None:
    item = add_item(event=visit.event, kind="talks", title_en="Dinner", **doing())
    amend_delegation(visit.a, {}, items=[item], **doing())
    bus = Ride.objects.get(registration=visit.a1, leg=visit.shared).vehicle
    vehicles.seat(bus, item, [visit.a1], **doing())
    fresh = Delegation.objects.select_related("event__office", "liaison_officer").get(pk=visit.a.pk)
    before, now = picture(itinerary_of(fresh)), itinerary_of(fresh, whole=False)
    assert changes(before, picture(now), now) == []
    assert changes(before, before, itinerary_of(fresh)) == []


def test_the_telephone_of_a_venue_is_no_change_to_who_is_not_told_it(
    client: Client, visit: SimpleNamespace
) -> None:
    office = visit.event.office
    hall = add_venue(office=office, name="Long Hall", phone="+86 20 5555 0909", **doing())
    place = add_room(venue=hall, name="Blue Room", **doing())
    item = add_item(event=visit.event, kind="talks", title_en="Dinner", room=place, **doing())
    amend_delegation(visit.a, {}, items=[item], **doing())
    fresh = Delegation.objects.select_related("event__office", "liaison_officer").get(pk=visit.a.pk)
    before = picture(itinerary_of(fresh, whole=False))
    now = itinerary_of(fresh, whole=False)
    assert changes(before, picture(now), now) == []
    client.force_login(reader(office, "viewer"))
    sent(client, address("itinerary_seen", fresh.uid))
    assert "Nothing has changed since." in shown(client, address("itinerary", fresh.uid))
    amend_venue(hall, {"name": "Short Hall", "phone": "+86 20 5555 0808"}, **doing())
    for whole, facts in ((False, ["Where"]), (True, ["Where", "Telephone"])):
        now = itinerary_of(fresh, whole=whole)
        [changed] = [one for one in changes(before, picture(now), now) if one.kind == "changed"]
        assert [fact.label for fact in changed.facts] == facts
    page = shown(client, address("itinerary_changes", fresh.uid))
    assert "Short Hall" in page
    assert "5555" not in page


def test_a_ride_puts_nothing_into_the_itinerary_of_who_sees_none(
    client: Client, visit: SimpleNamespace
) -> None:
    chosen = add_item(event=visit.event, kind="talks", title_en="Dinner", **doing())
    amend_delegation(visit.a, {}, items=[chosen], **doing())
    [member] = visit.a.members.filter(registration=visit.a1)
    path = address("itinerary_person", visit.a.uid, member.uid)
    for role, seen in (("viewer", {"Dinner"}), ("organizer", {"Dinner", "Talks"})):
        client.force_login(reader(visit.event.office, role))
        assert told(shown(client, path), ["Dinner", "Talks"]) == seen


# --- queries ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", ["legs", "stays"])
def test_the_api_runs_the_same_queries_at_one_and_three_rows(event: Event, noun: str) -> None:
    delegation = made(event)
    user = reader(event.office, "viewer", delegation)
    api, day, counts = calling(user), first_day(event), []
    for more in (1, 2):
        for _number in range(more):
            member = joined(delegation).registration
            arrival(delegation, member, on=day)
            room(delegation, member, since=day, until=day + DAY)
        api.get(f"{ROOT}{noun}/")
        with CaptureQueriesContext(connection) as queries:
            rows: list[Any] = api.get(f"{ROOT}{noun}/").json()["results"]
        counts.append((len(rows), len(queries)))
    assert [count for count, _queries in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] <= 10, counts


def test_who_sees_nothing_costs_no_more(client: Client, visit: SimpleNamespace) -> None:
    client.force_login(reader(visit.event.office, "viewer"))
    sent(client, address("travel_diets", visit.event.slug), status=403)
    path = address("travel_event", visit.event.slug)
    shown(client, path)
    with CaptureQueriesContext(connection) as queries:
        shown(client, path)
    assert len(queries) <= 13
