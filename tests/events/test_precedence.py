"""The order of precedence at an event: what is read of participants, their lists, and putting lists in order."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from base.dates import PartialDate
from events.models import AgendaItem, Event, Participation, Registration
from events.services import agenda, groups, participations, registration, registration_moves
from events.services.standings import standings_at, standings_of
from people.models import Entry, Precedence
from people.services import precedence
from tests.factories import (
    EventFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event = EventFactory(office=OfficeFactory(), state="published", start_on=PartialDate(2023, 6, 29))
    precedence.found_conventions(event.office, by=None, at=timezone.now())
    return event


@pytest.fixture
def desk(client: Client, event: Event) -> Client:
    client.force_login(UserFactory(office=event.office, role="organizer"))
    return client


def entered(
    event: Event, name: str, rank: int | None = None, *, notified: str = "", **values: Any
) -> Registration:
    person = PersonFactory(
        office=event.office, given_name="", family_name=name, country=values.pop("country", "BR")
    )
    if rank is not None:
        PostFactory(person=person, rank=rank)
    made = registration.add_registration(event=event, person=person, by=None, at=timezone.now(), **values)
    if notified:
        Registration.objects.filter(pk=made.pk).update(notified_on=PartialDate.parse(notified))
        made.refresh_from_db()
    return made


def names_of(page: str, *names: str) -> list[str]:
    """In the order in which they stand in the table of the page."""
    table = page[page.index("<tbody>") :]
    return sorted((name for name in names if name in table), key=table.index)


class TestStandings:
    def test_rank_is_that_of_the_highest_post_held_then(self, event: Event) -> None:
        one = entered(event, "One", 5)
        PostFactory(person=one.person, rank=2, title_en="Later")
        earlier = PostFactory(person=one.person, rank=3, until=PartialDate(2020))
        assert earlier.rank == 3

        [standing] = standings_of([one])

        assert standing.rank == 5, "the posts recorded with the registration, not those of today"
        one.posts.clear()
        assert standings_of([one])[0].rank == 2, "without any recorded, those of the day; one had ended"

    def test_country_organization_notification_and_host(self, event: Event) -> None:
        one = entered(
            event, "One", notified="2023-06", country="UY", role="host", organization_name="Institute"
        )

        [standing] = standings_of(Registration.objects.filter(event=event))

        assert (standing.country, standing.organization, standing.host) == ("UY", "Institute", True)
        assert standing.notified_on == PartialDate(2023, 6)
        assert standing.key == str(one.uid)

    def test_groups_have_no_standing(self, event: Event) -> None:
        registration.register_group(event=event, label_en="Officials", by=None, at=timezone.now())

        assert standings_of(Registration.objects.filter(event=event)) == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_three_queries(self, event: Event, count: int) -> None:
        rows = [entered(event, f"P{number}", number + 1) for number in range(count)]

        with CaptureQueriesContext(connection) as asked:
            assert len(standings_of(rows)) == count
        assert len(asked) == 3

    def test_at_an_item_the_registration_counts_else_the_directory(self, event: Event) -> None:
        item = agenda.add_item(event=event, kind="opening", by=None, at=timezone.now())
        here = entered(event, "Here", 4, notified="2023-06-01")
        guest = PostFactory(person__office=event.office, rank=1).person
        for person in (here.person, guest):
            participations.add_participation(item=item, person=person, by=None, at=timezone.now())

        found = standings_at(item, item.participations.select_related("person"))

        assert [(one.rank, one.notified_on) for one in found] == [(4, PartialDate(2023, 6, 1)), (1, None)]


class TestListOfParticipants:
    def test_by_precedence_with_the_reason_to_open(self, desk: Client, event: Event) -> None:
        entered(event, "Vice", 4)
        entered(event, "Minister", 3)
        entered(event, "Host", 1, role="host")
        registration.register_group(event=event, label_en="Officials", by=None, at=timezone.now())

        page = desk.get(reverse("events:participants", args=[event.slug]), {"order": "precedence"}).text

        assert names_of(page, "Vice", "Minister", "Host", "Officials") == [
            "Minister",
            "Vice",
            "Host",
            "Officials",
        ]
        assert "<summary>Place 2</summary>Rank of the post: 3 before 4.</details>" in page
        assert "The host side stands last." in page
        assert (
            "<summary>"
            not in desk.get(reverse("events:participants", args=[event.slug])).text.split("<tbody>")[1]
        )

    def test_filters_and_pages_go_with_it(self, desk: Client, event: Event) -> None:
        for number in range(52):
            entered(event, f"Person {number:02}", 60 - number, country="BR" if number % 2 else "UY")
        address = reverse("events:participants", args=[event.slug])

        second = desk.get(address, {"order": "precedence", "page": "2"}).text
        only = desk.get(address, {"order": "precedence", "country": "UY"}).text

        assert names_of(second, "Person 00", "Person 01", "Person 51") == ["Person 01", "Person 00"]
        assert "Person 50" in only
        assert "Person 51" not in only

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(self, desk: Client, event: Event, count: int) -> None:
        for number in range(count):
            entered(event, f"P{number}", number + 1)
        address = reverse("events:participants", args=[event.slug])
        desk.get(address, {"order": "precedence"})

        with CaptureQueriesContext(connection) as asked:
            desk.get(address, {"order": "precedence"})
        assert len(asked) == 11


class TestPageOfTheEvent:
    def test_everybody_in_order_with_reasons(self, desk: Client, event: Event) -> None:
        entered(event, "Late", 4, notified="2023-06-10", country="AR")
        entered(event, "Early", 4, notified="2023-06-05", country="UY")
        entered(event, "Brazilian", 4, notified="2023-06-10", country="BR")
        gone = entered(event, "Gone", 1)
        registration_moves.cancel([gone], by=None, at=timezone.now())

        page = desk.get(reverse("events:precedence", args=[event.slug])).text

        assert names_of(page, "Late", "Early", "Brazilian", "Gone") == ["Early", "Late", "Brazilian"]
        assert "Date of notification: 5 June 2023 before 10 June 2023." in page
        assert "Name of the country: Argentina before Brazil." in page

    def test_another_convention_may_be_chosen(self, desk: Client, event: Event) -> None:
        entered(event, "Vice", 4, country="AR")
        entered(event, "Minister", 3, country="UY")
        by_country = Precedence.objects.get(name_en="By country name")

        page = desk.get(reverse("events:precedence", args=[event.slug]), {"convention": by_country.uid}).text

        assert names_of(page, "Vice", "Minister") == ["Vice", "Minister"]
        assert f'<option value="{by_country.uid}" selected>' in page

    def test_the_workbook_tells_the_reasons_and_is_journaled(self, desk: Client, event: Event) -> None:
        entered(event, "Vice", 4)
        entered(event, "Minister", 3)

        answer = desk.post(reverse("events:precedence_export", args=[event.slug]))

        sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert [row[1] for row in sheet[1:]] == ["Minister", "Vice"]
        assert sheet[2][-1] == "Rank of the post: 3 before 4."
        assert Entry.objects.filter(verb="exported", note="order of precedence, xlsx").count() == 1

    def test_who_may_not_export_gets_no_workbook(self, client: Client, event: Event) -> None:
        client.force_login(UserFactory(office=event.office, role="viewer"))

        assert client.get(reverse("events:precedence", args=[event.slug])).status_code == 200
        assert client.post(reverse("events:precedence_export", args=[event.slug])).status_code == 403

    def test_it_does_not_exist_for_others(self, client: Client, event: Event) -> None:
        client.force_login(UserFactory(office=OfficeFactory()))

        assert client.get(reverse("events:precedence", args=[event.slug])).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(self, desk: Client, event: Event, count: int) -> None:
        for number in range(count):
            entered(event, f"P{number}", number + 1)
        address = reverse("events:precedence", args=[event.slug])
        desk.get(address)

        with CaptureQueriesContext(connection) as asked:
            desk.get(address)
        assert len(asked) == 8

    def test_a_convention_is_tried_on_an_event(self, desk: Client, event: Event) -> None:
        entered(event, "Vice", 4)
        entered(event, "Minister", 3)
        tried = Precedence.objects.get(name_en="By rank and family name")
        address = reverse("events:precedence_trial", args=[tried.uid])

        assert event.title in desk.get(address).text
        page = desk.get(address, {"event": event.slug}).text

        assert names_of(page, "Vice", "Minister") == ["Minister", "Vice"]
        assert "Rank of the post: 3 before 4." in page


class TestAgendaItem:
    @pytest.fixture
    def item(self, event: Event) -> AgendaItem:
        return agenda.add_item(event=event, kind="opening", title_en="Opening", by=None, at=timezone.now())

    def speaks(self, item: AgendaItem, name: str, rank: int, role: str = "speaker") -> Participation:
        person = entered(item.event, name, rank).person
        return participations.add_participation(
            item=item, person=person, role=role, by=None, at=timezone.now()
        )

    def test_speakers_are_put_in_order_and_it_is_journaled(
        self, desk: Client, event: Event, item: AgendaItem
    ) -> None:
        group = groups.add_group(event=event, label_en="Officials", by=None, at=timezone.now())
        participations.add_participation(item=item, group=group, role="attendee", by=None, at=timezone.now())
        self.speaks(item, "Moderator", 9, "moderator")
        self.speaks(item, "Vice", 4)
        self.speaks(item, "Minister", 3)
        page = reverse("events:item_precedence", args=[event.slug, item.uid])

        shown = desk.get(page).text
        assert "Rank of the post: 3 before 4." in shown
        assert "Put in this order" in shown
        assert item.participations.first().person_id is None, "looking changes nothing"
        desk.post(page)

        named = [str(one.person or "Officials") for one in item.participations.all()]
        assert named == ["Moderator", "Minister", "Vice", "Officials"]
        entry = Entry.objects.get(verb="participants reordered")
        assert entry.note == "International"
        again = desk.get(page).text
        assert "They stand in this order already." in again
        assert "Put in this order" not in again
        desk.post(page)
        assert Entry.objects.filter(verb="participants reordered").count() == 1

    def test_only_who_runs_events_may(self, client: Client, event: Event, item: AgendaItem) -> None:
        client.force_login(UserFactory(office=event.office, role="viewer"))
        page = reverse("events:item_precedence", args=[event.slug, item.uid])

        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(self, desk: Client, event: Event, item: AgendaItem, count: int) -> None:
        for number in range(count):
            self.speaks(item, f"P{number}", number + 1)
        page = reverse("events:item_precedence", args=[event.slug, item.uid])
        desk.get(page)

        with CaptureQueriesContext(connection) as asked:
            desk.get(page)
        assert len(asked) == 10
