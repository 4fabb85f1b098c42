"""The pages of a person and an organization: posts in time, and the posts held at each event."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.services.indicators import report_figure
from agreements.services.outcomes import record_outcome
from base.dates import PartialDate
from events.services import registration
from people.models import Person
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def person(client: Client) -> Person:
    person = PersonFactory()
    client.force_login(UserFactory(office=person.office, role="viewer"))
    return person


def page_of(client: Client, person: Person) -> str:
    return client.get(reverse("reports:person", args=[person.uid])).content.decode()


def test_posts_stand_in_time_those_of_today_first(client: Client, person: Person) -> None:
    for title, since, until in (
        ("Assistant", "2001", "2009"), ("Dean", None, None), ("Lecturer", "2009", "2019-05"), ("Director", "2023-06", None),
    ):  # fmt: skip
        PostFactory(
            person=person, title_en=title, since=since and PartialDate.parse(since), until=until and PartialDate.parse(until)
        )  # fmt: skip
    card = page_of(client, person).split('id="posts"')[1]
    places = [card.index(title) for title in ("Director", "Dean", "Lecturer", "Assistant")]
    assert places == sorted(places)
    for words in ("since June 2023", "2009 – May 2019"):
        assert words in card
    assert reverse("people:person_edit", args=[person.uid]) not in card


def test_an_event_shows_the_post_held_then(client: Client, person: Person) -> None:
    old = PostFactory(person=person, title_en="Vice Director of old", until=PartialDate.parse("2024"))
    PostFactory(person=person, title_en="Director of today")
    event = EventFactory(office=person.office)
    registration.add_registration(event=event, person=person, posts=[old], by="test", at=NOW)
    events = page_of(client, person).split('id="events"')[1].split('id="posts"')[0]
    assert "Vice Director of old" in events
    assert "Director of today" not in events


def test_the_pages_take_as_many_queries_for_three_as_for_one(client: Client, person: Person) -> None:
    office, organization, counts = person.office, OrganizationFactory(office=person.office), []
    addresses = [
        reverse("reports:person", args=[person.uid]),
        reverse("reports:organization", args=[organization.uid]),
    ]
    for _n in range(3):
        event = EventFactory(office=office)
        posts = [
            PostFactory(person=person, organization=OrganizationFactory(office=office)) for _ in range(2)
        ]
        PostFactory(person=PersonFactory(office=office), organization=organization)
        registration.add_registration(
            event=event, person=person, posts=posts, organization=organization, by="test", at=NOW
        )
        record_outcome(
            event=event, kind="launch", text_en="Launched", actors=[(organization, "subject"), (person, "lead")],
            by="test", at=NOW,
        )  # fmt: skip
        report_figure(event=event, name_en="Projects", value=2, subject=organization, by="test", at=NOW)
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[-1]
    assert max(counts[0]) <= 22
