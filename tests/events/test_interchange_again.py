"""Importing again, recognising speakers, days that last past midnight, and schedules made up at random."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.dates import PartialDate
from events.interchange.collect import collect
from events.interchange.findings import InvalidScheduleError
from events.interchange.load import preview
from events.interchange.names import person_names
from events.interchange.plan import DROP_ALL, Choices
from events.interchange.read import read
from events.interchange.write_json import as_tree
from events.interchange.write_xml import write_xml
from events.models import AgendaItem, Event, Participation, Room
from events.services import agenda, venues
from people.models import Entry, Office, Person
from tests.events.test_interchange import content_of, demand_valid, deviations, entries, imported, normalised
from tests.factories import EventFactory, OfficeFactory, PersonFactory

Tree = dict[str, Any]


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


def state_of(office: Office) -> list[Any]:
    kept: list[Any] = [Event, AgendaItem, Participation, Room, Person, Entry]
    return [list(model.objects.filter(office=office).order_by("pk").values()) for model in kept]


def made(*talks: Tree, **conference: Any) -> Tree:
    """A schedule of one day from 06:00 to 04:00 of the next, in Berlin."""
    rooms: dict[str, list[Tree]] = {}
    for talk in talks:
        rooms.setdefault(talk["room"], []).append(talk)
    day = {"index": 1, "date": "2024-05-01", "day_start": "2024-05-01T06:00:00+02:00",
           "day_end": "2024-05-02T04:00:00+02:00", "rooms": rooms}  # fmt: skip
    stated = {"acronym": "days2024", "title": "Days", "start": "2024-05-01", "end": "2024-05-01", "daysCount": 1,
              "timeslot_duration": "00:05", "time_zone_name": "Europe/Berlin", "days": [day], **conference}  # fmt: skip
    return {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "schedule": {"version": "1", "conference": stated},
    }


def talk(
    number: int, start: str = "10:00", *, day: int = 1, room: str = "Hall", persons: Any = (), **more: Any
) -> Tree:
    return {
        "id": number, "guid": str(uuid.UUID(int=number)), "date": f"2024-05-{day:02d}T{start}:00+02:00", "start": start,
        "duration": "00:45", "room": room, "slug": f"days2024-{number}-talk", "url": "https://example.org/talk", "title": f"Talk {number}",
        "subtitle": "", "track": None, "type": "lecture", "language": "en", "abstract": "", "persons": list(persons), "links": [], **more,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["frab-camp2019", "pretalx-democon"])
def test_the_same_file_again_changes_nothing(name: str, office: Office) -> None:
    event = imported(content_of(name), office).event
    before = state_of(office)
    again = imported(content_of(name), office, event=event)
    assert not again.changes_anything
    assert state_of(office) == before


def test_a_speaker_in_two_places_is_a_remark(office: Office) -> None:
    remarks = preview(content_of("pretalx-democon"), office=office).findings.remarks
    assert [one.text for one in remarks if "two places at once" in one.text]


def test_changes_move_talks_speakers_and_rooms(office: Office) -> None:
    one, two = {"id": 1, "public_name": "Participant One"}, {"id": 2, "public_name": "Participant Two"}
    event = imported(
        made(talk(1, "10:00", persons=[one, two]), talk(2, "11:00", persons=[two])), office
    ).event
    kept = AgendaItem.objects.get(event=event, title_en="Talk 1")
    swapped = made(talk(2, "10:00", persons=[two], title="Renamed"), talk(1, "11:00", persons=[two]))
    plan = imported(swapped, office, event=event)
    assert (plan.counts["items_changed"], plan.counts["people_created"]) == (2, 0)
    kept.refresh_from_db()
    assert (kept.start_time, [str(part.person) for part in kept.participations.all()]) == (
        dt.time(11), ["Participant Two"]
    )  # fmt: skip
    assert AgendaItem.objects.filter(event=event, title_en="Renamed").count() == 1
    assert Person.objects.of(office).count() == 2
    assert demand_valid(event) == swapped


def test_what_vanished_is_dropped_only_by_choice(office: Office) -> None:
    event = imported(made(talk(1), talk(2, "12:00")), office).event
    shorter = made(talk(1))
    plan = imported(shorter, office, event=event)
    assert [str(item) for item in plan.vanished] == ["Talk 2"]
    gone = AgendaItem.objects.get(event=event, title_en="Talk 2")
    assert gone.state == "planned"
    imported(shorter, office, event=event, choices=Choices(drop=DROP_ALL))
    gone.refresh_from_db()
    assert gone.state == "dropped"
    assert demand_valid(event) == shorter


def test_names_of_the_directory_are_recognised_and_never_guessed(office: Office) -> None:
    known = PersonFactory(office=office, given_name="Lin", family_name="Meier")
    twins = [PersonFactory(office=office, given_name="Kim", family_name="Weber") for _number in range(2)]
    tree = made(
        talk(1, persons=[{"id": 1, "public_name": "Lin Meier"}, {"id": 2, "public_name": "Kim Weber"}])
    )
    with pytest.raises(InvalidScheduleError) as refused:
        imported(tree, office)
    (mistake,) = refused.value.mistakes
    assert all(str(person.uid) in mistake.expected for person in twins)
    assert not Event.objects.exists()
    event = imported(tree, office, choices=Choices(speakers={"id:2": str(twins[1].uid)})).event
    assert {row.person for row in Participation.objects.filter(event=event)} == {known, twins[1]}
    # The next time the answer is known from the earlier import.
    assert not imported(tree, office, event=event).changes_anything
    new = imported(made(talk(7, "15:00", room="Other", persons=[{"id": 2, "public_name": "Kim Weber"}])), office,
                   choices=Choices(speakers={"id:2": "new"})).event  # fmt: skip
    assert Participation.objects.get(event=new).person not in twins


def test_a_nickname_stays_what_is_written(office: Office) -> None:
    person = PersonFactory(office=office, given_name="Lin", family_name="Meier")
    person.aliases = ["moss"]
    person.save(update_fields=["aliases"])
    tree = made(talk(1, persons=[{"id": 1, "public_name": "moss"}]))
    event = imported(tree, office).event
    assert Participation.objects.get(event=event).person == person
    assert demand_valid(event) == tree


@pytest.mark.parametrize(
    ("stated", "given", "family"),
    [
        ("Lin Meier", "Lin", "Meier"), ("Ada de la Cruz Jr.", "Ada", "de la Cruz Jr."), ("moss", "", "moss"), ("J. B. Weber", "J. B.", "Weber"),
        ("Lin Meier (Institute)", "", "Lin Meier (Institute)"), ("Lin 'moss' Meier", "", "Lin 'moss' Meier"), ("王小明", "", "王小明"),
    ],
)  # fmt: skip
def test_names_are_divided_only_where_that_is_safe(stated: str, given: str, family: str) -> None:
    names = person_names(stated)
    assert (names["given_name"], names["family_name"]) == (given, family)
    assert Person(**names).name == stated


def test_a_night_talk_belongs_to_the_day_before(office: Office) -> None:
    tree = made(talk(1, "22:00", duration="03:00"), talk(2, "02:30", day=2))
    event = imported(tree, office).event
    night = AgendaItem.objects.get(event=event, title_en="Talk 2")
    assert (str(night.on), night.start_time) == ("2024-05-02", dt.time(2, 30))
    late = AgendaItem.objects.get(event=event, title_en="Talk 1")
    assert late.ends_at - late.starts_at == dt.timedelta(hours=3)
    assert demand_valid(event) == tree


def test_an_entry_of_two_days_keeps_its_duration(office: Office) -> None:
    tree = made(talk(1, duration="36:00"))
    plan = imported(tree, office)
    assert "a day or longer" in plan.findings.remarks[0].text
    assert demand_valid(plan.event) == tree


def test_an_announced_event_keeps_its_own_days_unless_told(office: Office) -> None:
    event = EventFactory(
        office=office, state="published", zone="Asia/Shanghai", start_on=PartialDate(2024, 5, 1), end_on=None
    )
    imported(made(talk(1)), office, event=event)
    event.refresh_from_db()
    item = AgendaItem.objects.get(event=event)
    assert (event.zone, str(item.on), item.start_time) == ("Asia/Shanghai", "2024-05-01", dt.time(16))
    exported = demand_valid(event)["schedule"]["conference"]
    assert (exported["title"], exported["time_zone_name"]) == (event.title_en, "Asia/Shanghai")
    assert entries({"schedule": {"conference": exported}})[0]["date"] == "2024-05-01T16:00:00+08:00"
    imported(made(talk(1)), office, event=event, choices=Choices(take_event=True))
    event.refresh_from_db()
    assert (event.zone, AgendaItem.objects.get(event=event).start_time) == ("Europe/Berlin", dt.time(10))


def test_an_agenda_of_ours_is_valid_and_comes_back_unchanged(office: Office) -> None:
    event = EventFactory(office=office, slug="s1", title_zh_hans="研讨会")
    now = {"by": "test", "at": timezone.now()}
    room = venues.add_room(venue=venues.add_venue(office=office, name="Centre", **now), name="Hall", **now)
    day = event.start_on
    differing: list[dict[str, Any]] = [
        {"room": room, "end_time": dt.time(10)}, {"place_en": "Garden"}, {"public": False}, {"on": None}
    ]  # fmt: skip
    for number, more in enumerate(differing):
        values = {"on": day, "start_time": dt.time(9 + number), "title_zh_hans": "开幕式", **more}
        agenda.add_item(event=event, kind="opening", **values, **now)
    tree = demand_valid(event)
    assert len(entries(tree)) == 2
    assert len(entries(as_tree(collect(event, public=False)))) == 3
    imported(tree, office, event=event)
    assert AgendaItem.objects.filter(event=event).count() == 4
    assert (
        demand_valid(Event.objects.get(pk=event.pk))["schedule"]["conference"]["days"]
        == tree["schedule"]["conference"]["days"]
    )


@pytest.mark.parametrize("name", ["frab-camp2019", "pretalx-democon"])
def test_xml_comes_back_as_it_was_written(name: str, office: Office) -> None:
    event = imported(content_of(name), office).event
    written = write_xml(collect(Event.objects.get(pk=event.pk)))
    again = imported(written, office, event=event, choices=Choices(zone=event.zone)).event
    assert write_xml(collect(Event.objects.get(pk=again.pk))) == written
    biographies = [part.interchange.get("biography") for part in Participation.objects.filter(event=event)]
    assert all(biographies) is (name == "pretalx-democon")


def many(count: int) -> Tree:
    talks = [
        talk(number + 1, f"{6 + number % 16:02d}:00", room=f"Room {number // 16}", track=f"Track {number % 9}",
             persons=[{"id": number + 1, "public_name": f"Participant N{number}"}])
        for number in range(count)
    ]  # fmt: skip
    return made(*talks)


def queries_of(tree: Tree, office: Office, **how: Any) -> int:
    with CaptureQueriesContext(connection) as caught:
        imported(tree, office, **how)
    return len(caught)


def test_an_import_and_an_export_run_a_fixed_number_of_queries(db: None) -> None:
    few, lots = OfficeFactory(), OfficeFactory()
    assert queries_of(many(3), few) == queries_of(many(200), lots)
    event = Event.objects.get(office=lots)
    with CaptureQueriesContext(connection) as caught:
        schedule = collect(Event.objects.get(pk=event.pk))
    assert len(caught) <= 5
    assert len(schedule.talks) == 200


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)
named = texts.filter(lambda text: text.strip())
ZONES = ("Europe/Berlin", "Asia/Shanghai", "UTC", "America/Sao_Paulo")


@st.composite
def schedules(draw: Any) -> Tree:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    opens = draw(st.integers(0, 8))
    first = dt.datetime(2024, draw(st.integers(1, 12)), draw(st.integers(1, 25)), opens, tzinfo=zone)
    rooms = draw(st.lists(named.map(str.strip), min_size=1, max_size=3, unique=True))
    days, number = [], 0
    for index in range(draw(st.integers(1, 3))):
        starts = first + dt.timedelta(days=index)
        listed: dict[str, list[Tree]] = {room: [] for room in rooms}
        for room in rooms:
            for slot in draw(st.lists(st.integers(0, 22), max_size=3, unique=True).map(sorted)):
                number += 1
                begins = starts + dt.timedelta(hours=slot)
                listed[room].append(draw(_entries(number, begins, room)))
        ends = starts + dt.timedelta(hours=23, minutes=59)
        days.append({"index": index + 1, "date": starts.date().isoformat(), "day_start": starts.isoformat(),
                     "day_end": ends.isoformat(), "rooms": listed})  # fmt: skip
    conference = {"title": draw(named), "acronym": "made2024", "start": days[0]["date"], "end": days[-1]["date"], "daysCount": len(days),
                  "timeslot_duration": "00:05", "time_zone_name": str(zone), "days": days}  # fmt: skip
    if draw(st.booleans()):
        conference["rooms"] = [
            {"name": room, "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, room)), "capacity": draw(st.sampled_from([None, 20]))}
            for room in rooms
        ]  # fmt: skip
    return {"schedule": {"version": draw(named), "conference": conference}, "$schema": "schema.json"}


@st.composite
def _entries(draw: Any, number: int, begins: dt.datetime, room: str) -> Tree:
    found = {
        "id": number, "guid": str(uuid.UUID(int=number)), "date": begins.isoformat(), "start": begins.strftime("%H:%M"), "room": room,
        "duration": f"00:{draw(st.integers(1, 59)):02d}", "slug": f"made2024-{number}-talk", "url": "https://example.org/",
        "title": draw(named), "subtitle": draw(st.none() | texts), "track": draw(st.sampled_from([None, "", "Science", "技术"])),
        "type": draw(st.sampled_from(["lecture", "Talk", "workshop", "game", ""])),
        "language": draw(st.sampled_from([None, "", "en", "de", "es", "zh-CN"])), "abstract": draw(st.none() | texts),
        "persons": [
            {"id": 100 * number + place, "public_name": name}
            for place, name in enumerate(draw(st.lists(named, max_size=2)), 1)
        ],
        "links": draw(st.lists(st.fixed_dictionaries({"url": st.just("https://example.org/a"), "title": texts}), max_size=2)),
    }  # fmt: skip
    for name, values in (
        ("do_not_record", st.none() | st.booleans()),
        ("description", st.none() | texts),
        ("logo", st.none() | texts),
    ):
        if draw(st.booleans()):
            found[name] = draw(values)
    return found


@given(schedules())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_schedule_comes_out_as_it_went_in(tree: Tree) -> None:
    assert deviations(tree) == []
    schedule, findings = read(json.dumps(tree).encode())
    assert not findings.mistakes
    assert normalised(as_tree(schedule)) == tree


@given(schedules())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_schedule_survives_the_records(offices: Any, tree: Tree) -> None:
    office = offices()
    event = imported(tree, office).event
    assert demand_valid(event) == tree
    before = state_of(office)
    imported(tree, office, event=event)
    assert state_of(office) == before


@pytest.fixture
def offices(db: None) -> Any:
    """An office for each example; all of them go with the test."""
    return OfficeFactory


def test_days_that_move_carry_no_talk_past_its_stated_time(office: Office) -> None:
    """The agenda moves along with its event; what the file states of each talk holds all the same."""
    event = imported(made(talk(1), talk(2, "12:00")), office).event
    later = made(talk(1), talk(2, "12:00"), start="2024-04-30", end="2024-04-30")
    plan = imported(later, office, event=event)
    assert set(plan.taken) == {"start_on", "end_on"}
    assert {str(item.on) for item in AgendaItem.objects.filter(event=event)} == {"2024-05-01"}
    assert demand_valid(event) == later
