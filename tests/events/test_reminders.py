"""Reminder rules: when they fall due, whom they reach, and what moving or cancelling the event does to them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from base import placeholders
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from events.models import AgendaItem, Audience, Event, EventReminder, Participation, Registration
from events.services import reminders
from events.services.lifecycle import move_event
from events.services.planning import plan_due
from events.services.schedule import amend_event, schedule
from people.models import Notice, Office, Person
from people.services.drain import drain
from people.services.moves import move
from tests.factories import OfficeFactory, PersonFactory
from tests.mailserver import Postbox

pytestmark = pytest.mark.django_db
T0 = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return OfficeFactory(zone="Europe/Madrid")


def published(office: Office, first: str = "2030-04-02", **values: Any) -> Event:
    given = {
        "kind": "seminar",
        "title_en": "Water seminar",
        "zone": "Europe/Madrid",
        "start_time": dt.time(10),
    }
    event = schedule(
        office=office, by="system", at=T0, start_on=PartialDate.parse(first), **{**given, **values}
    )
    return move_event(event, to="published", by="system", at=T0)


def registered(
    event: Event, count: int = 1, *, state: str = "confirmed", at: dt.datetime = T0, **more: Any
) -> list[Registration]:
    first = Registration.objects.filter(event=event).count()
    people = Person.objects.bulk_create(
        Person(office_id=event.office_id, given_name="Participant", family_name=str(n))
        for n in range(first, first + count)
    )
    return Registration.objects.bulk_create(
        Registration(
            **{
                "office_id": event.office_id, "event": event, "person": person, "seq": first + n + 1, "state": state,
                "email": f"participant{first + n}@example.org", "confirmed_at": at if state == "confirmed" else None,
                "created_at": at, **more,
            }
        )
        for n, person in enumerate(people)
    )  # fmt: skip


def rule_of(event: Event, days: int) -> EventReminder:
    return EventReminder.objects.get(event=event, days=days)


def moment(event: Event, days: int) -> dt.datetime:
    due_at = rule_of(event, days).due_at
    assert due_at is not None
    return due_at


# --- when ----------------------------------------------------------------------------------------------------------


def test_an_event_begins_with_three_rules_in_the_local_time_of_its_zone(office: Office) -> None:
    event = published(office, "2030-04-02", end_on=PartialDate.parse("2030-04-04"))
    due = {rule.days: rule.due_at for rule in event.reminders.all()}
    assert due == {
        -7: dt.datetime(2030, 3, 26, 8, tzinfo=dt.UTC),  # winter time: 09:00 is 08:00 UTC
        -1: dt.datetime(2030, 4, 1, 7, tzinfo=dt.UTC),  # summer time since 31 March
        1: dt.datetime(2030, 4, 5, 7, tzinfo=dt.UTC),  # counted from the last day
    }


def test_a_time_that_the_clock_change_skips_moves_forward(office: Office) -> None:
    event = published(office, "2030-04-01")
    rule = reminders.add_rule(
        event=event,
        by="system",
        at=T0,
        days=-1,
        time=dt.time(2, 30),
        preset="before",
        audience=Audience.CONFIRMED,
    )
    assert rule.due_at == dt.datetime(2030, 3, 31, 1, 30, tzinfo=dt.UTC)


def test_a_date_known_in_part_makes_nothing_due(office: Office) -> None:
    event = published(office, "2030-04", start_time=None)
    assert {rule.due_at for rule in event.reminders.all()} == {None}
    assert plan_due(at=T0 + 1000 * DAY) == 0


# --- whom ----------------------------------------------------------------------------------------------------------


def test_a_due_rule_reaches_its_audience_once(office: Office) -> None:
    event = published(office)
    yes, *_others = registered(event)
    registered(event, state="pending")
    registered(event, state="cancelled")
    registered(event, email="")
    registered(published(office, "2030-05-02", title_en="Another"))
    at = moment(event, -7)
    assert plan_due(at=at - dt.timedelta(seconds=1)) == 0
    assert plan_due(at=at) == 1
    assert plan_due(at=at + dt.timedelta(minutes=1)) == 0
    notice = Notice.objects.get()
    assert notice.recipient == f"registration:{yes.pk}"
    assert notice.due_at == at


def test_who_is_confirmed_after_the_moment_is_not_reminded_late(office: Office) -> None:
    event = published(office)
    at = moment(event, -7)
    registered(event, at=at + dt.timedelta(hours=1))
    assert plan_due(at=at + dt.timedelta(hours=2)) == 0
    assert plan_due(at=moment(event, -1)) == 1


def test_a_thousand_are_planned_in_as_many_statements_as_one(
    office: Office, django_assert_num_queries: Any
) -> None:
    one, many = published(office), published(office, "2030-05-02", title_en="Another")
    registered(one)
    registered(many, 1000)
    statements = 4  # a savepoint, its release, the rules, the insert
    for event, expected in ((one, 1), (many, 1000)):
        at = moment(event, -7)
        with django_assert_num_queries(statements):
            assert plan_due(at=at) == expected


def test_nothing_is_sent_once_the_event_began(office: Office) -> None:
    event = published(office)
    registered(event)
    assert event.starts_at
    assert plan_due(at=event.starts_at) == 0


def test_thanks_go_to_those_who_attended_and_not_weeks_later(office: Office) -> None:
    event = published(office)
    came, _stayed_away = registered(event, 2)
    for state in ("running", "held"):
        move_event(event, to=state, by="system", at=event.starts_at or T0)
    due = moment(event, 1)
    assert plan_due(at=due) == 0
    move([came], to="attended", by="system", at=due)
    assert plan_due(at=due + 2 * DAY) == 1
    Notice.objects.all().delete()
    assert plan_due(at=due + 30 * DAY) == 0


def test_speakers_are_reached_by_their_own_address_in_their_language(office: Office) -> None:
    event = published(office)
    speaker = PersonFactory(office=office, language="es", email="speaker@example.org")
    for title in ("One", "Two"):
        item = AgendaItem.objects.create(office=office, event=event, kind="speech", title_en=title)
        Participation.objects.create(office=office, item=item, event=event, person=speaker, role="speaker")
    rule = reminders.add_rule(
        event=event, by="system", at=T0, days=-3, time=dt.time(9), preset="before", audience=Audience.SPEAKERS
    )
    assert rule.due_at
    assert plan_due(at=rule.due_at) == 1
    notice = Notice.objects.get()
    assert (notice.address, notice.language) == ("speaker@example.org", "es")


# --- the event changes ---------------------------------------------------------------------------------------------


def test_an_event_that_moves_takes_back_what_was_due_and_reminds_anew(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    registered(event)
    old = moment(event, -7)
    plan_due(at=old)
    amend_event(event, {"start_on": PartialDate.parse("2030-06-02")}, by="system", at=old)
    assert list(Notice.objects.filter(kind="event.reminder").values_list("state", flat=True)) == ["withdrawn"]
    new = moment(event, -7)
    assert new > old
    assert plan_due(at=old + DAY) == 0
    assert plan_due(at=new) == 1
    drain(at=new)
    reminded = [m for m in postbox.taken if "2 June 2030" in m["Subject"]]
    assert len(reminded) == 1


def test_an_event_that_moves_after_the_reminder_went_out_reminds_again(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    registered(event)
    old = moment(event, -7)
    plan_due(at=old)
    assert drain(at=old).sent == 1
    amend_event(event, {"start_on": PartialDate.parse("2030-06-02")}, by="system", at=old)
    assert plan_due(at=moment(event, -7)) == 1


def test_a_drainer_that_is_late_does_not_send_for_the_old_date(office: Office, postbox: Postbox) -> None:
    event = published(office)
    registered(event)
    at = moment(event, -7)
    plan_due(at=at)
    Event.objects.filter(pk=event.pk).update(schedule_revision=event.schedule_revision + 1)
    assert drain(at=at).withdrawn == 1
    assert postbox.taken == []


LATER = [("2030-04-05", 3), ("2030-06-02", 61)]
"""New first days, and how many days later they are."""


@pytest.mark.parametrize("days", [-7, -1, 0, 2])
@pytest.mark.parametrize(("first", "shift"), LATER)
@pytest.mark.parametrize("went_out", [True, False])
def test_a_rule_whose_moment_had_passed_is_planned_anew_by_itself_when_the_event_moves_later(
    office: Office, postbox: Postbox, days: int, first: str, shift: int, went_out: bool
) -> None:
    """By the clock of the event: 09:00 before and after the change to summer time."""
    event = published(office)
    EventReminder.objects.filter(event=event).delete()
    rule = reminders.add_rule(event=event, by="system", at=T0, days=days, time=dt.time(9), preset="before")
    registered(event)
    old = rule.due_at
    assert old
    if went_out:
        plan_due(at=old)
        assert drain(at=old).sent == 1
    moved_at = old + dt.timedelta(hours=1)
    amend_event(event, {"start_on": PartialDate.parse(first)}, by="system", at=moved_at)
    assert drain(at=moved_at).sent == 1  # the letter with the new date
    rule.refresh_from_db()
    assert rule.due_at == dt.datetime(2030, 4, 2, 9, tzinfo=ZoneInfo("Europe/Madrid")) + (shift + days) * DAY
    assert plan_due(at=rule.due_at - dt.timedelta(minutes=1)) == 0
    assert plan_due(at=rule.due_at) == 1
    assert drain(at=rule.due_at).sent == 1
    assert plan_due(at=rule.due_at + dt.timedelta(minutes=1)) == 0
    assert rule.version == 1


def test_a_moment_that_passed_while_the_event_was_postponed_comes_again_with_the_new_date(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    registered(event)
    old = moment(event, -7)
    move_event(event, to="postponed", by="system", at=old - DAY)
    assert plan_due(at=old) == 0
    amend_event(event, {"start_on": PartialDate.parse("2030-06-02")}, by="system", at=old + DAY)
    move_event(event, to="published", by="system", at=old + 2 * DAY)
    assert plan_due(at=old + 2 * DAY) == 0
    assert plan_due(at=moment(event, -7)) == 1


def test_another_zone_moves_the_moment_with_the_wall_clock(office: Office, postbox: Postbox) -> None:
    event = published(office)
    registered(event)
    old = moment(event, -7)
    plan_due(at=old)
    assert drain(at=old).sent == 1
    amend_event(event, {"zone": "America/Lima"}, by="system", at=old + dt.timedelta(minutes=5))
    new = moment(event, -7)
    assert new == dt.datetime(2030, 3, 26, 14, tzinfo=dt.UTC)
    assert plan_due(at=new) == 1


def test_an_event_moved_into_the_past_sends_nothing(office: Office) -> None:
    event = published(office)
    registered(event)
    at = T0 + 60 * DAY
    amend_event(event, {"start_on": PartialDate.of((at - 3 * DAY).date())}, by="system", at=at)
    assert plan_due(at=at) == 0
    assert plan_due(at=at + 10 * DAY) == 0


def test_an_event_moved_nearer_does_not_send_what_would_have_been_due_before(office: Office) -> None:
    event = published(office)
    registered(event)
    at = T0 + 60 * DAY
    amend_event(event, {"start_on": PartialDate.of((at + 3 * DAY).date())}, by="system", at=at)
    assert plan_due(at=at + dt.timedelta(minutes=1)) == 0
    assert plan_due(at=moment(event, -1)) == 1


def test_cancelling_withdraws_the_reminders_and_informs_everybody_once(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    registered(event, 2)
    at = moment(event, -7)
    plan_due(at=at)
    move_event(event, to="cancelled", by="system", at=at)
    drain(at=at)
    assert [m["Subject"] for m in postbox.taken] == ["Cancelled: Water seminar"] * 2
    assert plan_due(at=moment(event, -1)) == 0


def test_a_postponed_event_holds_its_reminders_and_sends_them_when_it_is_on_again(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    registered(event)
    at = moment(event, -7)
    plan_due(at=at)
    move_event(event, to="postponed", by="system", at=at)
    assert plan_due(at=at) == 0
    drain(at=at)
    assert postbox.taken == []
    Event.objects.filter(pk=event.pk).update(state="published")
    assert plan_due(at=at + DAY) == 1
    assert drain(at=at + DAY).sent == 1


def test_a_reminder_that_went_out_is_not_repeated_when_a_postponed_event_is_on_again_on_the_same_day(
    office: Office, postbox: Postbox
) -> None:
    event = published(office)
    registered(event)
    at = moment(event, -7)
    plan_due(at=at)
    assert drain(at=at).sent == 1
    move_event(event, to="postponed", by="system", at=at + dt.timedelta(hours=1))
    move_event(event, to="published", by="system", at=at + dt.timedelta(hours=2))
    assert drain(at=at + dt.timedelta(hours=2)).sent == 1  # the letter with the date
    for hours in (2, 3, 30):
        assert plan_due(at=at + dt.timedelta(hours=hours)) == 0
    assert plan_due(at=moment(event, -1)) == 1
    assert drain(at=moment(event, -1)).sent == 1
    kinds = Notice.objects.filter(state="sent").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["event.reminder", "event.moved", "event.reminder"]


def test_who_cancels_between_planning_and_sending_hears_nothing(office: Office, postbox: Postbox) -> None:
    event = published(office)
    (one,) = registered(event)
    at = moment(event, -7)
    plan_due(at=at)
    move([one], to="cancelled", by="system", at=at)
    assert drain(at=at).withdrawn == 1
    assert postbox.taken == []


def test_a_paused_rule_sends_nothing_and_a_deleted_one_neither(office: Office, postbox: Postbox) -> None:
    event = published(office)
    registered(event)
    at = moment(event, -7)
    plan_due(at=at)
    reminders.amend_rule(rule_of(event, -7), {"active": False}, by="system", at=at)
    assert drain(at=at).withdrawn == 1
    plan_due(at=moment(event, -1))
    reminders.delete_rule(rule_of(event, -1), by="system", at=at)
    assert drain(at=moment(event, -7) + 6 * DAY).claimed == 0
    assert postbox.taken == []


def test_a_rule_that_goes_on_or_is_changed_does_not_double_another(office: Office) -> None:
    event = published(office)
    paused = rule_of(event, -7)
    reminders.amend_rule(paused, {"active": False}, by="system", at=T0)
    values: dict[str, Any] = {"time": dt.time(9), "preset": "before", "audience": Audience.CONFIRMED}
    again = reminders.add_rule(event=event, by="system", at=T0, days=-7, **values)
    with pytest.raises(Conflict):
        reminders.amend_rule(paused, {"active": True}, by="system", at=T0)
    other = rule_of(event, -1)
    with pytest.raises(Conflict):
        reminders.amend_rule(other, {"days": -7}, by="system", at=T0)
    assert list(event.reminders.filter(active=True, days=-7)) == [again]
    reminders.amend_rule(again, {"time": dt.time(9, 0), "days": -6}, by="system", at=T0)
    paused.refresh_from_db()
    assert reminders.amend_rule(paused, {"active": True}, by="system", at=T0) == ["active"]
    assert reminders.amend_rule(paused, {"time": dt.time(9)}, by="system", at=T0) == []


# --- what it says --------------------------------------------------------------------------------------------------

SAFE = "{x.__class__} {{7*7}} {{event_title}} {% debug %} {0} {event_title!r} %(event_title)s"


def test_placeholders_are_filled_once_and_everything_else_stays_literal() -> None:
    assert placeholders.fill(SAFE, {"event_title": "T"}) == SAFE
    assert (
        placeholders.fill(
            "{event_title}, {person_name}", {"event_title": "{person_name}", "person_name": "P"}
        )
        == "{person_name}, P"
    )


def own(event: Event, **values: Any) -> EventReminder:
    given = {"days": -2, "time": dt.time(9), "audience": Audience.CONFIRMED, "preset": "own"}
    return reminders.add_rule(event=event, by="system", at=T0, **{**given, **values})


def test_an_unknown_placeholder_is_refused_by_name(office: Office) -> None:
    with pytest.raises(Invalid) as refusal:
        own(published(office), subject_en="Hello", body_en="{event_titel} and {person_name}")
    assert "{event_titel}" in refusal.value.errors["body_en"][0]


def test_an_own_text_needs_subject_and_text(office: Office) -> None:
    with pytest.raises(Invalid) as refusal:
        own(published(office))
    assert "subject_en" in refusal.value.errors
    with pytest.raises(Invalid) as refusal:
        own(published(office), subject_en="Hello", body_en="Text", body_es="Texto")
    assert list(refusal.value.errors) == ["subject_es"]


def test_a_moment_that_has_passed_is_refused(office: Office) -> None:
    event = published(office)
    with pytest.raises(Invalid) as refusal:
        reminders.add_rule(
            event=event, by="system", at=moment(event, -1), days=-2, time=dt.time(9), preset="before"
        )
    assert "days" in refusal.value.errors


def test_each_recipient_reads_their_language_or_the_best_there_is(office: Office, postbox: Postbox) -> None:
    event = published(office, title_es="Seminario del agua")
    registered(event, language="es")
    registered(event, language="pt")
    rule = own(
        event,
        subject_en="About {event_title}",
        body_en=f"Dear {{person_name}} {SAFE}",
        subject_es="Sobre {event_title}",
        body_es="Hola",
    )
    Registration.objects.filter(event=event, language="pt").update(language="pt")
    assert rule.due_at
    EventReminder.objects.filter(event=event).exclude(pk=rule.pk).delete()
    plan_due(at=rule.due_at)
    drain(at=rule.due_at)
    said = {m["Subject"]: m.get_body(("plain",)).get_content() for m in postbox.taken}
    assert said["Sobre Seminario del agua"].strip() == "Hola"
    assert said["About Water seminar"].strip() == f"Dear Participant 1 {SAFE}"


def test_only_the_confirmed_learn_the_joining_link(office: Office, postbox: Postbox) -> None:
    event = published(office, mode="hybrid", join_url="https://meet.example.org/room")
    registered(event)
    registered(event, state="waitlisted")
    own(event, subject_en="s", body_en="Join: {join_link}.")
    waiting = own(event, subject_en="s", body_en="Join: {join_link}.", audience=Audience.WAITLISTED)
    assert waiting.due_at
    EventReminder.objects.filter(event=event, preset="before").delete()
    plan_due(at=waiting.due_at)
    drain(at=waiting.due_at)
    said = {str(m["To"]): m.get_body(("plain",)).get_content().strip() for m in postbox.taken}
    assert said == {
        "participant0@example.org": "Join: https://meet.example.org/room.",
        "participant1@example.org": "Join: .",
    }


def test_reminders_of_many_are_put_into_words_in_as_many_queries_as_one(
    office: Office, postbox: Postbox, django_assert_max_num_queries: Any
) -> None:
    """Per reminder only its own settling is written."""
    event = published(office)
    registered(event, 40)
    at = moment(event, -7)
    plan_due(at=at)
    with django_assert_max_num_queries(15 + 40):
        assert drain(at=at).sent == 40
