"""Dates known in part: where they stand in lists, what filters and calendars say of them, and how they read."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from base.dates import PartialDate
from events.models import Event
from events.services import agenda
from events.services.schedule import schedule
from events.when import days_of_event, hours_of
from tests.api.conftest import ROOT, calling
from tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def organizer(office, client):
    user = UserFactory(office=office, role="organizer")
    client.force_login(user)
    return user


def plan(office, title, on="", state="held", **values):
    given = {"kind": "seminar", "zone": "Asia/Shanghai", "start_on": PartialDate.parse(on) if on else None}
    return schedule(
        office=office, by="command", at=timezone.now(), recorded=True, state=state, title_en=title, **given | values
    )  # fmt: skip


def url(name, *args):
    return reverse(f"events:{name}", args=args)


def titles(answer):
    return [row["title"] for row in answer.context["rows"]]


@pytest.fixture
def some(office):
    plan(office, "no date, ahead", state="draft")
    plan(office, "no date, over")
    plan(office, "26 July", "XXXX-07-26")
    plan(office, "year", "2023")
    plan(office, "June", "2023-06")
    plan(office, "29 June", "2023-06-29")
    plan(office, "1 July", "2023-07-01")
    plan(office, "2024", "2024-01-05")


def test_the_latest_stands_first_and_what_has_no_year_where_it_is_looked_for(some, office, organizer, client):
    listed = titles(client.get(url("list")))
    assert listed[:6] == ["no date, ahead", "2024", "1 July", "29 June", "June", "year"]
    assert set(listed[6:]) == {"26 July", "no date, over"}


def test_the_public_list_stands_in_the_same_order(some, client):
    page = client.get(url("public_list")).content.decode()
    places = [page.index(f">{title}<") for title in ("2024", "1 July", "29 June", "June", "year", "26 July")]
    assert places == sorted(places)


def test_a_range_says_how_many_it_leaves_out_and_shows_them(some, organizer, client):
    answer = client.get(url("list"), {"year": "2023"})
    assert titles(answer) == ["1 July", "29 June", "June", "year"]
    assert answer.context["left_out"] == 3
    assert "3 events without a full date are not in this range" in answer.content.decode()
    shown = client.get(url("list"), {"year": "2023", "left_out": "1"})
    assert set(titles(shown)) == {"no date, ahead", "no date, over", "26 July"}


def test_a_month_finds_days_of_any_year_also_of_none(some, organizer, client):
    answer = client.get(url("list"), {"month": "07"})
    assert set(titles(answer)) == {"1 July", "26 July"}
    assert answer.context["left_out"] == 3  # the year alone, and the two without a date
    answer = client.get(url("list"), {"year": "2023", "month": "07"})
    assert titles(answer) == ["1 July"]
    shown = client.get(url("list"), {"year": "2023", "month": "07", "left_out": "1"})
    assert set(titles(shown)) == {"year", "26 July", "no date, ahead", "no date, over"}


def test_without_a_range_nothing_is_left_out(some, organizer, client):
    answer = client.get(url("list"))
    assert answer.context["left_out"] == 0
    assert len(titles(answer)) == 8
    assert len(titles(client.get(url("list"), {"left_out": "1"}))) == 8
    undated = titles(client.get(url("list"), {"year": "undated"}))
    assert set(undated) == {"no date, ahead", "no date, over", "26 July", "year", "June"}


def test_what_is_over_is_past_though_its_date_is_known_in_part(some, office):
    at = timezone.now()
    past = {event.title_en for event in Event.objects.past(at)}
    assert past == {"no date, over", "26 July", "year", "June", "29 June", "1 July", "2024"}
    plan(office, "soon", f"{at.year + 1}-01", state="published")
    assert "soon" in {event.title_en for event in Event.objects.upcoming(at)}
    assert "soon" not in {event.title_en for event in Event.objects.past(at)}


def test_the_api_filters_by_what_is_stated(some, office):
    api = calling(UserFactory(office=office))

    def found(**query):
        return {row["title"]["en"] for row in api.get(f"{ROOT}events/", query).json()["results"]}

    assert found(year=2023) == {"year", "June", "29 June", "1 July"}
    assert found(month=7) == {"26 July", "1 July"}
    assert found(year=2023, month=7) == {"1 July"}
    assert found(dated="false") == {"no date, ahead", "no date, over", "26 July", "year", "June"}
    assert found(dated="true") == {"29 June", "1 July", "2024"}


class TestWords:
    def test_26_july_year_not_stated_in_the_afternoon_local_time(self, office, organizer, client):
        event = plan(office, "Inauguration", "XXXX-07-26", part_of_day="afternoon", zone="America/Santiago")
        assert days_of_event(event) == "26 July, year not stated"
        assert hours_of(event, zone=event.zone, on_clock=True) == "afternoon, local time (America/Santiago)"
        for address in (url("public_event", event.slug), reverse("reports:event", args=[event.slug])):
            page = client.get(address).content.decode()
            assert "26 July, year not stated" in page
            assert "afternoon, local time (America/Santiago)" in page
        assert "26 July, year not stated" in client.get(url("list")).content.decode()

    def test_days_that_are_counted_but_not_dated(self, office):
        assert days_of_event(plan(office, "Training", duration_days=21)) == "21 days, dates not stated"

    def test_an_item_over_midnight_is_marked_as_ending_on_the_next_day(self, office, organizer, client):
        event = plan(office, "Forum", "2020-11-26")
        item = agenda.add_item(
            event=event, kind="meal", title_en="Night", on=event.start_on, start_time=dt.time(22), end_time=dt.time(1),
            by="command", at=timezone.now(),
        )  # fmt: skip
        mark = 'title="on the next day">+1</abbr>'
        for address in (
            url("agenda", event.slug),
            url("item", event.slug, item.uid),
            url("public_programme", event.slug),
        ):
            assert mark in client.get(address).content.decode()
        agenda.amend_item(item, {"end_time": dt.time(23)}, by="command", at=timezone.now())
        assert mark not in client.get(url("agenda", event.slug)).content.decode()


class TestCalendars:
    def test_a_month_without_a_day_stands_in_the_margin(self, some, organizer, client):
        answer = client.get(url("calendar"), {"month": "2023-06"})
        assert titles(answer) == ["29 June"]
        assert [row["title"] for row in answer.context["margin"]] == ["June"]
        assert answer.context["undated_count"] == 4
        assert f"{url('list')}?year=undated" in answer.content.decode()

    def test_a_calendar_file_says_what_it_leaves_out(self, office):
        event = plan(office, "Forum", "2020-11-26")
        do = {"by": "command", "at": timezone.now()}
        agenda.add_item(event=event, kind="talks", title_en="Known", on=event.start_on, **do)
        content = Client().get(url("public_ics", event.slug)).content
        assert "X-WR-CALDESC" not in Calendar.from_ical(content)
        agenda.add_item(event=event, kind="talks", title_en="Some day", **do)
        calendar = Calendar.from_ical(Client().get(url("public_ics", event.slug)).content)
        assert calendar["X-WR-CALDESC"].startswith("1 item of the programme has no exact day")
        assert {str(entry["summary"]) for entry in calendar.walk("VEVENT")} == {"Forum", "Known"}
