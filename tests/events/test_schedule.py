"""Scheduling: what a new event gets, what a change carries with it, what is refused."""

import datetime as dt

import pytest
from django.utils import timezone

from base.dates import PartialDate
from base.errors import Conflict, Invalid, Stale
from events.models import AgendaItem, Event
from events.services import agenda, registration
from events.services.lifecycle import move_event
from events.services.schedule import amend_event, schedule
from events.services.series import add_series
from people.models import Entry, Notice
from tests.factories import EventFactory, OfficeFactory

pytestmark = pytest.mark.django_db
DAY = PartialDate(2027, 6, 29)


@pytest.fixture
def office():
    return OfficeFactory()


def plan(office, **values):
    given = {
        "title_en": "Seminar on Innovation",
        "kind": "seminar",
        "zone": "Asia/Shanghai",
        "start_on": DAY,
        **values,
    }
    return schedule(office=office, by="command", at=timezone.now(), **given)


def amend(event, **changes):
    return amend_event(event, changes, by="command", at=timezone.now())


def test_a_new_event_is_a_draft_with_address_span_and_reminders(office):
    event = plan(office, start_time=dt.time(9), end_time=dt.time(17))
    assert (event.state, event.slug) == ("draft", "seminar-on-innovation")
    assert event.starts_at == dt.datetime(2027, 6, 29, 1, tzinfo=dt.UTC)
    assert event.ends_at == dt.datetime(2027, 6, 29, 9, tzinfo=dt.UTC)
    assert sorted(event.reminders.values_list("days", flat=True)) == [-7, -1, 1]
    assert Entry.objects.filter(about__contains=[f"event:{event.pk}"], verb="created").exists()


def test_addresses_are_unique_transliterated_and_never_a_word_of_ours(office):
    assert plan(office).slug == "seminar-on-innovation"
    assert plan(office).slug == "seminar-on-innovation-2"
    assert plan(office, title_en="", title_zh_hans="科学技术创新").slug == "ke-xue-ji-shu-chuang-xin"
    assert plan(office, title_en="Calendar").slug == "calendar-2"
    assert plan(office, title_en="!").slug == "seminar"
    assert len(plan(office, title_en="word " * 40).slug) <= 80


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(PartialDate(2027, 3, 27), 9), (PartialDate(2027, 3, 28), 8), (PartialDate(2027, 10, 31), 9)],
)
def test_spans_follow_the_clock_changes_of_the_zone(office, day, utc_hour):
    """Lisbon puts its clocks forward on 28 March and back on 31 October 2027."""
    event = plan(office, zone="Europe/Lisbon", start_on=day, start_time=dt.time(9), end_time=dt.time(10))
    assert event.starts_at.hour == utc_hour
    assert event.ends_at - event.starts_at == dt.timedelta(hours=1)


def test_what_happened_is_recorded_in_any_state_without_rules(office):
    event = plan(office, zone="", recorded=True, state="held")
    assert (event.state, event.starts_at) == ("held", None)
    assert not event.reminders.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"zone": ""}, "zone"),
        ({"zone": "Asia/Atlantis"}, "zone"),
        ({"end_on": PartialDate(2027, 6, 28)}, "end_on"),
        ({"start_on": None, "end_on": DAY}, "start_on"),
        ({"start_on": PartialDate(2027, 6), "end_on": PartialDate(2027, 5)}, "end_on"),
        ({"end_on": DAY, "start_time": dt.time(10), "end_time": dt.time(9)}, "end_time"),
        ({"mode": "in_person", "join_url": "https://example.org/meet"}, "join_url"),
        ({"edition": 3}, "edition"),
        ({"duration_days": 0}, "duration_days"),
        (
            {
                "registration_opens_at": dt.datetime(2027, 2, 1, tzinfo=dt.UTC),
                "registration_closes_at": dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
            },
            "registration_closes_at",
        ),
    ],
)
def test_faults_stand_beside_their_field(office, values, field):
    with pytest.raises(Invalid) as caught:
        plan(office, **values)
    assert field in caught.value.errors
    assert not Event.objects.exists()


def test_parts_of_dates_are_compared_only_where_both_state_them(office):
    assert plan(office, start_on=PartialDate(2027, 6, 29), end_on=PartialDate(2027, 6)).end_on == PartialDate(
        2027, 6
    )


def test_relatives_are_of_the_same_office_and_no_circle(office):
    outer = plan(office)
    inner = plan(office, parent=outer)
    with pytest.raises(Invalid) as caught:
        amend(outer, parent=inner)
    assert "parent" in caught.value.errors
    with pytest.raises(Invalid) as caught:
        plan(office, parent=EventFactory())
    assert "parent" in caught.value.errors


def test_an_edition_stands_once_in_its_series(office):
    series = add_series(office=office, by="command", at=timezone.now(), name_en="Forum")
    plan(office, series=series, edition=3)
    with pytest.raises((Conflict, Invalid)):
        plan(office, series=series, edition=3)


def test_a_change_of_the_zone_keeps_local_time_and_raises_the_revision(office):
    event = plan(office, start_time=dt.time(9), end_time=dt.time(17))
    item = agenda.add_item(
        event=event, by="command", at=timezone.now(), kind="lecture", title_en="Lecture", on=DAY,
        start_time=dt.time(10), end_time=dt.time(11),
    )  # fmt: skip
    amend(event, zone="America/Sao_Paulo")
    item.refresh_from_db()
    assert item.start_time == dt.time(10)
    assert item.starts_at == dt.datetime(2027, 6, 29, 13, tzinfo=dt.UTC)
    assert item.sequence == 1
    assert (event.schedule_revision, event.scheduled_at is not None) == (1, True)


def test_the_agenda_moves_with_the_whole_event_and_stays_when_it_grows(office):
    event = plan(office, end_on=PartialDate(2027, 6, 30))
    item = agenda.add_item(
        event=event, by="command", at=timezone.now(), kind="talks", title_en="Talks", on=DAY
    )
    amend(event, start_on=PartialDate(2027, 7, 6), end_on=PartialDate(2027, 7, 7))
    assert AgendaItem.objects.get(pk=item.pk).on == PartialDate(2027, 7, 6)
    amend(event, end_on=PartialDate(2027, 7, 9))
    assert AgendaItem.objects.get(pk=item.pk).on == PartialDate(2027, 7, 6)


def test_reminders_follow_a_new_date(office):
    event = plan(office)
    before = event.reminders.get(days=-7).due_at
    amend(event, start_on=PartialDate(2027, 7, 6))
    assert event.reminders.get(days=-7).due_at - before == dt.timedelta(days=7)


def register(event, number):
    return registration.register(
        event=event, by="participant", at=timezone.now(), given_name="Participant", family_name=str(number),
        email=f"participant{number}@example.org", consent=True, language="es",
    )  # fmt: skip


def test_those_registered_are_told_once_for_each_new_date(office):
    event = plan(office)
    move_event(event, to="published", by="command", at=timezone.now())
    register(event, 1), register(event, 2)
    amend(event, title_en="Another title")
    assert not Notice.objects.filter(kind="event.moved").exists()
    amend(event, start_on=PartialDate(2027, 7, 6))
    assert Notice.objects.filter(kind="event.moved", state="pending", language="es").count() == 2
    amend(event, start_on=PartialDate(2027, 7, 8))
    assert Notice.objects.filter(kind="event.moved").count() == 4


def test_fewer_seats_than_taken_are_refused_and_more_seats_go_to_the_waiting(office):
    event = plan(office, capacity=1)
    move_event(event, to="published", by="command", at=timezone.now())
    first, second = register(event, 1), register(event, 2)
    assert (first.state, second.state) == ("confirmed", "waitlisted")
    with pytest.raises(Invalid) as caught:
        amend(event, capacity=0)
    assert "capacity" in caught.value.errors
    event = Event.objects.get(pk=event.pk)
    amend(event, capacity=5)
    second.refresh_from_db()
    event.refresh_from_db()
    assert (second.state, event.seats_taken) == ("confirmed", 2)


def test_a_change_on_an_old_version_is_refused_and_writes_nothing(office):
    event = plan(office)
    amend(Event.objects.get(pk=event.pk), city="Beijing")
    with pytest.raises(Stale):
        amend_event(event, {"city": "Lisboa"}, by="command", at=timezone.now(), expected=1)
    assert Event.objects.get(pk=event.pk).city == "Beijing"


def test_an_event_is_found_by_two_chinese_characters(office):
    event = plan(office, title_zh_hans="拉美国家科技创新研讨班", city="Brasília")
    assert list(Event.objects.matching("创新")) == [event]
    assert list(Event.objects.matching("brasil")) == [event]
    amend(event, country="BR")
    assert list(Event.objects.matching("巴西")) == [event]
    assert not Event.objects.matching("新创")
    amend(event, title_zh_hans="交流会")
    assert not Event.objects.matching("创新")


@pytest.mark.parametrize("slug", ["add", "calendar", "series", "venues"])
def test_no_event_stands_where_another_page_does(office, slug):
    with pytest.raises(Invalid) as refused:
        plan(office, slug=slug)
    assert list(refused.value.errors) == ["slug"]
    assert plan(office, title_en=slug).slug == f"{slug}-2"


@pytest.mark.parametrize("text", ["0000-01-01", "0001-01-01", "9999-12-31", "0999", "9999-12"])
def test_years_at_the_ends_of_the_calendar_are_no_dates(text):
    with pytest.raises(ValueError, match="year"):
        PartialDate.parse(text)


def test_an_address_taken_in_the_meantime_is_told(office, monkeypatch):
    taken = EventFactory(office=office)
    monkeypatch.setattr("events.services.schedule.slug_for", lambda event: taken.slug)
    monkeypatch.setattr(
        "people.services.records._check", lambda event: None
    )  # the other event came after the check
    with pytest.raises(Conflict) as refused:
        plan(office)
    assert "slug" in refused.value.errors
