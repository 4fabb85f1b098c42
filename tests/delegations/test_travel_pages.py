"""The boards of travel: who sees what, fast entry, files, and queries that do not grow."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from delegations.models import Delegation, Gift, Leg, Member, Needs, Ride, Stay, Vehicle
from delegations.services import legs, needs, vehicles
from delegations.services.delegations import amend_delegation
from delegations.services.members import add_members
from events.models import Event, Registration, Venue
from events.services.agenda import add_item
from people.models import Entry, Office, Person, User
from tests.delegations.conftest import doing, joined, made, participant
from tests.delegations.test_pages import address, sent, shown
from tests.delegations.travel import arrival, departure, first_day, room, vehicle
from tests.factories import OfficeFactory, PersonFactory, UserFactory

Crew = Callable[..., list[Member]]
DAY = dt.timedelta(days=1)
BOARDS = (
    "travel_event",
    "travel_rooms",
    "travel_vehicles",
    "travel_diets",
    "travel_gifts",
    "travel_warnings",
)


@pytest.fixture
def people(crew: Crew) -> list[Registration]:
    return [one.registration for one in crew("leader", "member", "member")]


@pytest.fixture
def liaison(office: Office, delegation: Delegation) -> User:
    """A viewer of the office who escorts the delegation."""
    user = UserFactory(office=office, role="viewer")
    amend_delegation(delegation, {"liaison_officer": user}, **doing())
    return user


def journey(delegation: Delegation, people: list[Registration]) -> Leg:
    """Everybody arrives in one car and has a room."""
    day = first_day(delegation.event)
    leg = arrival(delegation, *people, on=day)
    departure(delegation, *people, on=day + 2 * DAY)
    car = vehicle(
        delegation.event,
        f"Car of {delegation.pk}",
        seats=None,
        driver="Driver 3",
        driver_phone="+86 10 555 0100",
    )
    vehicles.seat(car, leg, people, **doing())
    room(
        delegation, *people, since=day, until=day + 2 * DAY, beds=len(people), room="1201", booking="HOTEL77"
    )
    row = leg.travellers.get(registration=people[0])
    legs.amend_traveller(row, {"booking": "AIR777"}, **doing())
    Person.objects.filter(pk__in=[people[0].person_id]).update(phone="+55 61 555 0199")
    return leg


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_telephone_numbers_and_bookings_are_for_those_who_receive(
    client: Client, event: Event, delegation: Delegation, people: list[Registration], liaison: User
) -> None:
    leg = journey(delegation, people)
    secrets = {"+55 61 555 0199", "AIR777"}
    viewer, protocol = (UserFactory(office=event.office, role=role) for role in ("viewer", "protocol"))
    for user, seen in ((viewer, set()), (liaison, secrets), (protocol, secrets)):
        client.force_login(user)
        page = shown(client, address("travel_event", event.slug)) + shown(
            client, address("travel", delegation.uid)
        )
        assert (people[0].person.name in page) == bool(seen)
        assert {secret for secret in secrets if secret in page} == seen
        assert ("They have arrived" in page) == bool(seen)
        assert ("+86 10 555 0100" in shown(client, address("travel_vehicles", event.slug))) == bool(seen)
        assert ("HOTEL77" in shown(client, address("travel_rooms", event.slug))) == (user == protocol)
        assert client.post(address("leg_arrived", leg.uid), {"take_back": "1"}).status_code == (
            302 if seen else 404
        )


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_only_reads_enters_nothing(
    client: Client, event: Event, delegation: Delegation, people: list[Registration], role: str
) -> None:
    leg = journey(delegation, people)
    client.force_login(UserFactory(office=event.office, role=role))
    stay, car = Stay.objects.get(), Vehicle.objects.get()
    for name in BOARDS:
        assert "Add a" not in shown(client, address(name, event.slug))
    for name, args in (
        ("leg_add", [event.slug]), ("stay_add", [event.slug]), ("vehicle_add", [event.slug]), ("vehicle", [car.uid]),
        ("gift_add", [delegation.uid]), ("travel_needs", [delegation.uid]),
        ("travel_needs_edit", [delegation.uid, people[0].uid]),
    ):  # fmt: skip
        assert client.get(address(name, *args)).status_code == 403, name
    for name, args in (("leg", [leg.uid]), ("stay", [stay.uid]), ("leg_vehicles", [leg.uid])):
        assert client.get(address(name, *args)).status_code == 404, name
    for name, args in (
        ("vehicle_delete", [car.uid]), ("vehicle_order", [event.slug]), ("travel_diets", [event.slug]),
        ("travel_export", [event.slug, "diets", "pdf"]),
    ):  # fmt: skip
        assert client.post(address(name, *args)).status_code == 403, name
    for name, args in (
        ("leg_delete", [leg.uid]), ("leg_cancel", [leg.uid]), ("leg_bookings", [leg.uid]), ("stay_delete", [stay.uid]),
    ):  # fmt: skip
        assert client.post(address(name, *args)).status_code == 404, name


def test_another_office_does_not_exist(client: Client, event: Event, delegation: Delegation) -> None:
    leg = arrival(delegation, on=first_day(event))
    client.force_login(UserFactory(office=OfficeFactory(), role="protocol"))
    for name in BOARDS:
        shown(client, address(name, event.slug), 404)
    shown(client, address("travel", delegation.uid), 404)
    shown(client, address("gifts", delegation.uid), 404)
    shown(client, address("leg", leg.uid), 404)
    assert client.post(address("leg_arrived", leg.uid)).status_code == 404
    assert client.post(address("travel_export", event.slug, "arrivals", "pdf")).status_code == 404


# --- entering ---------------------------------------------------------------------------------------------------------


def test_one_leg_for_many_and_its_return(
    client: Client, officer: User, event: Event, delegation: Delegation, people: list[Registration]
) -> None:
    path = f"{address('leg_add', event.slug)}?delegation={delegation.uid}&way=arrival"
    page = shown(client, path)
    assert all(one.person.name in page for one in people)
    values = {
        "way": "arrival", "kind": "flight", "number": "IB 3301", "departs_from": "Madrid", "departs_on": "2026-06-01",
        "departs_time": "10:00", "departs_zone": "Europe/Madrid", "arrives_in": "Beijing", "arrives_on": "2026-06-01",
        "arrives_time": "09:00", "arrives_zone": "Asia/Shanghai", "travellers": [one.pk for one in people],
    }  # fmt: skip
    refused = sent(client, path, values, 422).content.decode()
    assert "It arrives before it departs" in refused
    assert "IB 3301" in refused
    assert refused.count("checked") >= len(people)
    sent(client, path, {**values, "arrives_on": "2026-06-02"})
    leg = Leg.objects.get()
    assert (leg.travellers.count(), leg.delegation) == (3, delegation)
    back = f"{address('leg_add', event.slug)}?return_of={leg.uid}"
    page = shown(client, back)
    assert 'value="Madrid"' in page
    assert page.count("checked") >= len(people)
    sent(
        client,
        address("leg", leg.uid),
        {**values, "arrives_on": "2026-06-02", "travellers": [people[0].pk], "version": leg.version},
    )
    assert leg.travellers.get().registration == people[0]
    row = leg.travellers.get()
    sent(client, address("leg_bookings", leg.uid), {f"seat-{row.uid}": "3C", f"booking-{row.uid}": "ABC123"})
    row.refresh_from_db()
    assert (row.seat, row.booking) == ("3C", "ABC123")
    sent(client, address("leg_cancel", leg.uid))
    assert "IB 3301" not in shown(client, address("travel_event", event.slug))
    sent(client, address("leg_cancel", leg.uid), {"restore": "1"})
    sent(client, address("leg_delete", leg.uid))
    assert not Leg.objects.exists()


def test_the_liaison_officer_notes_an_arrival(
    client: Client, event: Event, delegation: Delegation, people: list[Registration], liaison: User
) -> None:
    leg = arrival(delegation, *people, on=first_day(event))
    client.force_login(liaison)
    page = shown(client, address("travel", delegation.uid))
    assert "no pick-up" in page
    sent(client, address("leg_arrived", leg.uid), {"next": address("travel", delegation.uid)})
    leg.refresh_from_db()
    assert leg.arrived_at is not None
    assert "no pick-up" not in shown(client, address("travel", delegation.uid))
    answer = sent(client, address("leg_arrived", leg.uid), {"take_back": "1", "next": "https://example.org/"})
    assert answer["Location"] == address("travel", delegation.uid)


def test_rooms_for_several_and_over_their_places(
    client: Client, officer: User, event: Event, delegation: Delegation, people: list[Registration]
) -> None:
    day = first_day(event)
    path = f"{address('stay_add', event.slug)}?delegation={delegation.uid}"
    assert "Or a hotel that is not in the list" in shown(client, path)
    values = {
        "new_hotel": "Hotel of the West", "kind": "twin", "beds": "2", "check_in": day.isoformat(),
        "check_out": (day + DAY).isoformat(), "occupants": [one.pk for one in people], "rooms": "1",
    }  # fmt: skip
    refused = sent(client, path, values, 422).content.decode()
    assert "There are 2 places; with this it would take 3 people." in refused
    assert not Venue.objects.filter(name="Hotel of the West").exists()
    sent(client, path, {**values, "rooms": "2"})
    assert sorted(stay.occupants.count() for stay in Stay.objects.all()) == [1, 2]
    page = shown(client, address("travel_rooms", event.slug))
    assert "Hotel of the West" in page
    stay = Stay.objects.order_by("pk").first()
    assert stay is not None
    hotel_pk = stay.hotel_id
    changed = {
        **values,
        "hotel": hotel_pk,
        "new_hotel": "",
        "occupants": [people[0].pk],
        "room": "707",
        "version": stay.version,
    }
    sent(client, address("stay", stay.uid), changed)
    stay.refresh_from_db()
    assert (stay.room, stay.occupants.count()) == ("707", 1)
    late = sent(client, address("stay", stay.uid), {**changed, "room": "708"}, 422).content.decode()
    assert "Somebody changed this in the meantime" in late
    sent(client, path, {**values, "hotel": hotel_pk, "occupants": [], "rooms": "5"})
    assert Stay.objects.count() == 7
    assert "Choose a hotel" in sent(client, path, {**values, "new_hotel": ""}, 422).content.decode()
    sent(client, address("stay_delete", stay.uid))
    assert Stay.objects.count() == 6


def test_the_motorcade_is_ordered_and_filled(
    client: Client, officer: User, event: Event, delegation: Delegation, people: list[Registration]
) -> None:
    leg = arrival(delegation, *people, on=first_day(event))
    assert "No vehicle is entered yet" in shown(client, address("leg_vehicles", leg.uid))
    for name in ("Car 1", "Car 2"):
        sent(
            client,
            address("vehicle_add", event.slug),
            {"name": name, "kind": "car", "seats": "1", "driver_phone": "1"},
        )
    taken = sent(client, address("vehicle_add", event.slug), {"name": "Car 1", "kind": "car"}, 422)
    assert "There is a vehicle of this name already" in taken.content.decode()
    first, second = Vehicle.objects.all()
    path = address("leg_vehicles", leg.uid)
    page = client.post(
        path, {"fill": "1", "vehicles": [str(first.uid), str(second.uid)]}, follow=True
    ).content.decode()
    assert f"1 has no seat: {people[2].person.name}" in page
    assert list(Ride.objects.order_by("pk").values_list("vehicle", "registration")) == [
        (first.pk, people[0].pk), (second.pk, people[1].pk),
    ]  # fmt: skip
    choice = {f"vehicle-{one.uid}": str(first.uid) for one in people}
    refused = sent(client, path, choice, 422).content.decode()
    assert "with this it would take" in refused
    assert refused.count("selected") == 3
    sent(client, path, {**choice, "beyond": "on"})
    assert first.rides.count() == 3
    assert "too many" in shown(client, address("travel_vehicles", event.slug))
    sent(client, address("vehicle_order", event.slug), {"forward": str(second.uid)})
    assert list(Vehicle.objects.all()) == [second, first]
    sent(client, address("vehicle_order", event.slug), {"uids": [str(first.uid), str(second.uid)]})
    assert list(Vehicle.objects.all()) == [first, second]
    sent(
        client,
        address("vehicle", first.uid),
        {"name": "Car 9", "kind": "bus", "seats": "40", "version": first.version + 2},
    )
    item = add_item(event=event, kind="talks", title_en="Talks", **doing())
    amend_delegation(delegation, {}, items=[item], **doing())
    assert "Talks" in shown(client, address("travel_vehicles", event.slug))
    sent(client, address("item_vehicles", item.uid), {f"vehicle-{people[0].uid}": str(second.uid)})
    assert Ride.objects.get(item=item).vehicle == second
    sent(client, address("vehicle_delete", second.uid))


def test_gifts_are_entered_and_listed(
    client: Client, officer: User, event: Event, delegation: Delegation
) -> None:
    path = address("gift_add", delegation.uid)
    page = sent(
        client, path, {"course": "given", "what": "A vase", "count": "1", "value": "300"}, 422
    ).content.decode()
    assert "State the currency" in page
    assert "A vase" in page
    sent(client, path, {"course": "given", "what": "A vase", "count": "1", "value": "300", "currency": "cny"})
    gift = Gift.objects.get()
    assert gift.currency == "CNY"
    for name, key in (("gifts", delegation.uid), ("travel_gifts", event.slug)):
        assert "A vase" in shown(client, address(name, key))
    sent(client, address("gift", delegation.uid, gift.uid), {
        "course": "received", "what": "A model", "count": "2", "version": gift.version,
    })  # fmt: skip
    assert "A model" in shown(client, address("gifts", delegation.uid))
    sent(client, address("gift_delete", delegation.uid, gift.uid))
    assert not Gift.objects.exists()


# --- needs ------------------------------------------------------------------------------------------------------------


def test_the_diet_list_counts_for_some_and_names_for_few(
    client: Client, event: Event, delegation: Delegation, people: list[Registration], liaison: User
) -> None:
    other = joined(made(event)).registration
    for one, diet in zip([*people, other], ("Halal", "halal", "vegan", "kosher"), strict=True):
        needs.state_needs(one, diet=diet, **doing())
    path = address("travel_diets", event.slug)
    client.force_login(UserFactory(office=event.office, role="viewer"))
    page = shown(client, path)
    assert "vegan" not in page
    client.force_login(liaison)
    page = shown(client, path)
    assert "vegan" in page
    assert "kosher" not in page
    assert people[2].person.name not in page
    assert client.post(path).status_code == 403
    assert not Entry.objects.filter(verb="revealed").exists()
    client.force_login(UserFactory(office=event.office, role="protocol"))
    assert people[2].person.name not in shown(client, path)
    answer = sent(client, path, status=200)
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert people[2].person.name in page
    assert "kosher" in page
    assert Entry.objects.filter(verb="revealed").count() == 1
    rows = sheet(client.post(address("travel_export", event.slug, "diets", "xlsx")))
    assert rows[0] == ["Diet", "Name", "Delegation", "People"]
    assert ["Halal (2)", people[0].person.name] == rows[1][:2]
    assert Entry.objects.filter(verb="revealed").count() == 2


def test_needs_are_written_without_being_shown_and_revealed_with_a_reason(
    client: Client, officer: User, delegation: Delegation, people: list[Registration]
) -> None:
    path = address("travel_needs_edit", delegation.uid, people[0].uid)
    sent(client, path, {"diet": "no shellfish", "medical": "insulin"})
    assert Needs.objects.count() == 1
    page = shown(client, path) + shown(client, address("travel_needs", delegation.uid))
    assert "insulin" not in page
    assert "shellfish" not in page
    listed = address("travel_needs", delegation.uid)
    assert "Say why" in sent(client, listed, {"reason": ""}, 200).content.decode()
    answer = sent(client, listed, {"reason": "Orders for the banquet"}, 200)
    assert "no-store" in answer["Cache-Control"]
    assert "insulin" in answer.content.decode()
    assert Entry.objects.get(verb="revealed").note == "Orders for the banquet"
    sent(client, path, {"forget_diet": "on"})
    sent(client, path, {"forget_medical": "on"})
    assert not Needs.objects.exists()


# --- files ------------------------------------------------------------------------------------------------------------


def sheet(answer: Any) -> list[list[Any]]:
    assert answer.status_code == 200
    rows: list[list[Any]] = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    return rows


def paper(answer: Any) -> str:
    assert answer.status_code == 200
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_every_board_as_workbook_and_pdf(
    client: Client, event: Event, delegation: Delegation, people: list[Registration]
) -> None:
    Person.objects.filter(pk__in=[people[1].person_id]).update(
        given_name="Conceição", family_name="Gonçalves"
    )
    Person.objects.filter(pk__in=[people[2].person_id]).update(
        given_name="Wei", family_name="Li", native_name="李伟"
    )
    journey(delegation, people)
    Gift.objects.create(office=event.office, delegation=delegation, course="given", what="A vase")
    client.force_login(UserFactory(office=event.office, role="protocol"))
    for board, told in (
        ("arrivals", ("CA 908", "Gonçalves", "李伟", "+55 61 555 0199")), ("rooms", ("1201", "HOTEL77", "李伟")),
        ("vehicles", ("Driver 3", "+86 10 555 0100", "Gonçalves")), ("gifts", ("A vase",)),
    ):  # fmt: skip
        pdf = paper(client.post(address("travel_export", event.slug, board, "pdf")))
        cells = str(
            sheet(
                client.post(
                    address("travel_export", event.slug, board, "xlsx"), {"delegation": delegation.uid}
                )
            )
        )
        for text in told:
            assert text in pdf, (board, text)
            assert text in cells, (board, text)
    assert Entry.objects.filter(verb="exported").count() == 8
    spanish = {"HTTP_ACCEPT_LANGUAGE": "es"}
    assert client.post(address("travel_export", event.slug, "arrivals", "pdf"), **spanish).status_code == 200
    for board, kind in (("nothing", "pdf"), ("rooms", "docx")):
        assert client.post(address("travel_export", event.slug, board, kind)).status_code == 404


# --- queries ----------------------------------------------------------------------------------------------------------


PAGES = [*BOARDS, "travel", "gifts", "travel_needs"]
MOST = {
    "travel_event": 16, "travel_rooms": 16, "travel_vehicles": 17, "travel_diets": 14, "travel_gifts": 7,
    "travel_warnings": 23, "travel": 26, "gifts": 5, "travel_needs": 13, "leg_vehicles": 7,
}  # fmt: skip
"""Queries of a page for a liaison officer, whose delegations are looked up once."""


@pytest.mark.parametrize(
    ("name", "role"), [*product(PAGES, ["protocol", "viewer"]), ("leg_vehicles", "protocol")]
)
def test_boards_run_the_same_queries_at_one_and_three_rows(
    client: Client, event: Event, delegation: Delegation, name: str, role: str
) -> None:
    """For whoever runs delegations, and for a liaison officer."""
    reader = UserFactory(office=event.office, role=role)
    client.force_login(reader)
    if role == "viewer":
        amend_delegation(delegation, {"liaison_officer": reader}, **doing())
    first = participant(event)
    add_members(delegation=delegation, registrations=[first], **doing())
    leg = journey(delegation, [first])
    key = {
        "travel": delegation.uid,
        "gifts": delegation.uid,
        "travel_needs": delegation.uid,
        "leg_vehicles": leg.uid,
    }
    path, counts = address(name, key.get(name, event.slug)), []
    for more in (0, 2):
        for _ in range(more):
            other = made(event)
            one, two = joined(other).registration, joined(delegation).registration
            journey(other, [one])
            legs.put_on(leg, [two], **doing())
            needs.state_needs(two, diet="vegan", **doing())
            item = add_item(event=event, kind="talks", title_en="Talks", **doing())
            amend_delegation(other, {}, items=[item], **doing())
            for owner in (delegation, other):
                Gift.objects.create(
                    office=event.office,
                    delegation=owner,
                    course="given",
                    what="A vase",
                    person=PersonFactory(office=event.office),
                )
        if not more:
            needs.state_needs(first, diet="vegan", **doing())
            item = add_item(event=event, kind="talks", title_en="Talks", **doing())
            amend_delegation(delegation, {}, items=[item], **doing())
            Gift.objects.create(
                office=event.office, delegation=delegation, course="given", what="A vase", person=first.person
            )
            shown(client, path)
        with CaptureQueriesContext(connection) as queries:
            shown(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST[name], counts
