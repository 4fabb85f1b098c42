"""The pages over several rooms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.services import follow_ups, outcomes
from base.dates import PartialDate
from events.models import Event
from events.services import tasks
from people.models import Organization, Person, RoleName
from people.services import directory
from reports.dossier.check import read_dossier
from reports.dossier.load import load
from tests.factories import EventFactory, OfficeFactory, UserFactory

S2 = Path(__file__).parents[2] / "reports" / "examples" / "s2.json"
pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return load(read_dossier(S2.read_bytes()), office=OfficeFactory(), by="command", at=timezone.now()).event


@pytest.fixture
def staff(event: Event, client: Client) -> Client:
    client.force_login(UserFactory(office=event.office))
    return client


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_anyone_sees_the_public_events_and_no_others(client: Client) -> None:
    shown = EventFactory(title_en="A public seminar", state="published", visibility="public")
    EventFactory(title_en="An internal seminar", state="published", visibility="internal")
    EventFactory(title_en="A drafted seminar", state="draft")
    page = body(client, "/")
    assert "A public seminar" in page
    assert reverse("events:public_event", args=[shown.slug]) in page
    assert "internal" not in page
    assert "drafted" not in page


def test_staff_see_what_needs_them_today(event: Event, staff: Client) -> None:
    now = timezone.now()
    coming = EventFactory(office=event.office, state="published", title_en="Coming soon")
    tasks.add_task(event=coming, what="Book the interpreters", due_on=now.date(), by="command", at=now)
    follow_ups.add_follow_up(
        cause=event,
        text_en="Send the study",
        due_on=PartialDate.of((now - dt.timedelta(days=3)).date()),
        by="command",
        at=now,
    )
    page = body(staff, "/")
    assert "Book the interpreters" in page
    assert "Send the study" in page
    assert "state-bad" in page


def test_a_user_of_another_office_sees_none_of_it(event: Event, client: Client) -> None:
    client.force_login(UserFactory(office=OfficeFactory()))
    person, organization = Person.objects.first(), Organization.objects.first()
    for address in (
        reverse("reports:event", args=[event.slug]),
        reverse("reports:event_reports", args=[event.slug]),
        reverse("reports:person", args=[person.uid]),
        reverse("reports:organization", args=[organization.uid]),
    ):
        assert client.get(address).status_code == 404, address
    assert "Latin American" not in body(client, reverse("reports:search") + "?q=Latin")


def test_the_event_home_says_what_is_next_to_do(event: Event, staff: Client) -> None:
    page = body(staff, reverse("reports:event", args=[event.slug]))
    assert "Record outcomes and agreements" in page
    outcomes.record_outcome(
        event=event, kind="consensus", text_en="To go on together", by="command", at=timezone.now()
    )
    assert page.count("step-open") > body(staff, reverse("reports:event", args=[event.slug])).count(
        "step-open"
    )


def test_a_person_page_shows_posts_and_everything_with_them(event: Event, staff: Client) -> None:
    chen_wei = Person.objects.get(given_name="Wei")
    page = body(staff, reverse("reports:person", args=[chen_wei.uid]))
    assert "Executive Vice Dean" in page
    assert "Vice Director" in page
    assert "Seminar on Science and Technology Innovation" in page


def test_an_organization_page_shows_its_people_and_events(event: Event, staff: Client) -> None:
    base = Organization.objects.get(name_en__startswith="MOFCOM Training Base")
    page = body(staff, reverse("reports:organization", args=[base.uid]))
    assert "Chen Wei" in page
    assert "organizer" in page


@pytest.mark.parametrize("text", ["上海", "Hernández", "hernandez", "Commerce", "innovation"])
def test_search_finds_in_any_script_with_and_without_accents(event: Event, staff: Client, text: str) -> None:
    directory.add_organization(
        office=event.office, name_zh_hans="上海商学院", by="command", at=timezone.now()
    )
    assert "Nothing found" not in body(staff, reverse("reports:search") + f"?q={text}")


def test_the_home_pages_run_the_same_queries_at_one_and_three_rows(
    event: Event, client: Client, django_assert_max_num_queries: Any
) -> None:
    user = UserFactory(office=event.office, role=RoleName.ORGANIZER)
    for logged_in in (False, True):
        if logged_in:
            client.force_login(user)
        counts = []
        for more in (1, 2):
            for _one in range(more):
                made = EventFactory(office=event.office, state="published")
                tasks.add_task(event=made, what="A task", who=user, by="command", at=timezone.now())
            client.get("/")
            with django_assert_max_num_queries(14) as queries:
                client.get("/")
            counts.append(len(queries))
        assert counts[0] == counts[1]
