"""Dossier → database → dossier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event, Participation, Registration, Source
from people.models import Entry, Notice, Office, Organization, Person, Post
from reports.dossier.check import InvalidDossierError, check_dossier
from reports.dossier.collect import collect
from reports.dossier.load import Loaded, load
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db
S2 = Path(__file__).parents[2] / "reports" / "examples" / "s2.json"


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def s2() -> dict[str, Any]:
    return json.loads(S2.read_text())


def loaded(data: dict[str, Any], office: Office) -> Loaded:
    return load(check_dossier(data), office=office, by="command", at=timezone.now())


def errors_of(data: dict[str, Any], office: Office) -> dict[str, str]:
    with pytest.raises(InvalidDossierError) as refused:
        loaded(data, office)
    return {error.path: error.expected for error in refused.value.errors}


def test_s2_stands_in_the_database(s2: dict[str, Any], office: Office) -> None:
    event = loaded(s2, office).event
    assert (event.kind, event.state, event.duration_days, event.start_on) == ("seminar", "held", 21, None)
    assert [
        (body.organization.short_name or body.organization.name, body.role) for body in event.bodies.all()
    ] == [
        ("MOFCOM", "host"),
        ("MOFCOM Training Base for International Business Officials (Shanghai)", "organizer"),
    ]
    group = event.groups.get()
    assert (group.count, len(group.countries), group.list_complete) == (31, 10, True)
    chen_wei = Person.objects.get(family_name="Chen", given_name="Wei")
    assert {str(post) for post in chen_wei.posts.all()} == {"Executive Vice Dean", "Vice Director"}
    opening = event.agenda.get(kind="opening")
    assert (str(opening.on), opening.part_of_day, opening.state) == ("2023-06-29", "morning", "held")
    assert Participation.objects.filter(item=opening, role__in=["speaker", "representative"]).count() == 3
    assert set(event.agenda.filter(kind="site_visit").values_list("state", flat=True)) == {"planned"}
    source = Source.objects.get(event=event)
    assert (str(source.published_on), source.section, len(source.captions)) == (
        "2023-07-03",
        "Activity Highlights",
        5,
    )
    assert {(credit.role, credit.person.name) for credit in source.credits.all()} == {
        ("written_by", "Ma Yizhou"), ("photos_by", "Ni Haoran"), ("reviewed_by", "Chen Wei")
    }  # fmt: skip


def test_what_is_recorded_afterwards_sends_nothing(s2: dict[str, Any], office: Office) -> None:
    loaded(s2, office)
    assert not Notice.objects.exists()


def test_loading_again_changes_nothing(s2: dict[str, Any], office: Office) -> None:
    loaded(s2, office)
    before = [
        model.objects.count()
        for model in (Event, Organization, Person, Post, Registration, Participation, Entry)
    ]
    again = loaded(s2, office)
    assert (again.created, again.changed) == ({}, {})
    assert before == [
        model.objects.count()
        for model in (Event, Organization, Person, Post, Registration, Participation, Entry)
    ]


def test_what_the_dossier_changes_is_changed_and_what_it_omits_stays(
    s2: dict[str, Any], office: Office
) -> None:
    loaded(s2, office)
    s2["event"]["theme"] = {"en": "A theme"}
    s2["agenda"] = s2["agenda"][:1]
    again = loaded(s2, office)
    assert again.changed == {"event": 1}
    assert again.event.theme_en == "A theme"
    assert again.event.agenda.count() == 4


def test_the_dump_of_what_was_loaded_says_the_same(s2: dict[str, Any], office: Office) -> None:
    """Local ids and the posts held then are spelled out by the dump; everything else is equal."""
    event = loaded(s2, office).event
    dumped = collect(event).model_dump(mode="json", exclude_none=True)
    stated = check_dossier(s2).model_dump(mode="json", exclude_none=True)
    assert dumped["event"] | {"bodies": []} == stated["event"] | {"bodies": []}
    for part in ("agenda", "organizations", "people", "groups", "sources"):
        assert len(dumped[part]) == len(stated[part]), part
    assert loaded(dumped, office).created == {}


def test_collecting_runs_the_same_queries_for_one_and_for_three_participants(
    office: Office, s2: dict[str, Any]
) -> None:
    event = loaded(s2, office).event
    counts = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            collect(Event.objects.select_related("series").get(pk=event.pk))
        counts.append(len(queries))
        for number in range(3):
            person = PersonFactory(office=office)
            Registration.objects.create(
                office=office, event=event, person=person, seq=100 + 10 * turn + number, state="attended"
            )
    assert counts[0] == counts[1] <= 30


def test_an_organization_is_recognised_by_any_name(s2: dict[str, Any], office: Office) -> None:
    known = OrganizationFactory(
        office=office, name_en="Another spelling", name_zh_hans="商务部", country="CN"
    )
    s2["organizations"][0]["names"]["zh-hans"] = "商务部"
    loaded(s2, office)
    known.refresh_from_db()
    assert known.name_en == "Ministry of Commerce"


def test_an_ambiguous_name_is_an_error_with_its_candidates(s2: dict[str, Any], office: Office) -> None:
    for _twice in range(2):
        OrganizationFactory(office=office, name_en="Ministry of Commerce", country="CN")
    errors = errors_of(s2, office)
    assert "candidates" in errors["$.organizations[0]"]
    assert not Event.objects.exists()


def test_all_errors_come_at_once_and_nothing_is_written(s2: dict[str, Any], office: Office) -> None:
    s2["event"]["summary"] = {"hu": "A language that content is not kept in"}
    s2["agenda"][0]["start_time"] = "10:00"
    s2["agenda"][0]["end_time"] = "10:00:00"
    s2["registrations"].append({"person": "ma-yizhou", "role": "participant", "state": "attended"})
    s2["registrations"].append({"person": "ma-yizhou", "role": "participant", "state": "attended"})
    errors = errors_of(s2, office)
    assert "$.event.summary.hu" in errors
    assert "$.registrations[5]" in errors
    assert not Event.objects.exists()
    assert not Organization.objects.exists()


def test_the_slug_of_another_offices_event_is_refused(s2: dict[str, Any], office: Office) -> None:
    loaded(s2, OfficeFactory())
    assert "another office" in errors_of(s2, office)["$.event.slug"]
