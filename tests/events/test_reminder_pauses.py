"""Reminders that rest for a while, and the wall clock across its changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from agreements.services import agreements, deadlines
from agreements.services.deadline_planning import plan_deadlines
from base.dates import PartialDate, local_instant
from events.models import Event, EventReminder, Registration
from events.services import reminders
from events.services.lifecycle import move_event
from events.services.planning import plan_due
from events.services.schedule import amend_event, schedule
from people.models import Entry, Notice, Office
from people.services import directory, pauses
from people.services.drain import drain
from tests.factories import OfficeFactory, PersonFactory, UserFactory
from tests.mailserver import Postbox

pytestmark = pytest.mark.django_db
T0 = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
BY: dict[str, Any] = {"by": "system", "at": T0}


@pytest.fixture
def office() -> Office:
    return OfficeFactory(zone="Europe/Madrid")


def published(office: Office, first: str = "2030-04-12", zone: str = "Europe/Madrid") -> Event:
    event = schedule(
        office=office, kind="seminar", title_en="Seminar", zone=zone, start_on=PartialDate.parse(first), start_time=dt.time(10), **BY
    )  # fmt: skip
    event = move_event(event, to="published", **BY)
    Registration.objects.create(
        office=office, event=event, person=PersonFactory(office=office), seq=1, state="confirmed", email="p@example.org",
        confirmed_at=T0, created_at=T0,
    )  # fmt: skip
    return event


def due(event: Event, days: int = -7) -> dt.datetime:
    moment = EventReminder.objects.get(event=event, days=days).due_at
    assert moment is not None
    return moment


# --- resting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole_office", [False, True])
def test_nothing_is_planned_while_reminders_rest(office: Office, whole_office: bool) -> None:
    event, other = published(office), published(OfficeFactory(zone="Europe/Madrid"))
    pauses.pause(office if whole_office else event, by="system", at=due(event) - DAY)
    assert plan_due(at=due(event)) == 1
    assert Notice.objects.get().office_id == other.office_id


def test_an_event_that_rests_leaves_the_others_of_its_office_awake(office: Office) -> None:
    event, _other = published(office), published(office)
    pauses.pause(event, by="system", at=T0)
    assert plan_due(at=due(event)) == 1


def test_what_was_planned_before_does_not_leave_while_they_rest_and_goes_on_after(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    at = due(event)
    plan_due(at=at)
    pauses.pause(event, by="system", at=at)
    assert drain(at=at).withdrawn == 1
    pauses.resume(event, by="system", at=at + HOUR)
    assert plan_due(at=at + HOUR) == 1
    assert drain(at=at + HOUR).sent == 1


def test_what_fell_due_long_before_the_end_of_the_rest_is_not_sent_late(office: Office) -> None:
    event = published(office)
    at = due(event)
    pauses.pause(event, by="system", at=at - DAY)
    pauses.resume(event, by="system", at=at + 2 * DAY)
    assert plan_due(at=at + 2 * DAY) == 0
    assert plan_due(at=due(event, -1)) == 1, "the next one is not touched"


def test_what_fell_due_within_a_day_of_the_end_is_still_useful(office: Office) -> None:
    event = published(office)
    at = due(event)
    pauses.pause(office, by="system", at=at - DAY)
    pauses.resume(office, by="system", at=at + 23 * HOUR)
    assert plan_due(at=at + 23 * HOUR) == 1


def test_a_second_pause_is_none_and_both_ways_are_journaled(office: Office) -> None:
    event = published(office)
    assert pauses.pause(event, **BY)
    assert not pauses.pause(event, **BY)
    assert pauses.resume(event, **BY)
    assert not pauses.resume(event, **BY)
    verbs = (
        Entry.objects.about(f"event:{event.pk}")
        .filter(verb__contains="reminders")
        .values_list("verb", flat=True)
    )
    assert sorted(verbs) == ["let the reminders go on", "paused the reminders"]


def test_deadlines_rest_with_the_office(office: Office) -> None:
    user = UserFactory(office=office, role="organizer")
    one, two = (directory.add_organization(office=office, name_en=f"Institute {n}", **BY) for n in (1, 2))
    agreements.record_agreement(
        office=office, kind="mou", title_en="Memorandum", parties=[one, two], owner=user,
        planned_on=PartialDate.parse("2030-06-30"), **BY,
    )  # fmt: skip
    deadlines.ensure_defaults(at=T0)
    at = local_instant(dt.date(2030, 6, 23), dt.time(9), office.zone)
    pauses.pause(office, by="system", at=at - DAY)
    assert plan_deadlines(at=at) == 0
    pauses.resume(office, by="system", at=at + HOUR)
    assert plan_deadlines(at=at + HOUR) == 1


def test_buttons_pause_and_let_go_on_and_the_pages_say_so(client: Client, office: Office) -> None:
    event = published(office)
    client.force_login(UserFactory(office=office, role="administrator"))
    page = f"/events/{event.slug}/reminders/"
    assert "Pause all" in client.get(page).content.decode()
    client.post(f"{page}pause/", {"active": "0"})
    assert "The reminders of this event are paused" in client.get(page).content.decode()
    client.post(f"{page}pause/", {"active": "1"})
    client.post("/office/reminders/", {"active": "0"})
    for address in (page, "/office/", "/office/deadlines/"):
        assert "All reminders of the office are paused" in client.get(address).content.decode()
    client.post("/office/reminders/", {"active": "1"})
    assert not pauses.resting(event, office)


def test_who_does_not_run_events_pauses_nothing(client: Client, office: Office) -> None:
    event = published(office)
    client.force_login(UserFactory(office=office, role="editor"))
    assert client.post(f"/events/{event.slug}/reminders/pause/", {"active": "0"}).status_code == 403
    assert client.post("/office/reminders/", {"active": "0"}).status_code == 403


# --- the wall clock ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "time", "zone", "expected"),
    [
        ("2030-04-01", "02:30", "Europe/Madrid", "2030-03-31T01:30"),  # skipped: forward by the gap
        ("2030-10-28", "02:30", "Europe/Madrid", "2030-10-27T00:30"),  # twice: the first
        ("2030-04-01", "09:00", "Europe/Madrid", "2030-03-31T07:00"),
        ("2028-03-01", "09:00", "Asia/Shanghai", "2028-02-29T01:00"),  # a leap day
        ("2030-03-01", "09:00", "Asia/Shanghai", "2030-02-28T01:00"),
        ("2030-01-01", "00:00", "Pacific/Kiritimati", "2029-12-30T10:00"),
        ("2030-10-06", "02:00", "Australia/Lord_Howe", "2030-10-04T15:30"),
    ],
)
def test_a_day_before_means_the_local_clock(
    office: Office, first: str, time: str, zone: str, expected: str
) -> None:
    event = Event(office=office, zone=zone, start_on=PartialDate.parse(first))
    moment = reminders.due_moment(event, -1, dt.time.fromisoformat(time))
    assert moment == dt.datetime.fromisoformat(expected).replace(tzinfo=dt.UTC)


def test_another_zone_of_the_event_recomputes_its_reminders(office: Office) -> None:
    event = published(office)
    before = due(event)
    amend_event(event, {"zone": "Asia/Shanghai"}, by="system", at=T0 + DAY)
    assert due(event) == before - 6 * HOUR


def test_moved_to_a_leap_day_and_back_makes_one_occurrence_each(office: Office, postbox: Postbox) -> None:
    event = published(office, "2032-03-02")
    at = due(event, -1)
    assert at == dt.datetime(2032, 3, 1, 8, tzinfo=dt.UTC)
    amend_event(event, {"start_on": PartialDate.parse("2032-03-01")}, by="system", at=T0 + DAY)
    at = due(event, -1)
    assert at == dt.datetime(2032, 2, 29, 8, tzinfo=dt.UTC)
    plan_due(at=at)
    assert drain(at=at).sent >= 1
    amend_event(event, {"start_on": PartialDate.parse("2032-03-02")}, by="system", at=at)
    occurrences = set(Notice.objects.filter(kind="event.reminder").values_list("occurrence", flat=True))
    plan_due(at=due(event, -1))
    assert len(set(Notice.objects.filter(kind="event.reminder").values_list("occurrence", flat=True))) > len(
        occurrences
    )


def test_a_pause_while_the_mail_server_is_down_loses_nothing(
    office: Office, postbox: Postbox, settings: Any
) -> None:
    """What was tried in vain, withdrawn by the pause, and is called for after it is planned anew."""
    event = published(office)
    at = due(event)
    plan_due(at=at)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert drain(at=at).sent == 0
    settings.EMAIL_PORT = port
    assert Notice.objects.get().attempts == 1
    pauses.pause(event, by="system", at=at)
    assert drain(at=at + HOUR).withdrawn == 1
    pauses.resume(event, by="system", at=at + 2 * HOUR)
    assert plan_due(at=at + 2 * HOUR) == 1
    assert drain(at=at + 2 * HOUR).sent == 1
    assert plan_due(at=at + 3 * HOUR) == 0
    assert len(postbox.taken) == 1
