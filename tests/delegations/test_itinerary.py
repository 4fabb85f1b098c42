"""The itinerary: agenda, journeys and rooms woven into days; what changed since a look."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.languages import speaking
from delegations.itinerary.lines import Kind
from delegations.itinerary.reading import read
from delegations.itinerary.weaving import itinerary_of, woven
from delegations.models import Delegation, Stop
from delegations.services import legs, looks, stops
from delegations.services.delegations import amend_delegation, move_delegation
from events.services import agenda, participations, registration_moves
from people.models import Office
from tests.delegations.conftest import doing, joined, made
from tests.delegations.visiting import FIRST, at, flight, hotel_of, on, room, stop_of, visit, whole
from tests.factories import OfficeFactory


def fresh(delegation: Delegation) -> Delegation:
    return Delegation.objects.select_related("event__office", "liaison_officer").get(pk=delegation.pk)


def told(delegation: Delegation, **how: Any) -> list[tuple[str, str, str]]:
    """Day, hours and title of each line."""
    shown = itinerary_of(fresh(delegation), **how)
    return [(str(day.on), line.hours, line.title) for day in shown.days for line in day.lines]


def test_agenda_travel_and_rooms_are_woven_by_day_on_each_ones_clock(office: Office) -> None:
    made_up = whole(office)
    assert told(made_up.delegation) == [
        (
            "2027-03-08",
            "23:55 (Sao Paulo time) – 05:30 +2",
            "Flight CA908 (Air China): São Paulo GRU → Beijing PEK",
        ),
        ("2027-03-10", "05:30", "Arrival: flight CA908 (Air China), Beijing PEK"),
        ("2027-03-10", "08:00–09:00", "Tour of the laboratory"),
        ("2027-03-10", "", "Check-in: Garden Hotel"),
        ("2027-03-12", "", "Check-out: Garden Hotel"),
    ]
    line = next(one for one in itinerary_of(fresh(made_up.delegation)).lines if one.kind == Kind.ITEM)
    assert (line.received_by, str(line.hosts[0]), line.hosts[0].post) == ("National Laboratory", "Receiving Host 接待", "Deputy Director, National Laboratory")  # fmt: skip
    assert line.contact is not None
    assert (line.address, line.contact.name, line.contact.phone) == ("9 Xingdao North Road", "Reception Desk", "+86 20 5555 0101")  # fmt: skip
    assert (line.purpose, line.wear, line.bring) == ("See the new line", "Flat shoes", "Passport")
    assert [str(one) for one in line.vehicles] == ["Bus 1, bus, A-12345, Driver One, +86 139 5555 0303"]
    with speaking("es"):
        assert ("2027-03-10", "8:00–9:00", "Recorrido por el laboratorio") in told(made_up.delegation)


def test_two_clocks_do_not_mix_up_what_follows_what(office: Office) -> None:
    delegation = made(visit(office))
    joined(delegation)
    # Leaves Beijing at noon and arrives in Los Angeles before noon of the same day.
    flight(delegation, [], number="CA983", way="departure", departs_from="Beijing", departs_on=FIRST, departs_time=dt.time(12), departs_zone="Asia/Shanghai",
           arrives_in="Los Angeles", arrives_on=FIRST, arrives_time=dt.time(9), arrives_zone="America/Los_Angeles")  # fmt: skip
    stop_of(delegation.event, at(0, 10))
    assert [hours for _day, hours, _title in told(delegation)] == [
        "10:00–11:00",
        "12:00 – 09:00 (Los Angeles time)",
    ]


def test_the_night_of_a_clock_change(office: Office) -> None:
    """In Berlin the clock goes from 02:00 to 03:00 on 28 March 2027: a train of one hour shows three on the wall."""
    delegation = made(visit(office))
    joined(delegation)
    leg = flight(delegation, [], kind="train", number="ICE 1", departs_from="Berlin", departs_on=dt.date(2027, 3, 28), departs_time=dt.time(1, 30),
                 departs_zone="Europe/Berlin", arrives_in="Potsdam", arrives_on=dt.date(2027, 3, 28), arrives_time=dt.time(3, 30),
                 arrives_zone="Europe/Berlin")  # fmt: skip
    assert leg.arrives_at - leg.departs_at == dt.timedelta(hours=1)
    [(_day, hours, _title)] = told(delegation)
    assert hours == "01:30 (Berlin time) – 03:30 (Berlin time)"


def test_what_has_no_time_stands_at_the_end_of_its_day_and_what_has_no_day_at_the_end(office: Office) -> None:
    delegation = made(visit(office))
    joined(delegation)
    stop_of(delegation.event, at(0, 20))
    flight(
        delegation, [], number="K1", departs_on=FIRST, departs_time=None, arrives_on=None, arrives_time=None
    )
    flight(
        delegation, [], number="K2", departs_on=None, departs_time=None, arrives_on=None, arrives_time=None
    )
    agenda.add_item(
        event=delegation.event, kind="meal", title_en="Supper", on=on(0), part_of_day="evening", **doing()
    )
    titles = [(day, title.partition(" (")[0]) for day, _hours, title in told(delegation)]
    assert titles == [
        ("2027-03-10", "Supper"), ("2027-03-10", "Tour of the laboratory"), ("2027-03-10", "Flight K1"), ("None", "Flight K2"),
    ]  # fmt: skip


def test_which_items_and_whose(office: Office) -> None:
    event = visit(office)
    delegation = made(event)
    one, other = joined(delegation, "leader"), joined(delegation)
    first, second = stop_of(event, at(0, 9)), stop_of(event, at(1, 9))
    dropped = stop_of(event, at(2, 9))
    agenda.move_item(dropped, to="dropped", **doing())
    assert [day for day, *_rest in told(delegation)] == ["2027-03-10", "2027-03-11"]
    amend_delegation(fresh(delegation), {}, items=[first], **doing())
    assert [day for day, *_rest in told(delegation)] == ["2027-03-10"]
    participations.add_participation(item=second, person=other.registration.person, role="speaker", **doing())
    assert [day for day, *_rest in told(delegation, member=other)] == ["2027-03-10", "2027-03-11"]
    assert [day for day, *_rest in told(delegation, member=one)] == ["2027-03-10"]


def test_a_person_has_their_own_leg_room_and_vehicle(office: Office) -> None:
    event = visit(office)
    delegation = made(event)
    one, other = joined(delegation, "leader"), joined(delegation)
    flight(delegation, [one], number="CA1")
    flight(delegation, [other], number="CA2", arrives_time=dt.time(18))
    flight(delegation, [], number="CA3", kind="train")
    hotel = hotel_of(event)
    room(delegation, [one], hotel, "1201")
    room(delegation, [other], hotel, "1202")
    shown = itinerary_of(fresh(delegation), member=one)
    text = "\n".join(f"{line.title} {line.rooms}" for line in shown.lines)
    assert ("CA1" in text, "CA2" in text, "CA3" in text) == (True, False, True)
    assert ("1201" in text, "1202" in text) == (True, False)
    together = itinerary_of(fresh(delegation))
    assert len([line for line in together.lines if line.kind == Kind.CHECK_IN]) == 1
    assert [str(room.number) for line in together.lines for room in line.rooms] == ["1201", "1202"]


def test_who_may_not_see_journeys_gets_the_agenda_without_telephones(office: Office) -> None:
    made_up = whole(office)
    shown = itinerary_of(fresh(made_up.delegation), whole=False)
    assert {line.kind for line in shown.lines} == {Kind.ITEM}
    assert "5555" not in repr(shown)


def test_a_withdrawn_delegation_has_nothing_but_what_calendars_take_out(office: Office) -> None:
    made_up = whole(office)
    move_delegation(fresh(made_up.delegation), to="withdrawn", **doing())
    shown = itinerary_of(fresh(made_up.delegation))
    assert not shown.days
    assert len(shown.cancelled) == 5
    assert "5555" not in repr(shown.cancelled)


def test_reading_takes_the_same_queries_however_many_people_and_rows(db: None) -> None:
    counts = []
    for people, items in ((1, 1), (3, 3), (8, 6)):
        made_up = whole(OfficeFactory(), people=people, items=items)
        delegation = fresh(made_up.delegation)
        with CaptureQueriesContext(connection) as queries:
            itinerary_of(delegation)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 20, counts


# --- what changed -----------------------------------------------------------------------------------------------------


def look(delegation: Delegation, reader: str = "user:1") -> None:
    looks.note_look(delegation, itinerary_of(fresh(delegation)), reader=reader, at=timezone.now())


def changed(
    delegation: Delegation, reader: str = "user:1"
) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    rows = read(fresh(delegation))
    known = looks.look_of(delegation, reader)
    assert known is not None
    found = looks.changed_since(known, rows, woven(rows))
    return [(one.kind, one.title, [(f.label, f.before, f.after) for f in one.facts]) for one in found]


def test_what_changed_tells_old_and_new(office: Office) -> None:
    made_up = whole(office)
    look(made_up.delegation)
    assert changed(made_up.delegation) == []
    [item] = made_up.items
    agenda.amend_item(item, {"start_time": dt.time(9, 30), "end_time": dt.time(10, 30)}, **doing())
    legs.amend_leg(made_up.leg, {"number": "CA910"}, **doing())
    legs_title = "Flight CA910 (Air China): São Paulo GRU → Beijing PEK"
    assert changed(made_up.delegation) == [
        ("changed", legs_title, [("What", legs_title.replace("910", "908"), legs_title)]),
        (
            "changed",
            "Tour of the laboratory",
            [("When", "10 March 2027, 08:00–09:00", "10 March 2027, 09:30–10:30")],
        ),
    ]
    look(made_up.delegation)
    agenda.move_item(item, to="dropped", **doing())
    stop_of(made_up.event, at(1, 9))
    assert [(kind, title) for kind, title, _facts in changed(made_up.delegation)] == [
        ("added", "Tour of the laboratory"), ("dropped", "Tour of the laboratory"),
    ]  # fmt: skip


def test_another_language_is_no_change(office: Office) -> None:
    made_up = whole(office)
    look(made_up.delegation)
    with speaking("zh-hans"):
        assert changed(made_up.delegation) == []
        stop = made_up.items[0]
        stops.amend_stop(Stop.objects.get(item=stop), {"wear_en": "Boots"}, **doing())
        [(kind, title, facts)] = changed(made_up.delegation)
    assert (kind, title) == ("changed", "参观实验室")
    assert [(before, after) for _label, before, after in facts] == [("Flat shoes", "Boots")]


def test_looks_are_forgotten_with_people(office: Office) -> None:
    made_up = whole(office)
    look(made_up.delegation)
    look(made_up.delegation, "link")
    assert looks.forget_looks([made_up.delegation]) == 2
    assert looks.look_of(made_up.delegation, "link") is None


@pytest.mark.parametrize("gone", [True, False])
def test_who_cancelled_is_off_their_own_itinerary(office: Office, gone: bool) -> None:
    made_up = whole(office)
    member = made_up.members[1]
    if gone:
        registration_moves.cancel([member.registration], **doing())
        member.registration.refresh_from_db()
    shown = itinerary_of(fresh(made_up.delegation), member=member)
    assert bool(shown.days) is not gone
