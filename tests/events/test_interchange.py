"""Schedules from elsewhere: what comes in goes out again, all that is wrong is told at once, and nothing is half-written."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from jsonschema.validators import validator_for
from lxml import etree

from events.interchange.collect import collect
from events.interchange.load import import_schedule
from events.interchange.plan import Plan
from events.interchange.write_json import as_tree
from events.interchange.write_xml import write_xml
from events.models import AgendaItem, Event, Participation, Room, Track
from people.models import Office, Person
from tests.factories import OfficeFactory

DATA = Path(__file__).parent.parent / "data" / "interop"
REAL = ("frab-camp2019", "pretalx-democon")
SCHEMA = json.loads((DATA / "schedule.schema.json").read_text())
XML_SCHEMA = etree.XMLSchema(etree.parse(str(DATA / "schedule.xml.xsd")))


def content_of(name: str) -> bytes:
    return (DATA / f"{name}.schedule.json").read_bytes()


def deviations(tree: dict[str, Any]) -> list[str]:
    return [
        f"{error.json_path}: {error.message}" for error in validator_for(SCHEMA)(SCHEMA).iter_errors(tree)
    ]


def demand_valid(event: Event) -> dict[str, Any]:
    schedule = collect(Event.objects.get(pk=event.pk))
    tree = json.loads(json.dumps(as_tree(schedule)))
    assert deviations(tree) == []
    XML_SCHEMA.assertValid(etree.fromstring(write_xml(schedule)))
    return tree


def normalised(tree: dict[str, Any]) -> dict[str, Any]:
    """What an export changes in the two real files: small letters in acronym and slugs."""
    found = copy.deepcopy(tree)
    conference = found["schedule"]["conference"]
    conference["acronym"] = conference["acronym"].lower()
    for entry in entries(found):
        entry["slug"] = entry["slug"].lower()
    return found


def entries(tree: dict[str, Any]) -> list[dict[str, Any]]:
    days = tree["schedule"]["conference"]["days"]
    return [entry for day in days for room in day["rooms"].values() for entry in room]


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


def imported(content: bytes | dict[str, Any], office: Office, **how: Any) -> Plan:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return import_schedule(raw, office=office, by="test", at=timezone.now(), **how)


@pytest.mark.parametrize("name", REAL)
def test_a_real_schedule_comes_out_as_it_went_in(name: str, office: Office) -> None:
    stated = json.loads(content_of(name))
    event = imported(content_of(name), office).event
    assert demand_valid(event) == normalised(stated)


def test_the_camp_is_there_in_every_part(office: Office) -> None:
    stated = json.loads(content_of("frab-camp2019"))
    assert len(deviations(stated)) == 80
    event = imported(content_of("frab-camp2019"), office).event
    assert (event.title_en, event.zone) == ("Chaos Communication Camp 2019", "Europe/Berlin")
    assert (str(event.start_on), str(event.end_on)) == ("2019-08-21", "2019-08-26")
    items = AgendaItem.objects.filter(event=event)
    assert items.count() == 79
    assert {room.name for room in Room.objects.filter(office=office)} == {"Curie", "Meitner"}
    assert Track.objects.filter(event=event).count() == 7
    assert Person.objects.of(office).count() == 90
    assert Participation.objects.filter(event=event).count() == 96
    assert {row["language"] for row in items.values("language")} == {"en", "de"}
    ceremony = items.get(title_en="Opening Ceremony")
    assert (ceremony.kind, str(ceremony.on), ceremony.start_time, ceremony.end_time) == (
        "lecture", "2019-08-21", dt.time(11), dt.time(11, 30)
    )  # fmt: skip
    assert ceremony.starts_at == dt.datetime(2019, 8, 21, 9, tzinfo=dt.UTC)
    linked = items.get(title_en__startswith="Reporting from Brussels")
    assert linked.links == [{"url": "https://edri.org", "title": "EDRi Website"}]
    assert [str(part.person) for part in linked.participations.all()] == [
        "Chloé Berthélémy (EDRi)", "Andreea Belu (EDRi)"
    ]  # fmt: skip
