"""Calendar files, read back by the library."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from base.dates import PartialDate
from events.models import Event, Room, Venue
from events.services import agenda
from events.services.schedule import amend_event
from tests.factories import EventFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = PartialDate(2027, 10, 30)


@pytest.fixture
def event():
    return EventFactory(
        start_on=DAY,
        end_on=PartialDate(2027, 11, 1),
        zone="Europe/Madrid",
        state="published",
        title_es="Seminario",
    )


def add(event, **values):
    given = {
        "kind": "lecture",
        "on": DAY,
        "start_time": dt.time(9),
        "end_time": dt.time(10),
        "title_en": "Lecture",
        **values,
    }
    return agenda.add_item(event=event, by="command", at=timezone.now(), **given)


def read(client, event, **query):
    answer = client.get(reverse("events:public_ics", args=[event.slug]), query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def entries(calendar):
    return {str(entry["uid"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}


def test_the_event_and_its_items_with_their_zone(client, event):
    venue = Venue.objects.create(office=event.office, name="Centre", address="Street 1\nMadrid")
    room = Room.objects.create(office=event.office, venue=venue, name="Hall 1")
    item = add(event, room=room, gist_en="About, and more; besides")
    after_change = add(event, on=PartialDate(2027, 10, 31))
    calendar = read(client, event)
    found = entries(calendar)
    entry = found[str(item.uid)]
    assert entry["dtstart"].dt.utcoffset() == dt.timedelta(hours=2)
    assert found[str(after_change.uid)]["dtstart"].dt.utcoffset() == dt.timedelta(hours=1)
    assert entry["dtstart"].params["TZID"] == "Europe/Madrid"
    assert str(entry["location"]) == "Hall 1, Centre, Street 1, Madrid"
    assert str(entry["description"]) == "About, and more; besides"
    assert str(entry["related-to"]) == str(found[str(event.uid)]["uid"])
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Europe/Madrid"
    assert {c.name for c in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    meant = zone.to_tz()
    assert dt.datetime(2027, 10, 31, 1, tzinfo=meant).utcoffset() == dt.timedelta(hours=2)
    assert dt.datetime(2027, 10, 31, 9, tzinfo=meant).utcoffset() == dt.timedelta(hours=1)


def test_identifiers_are_stable_and_sequence_rises(client, event):
    item = add(event)
    before = entries(read(client, event))
    agenda.amend_item(item, {"start_time": dt.time(8)}, by="command", at=timezone.now())
    after = entries(read(client, event))
    assert set(before) == set(after)
    assert after[str(item.uid)]["sequence"] == before[str(item.uid)]["sequence"] + 1
    assert after[str(item.uid)]["dtstart"].dt.hour == 8
    fresh = Event.objects.get(pk=event.pk)
    amend_event(fresh, {"end_on": PartialDate(2027, 11, 2)}, by="command", at=timezone.now())
    moved = entries(read(client, event))
    assert moved[str(event.uid)]["sequence"] > before[str(event.uid)]["sequence"]


def test_the_same_bytes_until_something_changes(client, event, django_assert_num_queries):
    item = add(event)
    url = reverse("events:public_ics", args=[event.slug])
    first, second = client.get(url), client.get(url)
    assert first.content == second.content
    with django_assert_num_queries(1):
        assert client.get(url, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    agenda.amend_item(item, {"title_en": "Changed"}, by="command", at=timezone.now())
    assert client.get(url, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_cancellation_reaches_subscribers(client, event):
    dropped = add(event)
    agenda.move_item(dropped, to="dropped", by="command", at=timezone.now())
    kept = add(event)
    found = entries(read(client, event))
    assert str(found[str(dropped.uid)]["status"]) == "CANCELLED"
    assert str(found[str(kept.uid)]["status"]) == "CONFIRMED"
    before = found[str(event.uid)]["sequence"]
    Event.objects.filter(pk=event.pk).update(state="cancelled", version=99)
    found = entries(read(client, event))
    assert str(found[str(event.uid)]["status"]) == "CANCELLED"
    assert found[str(event.uid)]["sequence"] == before + 1


def test_the_language_asked_for(client, event):
    add(event, title_en="Opening", title_es="Apertura")
    summaries = {str(entry["summary"]) for entry in read(client, event, language="es").walk("VEVENT")}
    assert summaries == {"Seminario", "Apertura"}
    assert {str(e["summary"]) for e in read(client, event, language="pt").walk("VEVENT")} == {
        str(event.title_en),
        "Opening",
    }


def test_items_without_times(client, event):
    whole_day = add(event, start_time=None, end_time=None)
    undated = add(event, on=None, start_time=None, end_time=None)
    open_end = add(event, end_time=None)
    found = entries(read(client, event))
    assert found[str(whole_day.uid)]["dtstart"].dt == dt.date(2027, 10, 30)
    assert found[str(whole_day.uid)]["dtend"].dt == dt.date(2027, 10, 31)
    assert "dtend" not in found[str(open_end.uid)]
    assert str(undated.uid) not in found
    assert client.get(reverse("events:item_ics", args=[event.slug, undated.uid])).status_code == 404


def test_one_item(client, event):
    item = add(event)
    answer = client.get(reverse("events:item_ics", args=[event.slug, item.uid]))
    assert list(entries(Calendar.from_ical(answer.content))) == [str(item.uid)]
    internal = add(event, public=False)
    assert client.get(reverse("events:item_ics", args=[event.slug, internal.uid])).status_code == 404
    assert str(internal.uid) not in entries(read(client, event))


def test_an_event_without_exact_days_says_so(client):
    event = EventFactory(state="published", start_on=PartialDate(2027, 6), start_time=None, end_time=None)
    answer = client.get(reverse("events:public_ics", args=[event.slug]))
    assert answer.status_code == 404
    assert "not fixed yet" in answer.content.decode()


def test_drafts_are_for_their_office(client):
    event = EventFactory(state="draft")
    url = reverse("events:public_ics", args=[event.slug])
    assert client.get(url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, event, count, django_assert_num_queries):
    for _n in range(count):
        add(event)
    with django_assert_num_queries(3):
        read(client, event)
