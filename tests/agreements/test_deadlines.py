"""Reminders of what was agreed: when they fall due, and that each goes out once."""

from __future__ import annotations

import datetime as dt
from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Cause, Deadline, FollowUp, Project, Signing
from agreements.services.deadline_planning import plan_deadlines
from agreements.services.deadlines import DEFAULTS, amend_rule, ensure_defaults
from agreements.services.extensions import ask_extension, decide_extension
from agreements.services.follow_up_progress import note_progress
from agreements.services.follow_ups import add_follow_up, amend_follow_up
from base.dates import PartialDate
from events.models import AgendaItem
from people.models import Notice, Office, User
from people.services.drain import drain
from people.services.settling import TOGETHER
from tests.agreements.deadline_world import (
    DAY,
    T0,
    agreement,
    follow_up,
    head,
    office,
    on,
    organizer,
    project,
    through,
    told,
    written,
)
from tests.factories import EventFactory, OfficeFactory, UserFactory
from tests.mailserver import Postbox

__all__ = ["head", "office", "organizer"]
pytestmark = pytest.mark.django_db


# --- defaults ------------------------------------------------------------------------------------------------------


def test_every_office_begins_with_the_defaults(office: Office) -> None:
    OfficeFactory()
    assert ensure_defaults(at=T0) == 2 * len(DEFAULTS)
    assert ensure_defaults(at=T0) == 0
    kept = {(rule.cause, rule.days, rule.every) for rule in Deadline.objects.filter(office=office)}
    assert kept == {(default.cause, default.days, default.every) for default in DEFAULTS}


# --- when ----------------------------------------------------------------------------------------------------------


def test_a_follow_up_is_reminded_of_then_overdue_each_week_then_escalated(
    office: Office, organizer: User
) -> None:
    follow_up(office, "2030-05-10")
    assert through("2030-04-25", "2030-06-01") == {
        "2030-05-03": ["follow_up"],
        "2030-05-09": ["follow_up"],
        "2030-05-10": ["follow_up"],
        "2030-05-17": ["escalation", "overdue"],
        "2030-05-24": ["overdue"],
        "2030-05-31": ["overdue"],
    }


def test_an_agreement_is_reminded_of_before_it_expires(office: Office, organizer: User) -> None:
    agreement(office, state="in_force", expires_on=PartialDate.parse("2032-02"))  # its last day is a leap day
    assert set(through("2031-02-20", "2032-03-05")) == {
        "2031-03-01",
        "2031-09-02",
        "2031-12-01",
        "2032-01-30",
    }


def test_a_text_is_to_be_agreed_before_the_signing(office: Office, organizer: User) -> None:
    agreement(office, planned_on=PartialDate.parse("2030-03-31"))
    agreement(office, planned_on=PartialDate.parse("2030-03"))  # no day, no reminder
    assert set(through("2030-02-20", "2030-04-05")) == {"2030-03-01", "2030-03-17", "2030-03-24"}


def test_the_day_of_the_agenda_item_counts_before_the_planned_one(office: Office, organizer: User) -> None:
    event = EventFactory(office=office)
    item = AgendaItem.objects.create(office=office, event=event, kind="signing")
    one = agreement(office, event=event, planned_on=PartialDate.parse("2030-03-31"))
    Signing.objects.create(office=office, agreement=one, item=item)
    assert set(through("2030-02-20", "2030-03-10")) == {"2030-03-01"}
    AgendaItem.objects.filter(pk=item.pk).update(on=PartialDate.parse("2030-04-10"))
    assert set(through("2030-03-11", "2030-04-11")) == {"2030-03-11", "2030-03-27", "2030-04-03"}


def test_a_project_is_asked_about_each_quarter(office: Office, organizer: User) -> None:
    one = project(office)
    assert through("2030-03-25", "2030-07-05") == {"2030-04-01": ["project"], "2030-06-30": ["project"]}
    Project.objects.filter(pk=one.pk).update(updated_on=dt.date(2030, 7, 10))
    assert set(through("2030-07-06", "2030-10-10")) == {"2030-10-08"}
    Project.objects.filter(pk=one.pk).update(state="completed")
    assert through("2030-10-11", "2031-02-01") == {}


def test_progress_reports_are_asked_for_until_one_is_made(office: Office, organizer: User) -> None:
    one = follow_up(office, "2031-12-01", report_every=6, next_report_on=dt.date(2030, 5, 10))
    assert set(through("2030-05-01", "2030-05-20")) == {"2030-05-03", "2030-05-10", "2030-05-17"}
    note_progress(one, text="Half of it", by=organizer, at=on("2030-05-20"))
    assert through("2030-05-21", "2030-06-10") == {}


def test_a_rehearsal_is_told_the_day_before_and_in_the_morning(office: Office, organizer: User) -> None:
    event = EventFactory(office=office)
    item = AgendaItem.objects.create(
        office=office, event=event, kind="signing", on=PartialDate.parse("2030-03-02")
    )
    signing = Signing.objects.create(
        office=office,
        agreement=agreement(office, event=event),
        item=item,
        rehearsal_at=on("2030-03-01", dt.time(15)),
    )
    assert set(through("2030-02-26", "2030-02-28", hour=7)) == set()
    assert plan_deadlines(at=on("2030-02-28")) == 1
    assert plan_deadlines(at=on("2030-03-01", dt.time(6, 59))) == 0
    assert plan_deadlines(at=on("2030-03-01", dt.time(7))) == 1
    Signing.objects.filter(pk=signing.pk).update(rehearsal_at=on("2030-03-01", dt.time(16)))
    assert plan_deadlines(at=on("2030-03-01", dt.time(8))) == 2  # another hour is told anew
    assert plan_deadlines(at=on("2030-03-01", dt.time(16))) == 0


@pytest.mark.parametrize(
    ("time", "day", "moment"),
    [
        (dt.time(9), "2030-03-30", "2030-03-30T08:00"),
        (dt.time(9), "2030-03-31", "2030-03-31T07:00"),  # summer time begins
        (dt.time(2, 30), "2030-03-31", "2030-03-31T01:30"),  # skipped: it moves forward by the gap
        (dt.time(2, 30), "2030-10-27", "2030-10-27T00:30"),  # comes twice: the first
        (dt.time(9), "2032-02-29", "2032-02-29T08:00"),
    ],
)
def test_the_clock_of_the_office_counts(
    office: Office, organizer: User, time: dt.time, day: str, moment: str
) -> None:
    ensure_defaults(at=T0)
    Deadline.objects.filter(office=office, cause=Cause.FOLLOW_UP, days=0).update(time=time)
    follow_up(office, day)
    due = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    Notice.objects.all().delete()
    second = dt.timedelta(seconds=1)
    before = Deadline.objects.filter(office=office).exclude(cause=Cause.FOLLOW_UP, days=0)
    before.update(active=False)
    assert plan_deadlines(at=due - second) == 0
    assert plan_deadlines(at=due) == 1
    assert Notice.objects.get().due_at == due
    for hours in range(0, 72, 1):
        assert plan_deadlines(at=due + dt.timedelta(hours=hours)) == 0
    assert Notice.objects.count() == 1


def test_offices_far_apart_have_their_own_morning() -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        far = OfficeFactory(zone=zone)
        UserFactory(office=far, role="organizer")
        follow_up(far, "2030-05-10")
    assert plan_deadlines(at=on("2030-05-10", zone="Pacific/Kiritimati")) == 1
    assert plan_deadlines(at=on("2030-05-10", zone="Pacific/Pago_Pago")) == 1
    assert Notice.objects.count() == 2


# --- once ----------------------------------------------------------------------------------------------------------


def test_each_is_written_once_however_often_it_is_planned(office: Office, organizer: User) -> None:
    follow_up(office, "2030-05-10")
    for minutes in range(0, 24 * 60, 97):
        plan_deadlines(at=on("2030-05-03") + dt.timedelta(minutes=minutes))
    assert told() == [("follow_up", organizer.email)]


def test_nothing_old_goes_out(office: Office, organizer: User) -> None:
    follow_up(office, "2030-05-10")
    assert (
        plan_deadlines(at=on("2030-05-04") + dt.timedelta(minutes=1)) == 0
    )  # the clock stood still over a day
    assert plan_deadlines(at=on("2030-05-09")) == 1


def test_what_was_written_down_afterwards_reminds_nobody(office: Office, organizer: User) -> None:
    event = EventFactory(office=office)
    late = add_follow_up(
        cause=event,
        by="system",
        at=T0,
        recorded=True,
        state="in_progress",
        text_en="Old",
        due_on=PartialDate.parse("2029-12-20"),
    )
    written(late)
    written(
        add_follow_up(
            cause=event,
            by="system",
            at=T0,
            text_en="Reports",
            next_report_on=dt.date(2029, 12, 20),
            report_every=3,
        )
    )
    agreement(office, state="in_force", expires_on=PartialDate.parse("2029-06-30"))
    agreement(office, planned_on=PartialDate.parse("2029-06-30"))
    assert through("2029-12-28", "2030-02-28") == {}
    amend_follow_up(late, {"due_on": PartialDate.parse("2030-03-20")}, by=organizer, at=T0 + 60 * DAY)
    assert set(through("2030-03-01", "2030-03-21")) == {"2030-03-13", "2030-03-19", "2030-03-20"}


def test_a_date_that_moves_is_another_occurrence(office: Office, organizer: User) -> None:
    one = follow_up(office, "2030-05-10")
    plan_deadlines(at=on("2030-05-03"))
    for day in ("2030-05-20", "2030-05-10", "2030-05-20"):
        amend_follow_up(one, {"due_on": PartialDate.parse(day)}, by=organizer, at=on("2030-05-03"))
    assert plan_deadlines(at=on("2030-05-03")) == 0
    assert set(through("2030-05-04", "2030-05-15")) == {"2030-05-13"}
    occurrences = Notice.objects.order_by("pk").values_list("occurrence", flat=True)
    assert list(occurrences) == [
        f"follow_up:{one.pk}:2030-05-10:2030-05-03",
        f"follow_up:{one.pk}:2030-05-20:2030-05-13",
    ]


def test_an_extension_begins_anew(office: Office, organizer: User, head: User) -> None:
    one = follow_up(office, "2030-05-10")
    plan_deadlines(at=on("2030-05-03"))
    asked = ask_extension(
        one, until=PartialDate.parse("2030-06-10"), reason="Visas", by=organizer, at=on("2030-05-04")
    )
    decide_extension(asked, grant=True, by=head, at=on("2030-05-05"))
    found = through("2030-05-06", "2030-06-20")
    assert set(found) == {"2030-06-03", "2030-06-09", "2030-06-10", "2030-06-17"}


def test_rules_decide(office: Office, organizer: User) -> None:
    ensure_defaults(at=T0)
    follow_up(office, "2030-05-10")
    rules = {rule.days: rule for rule in Deadline.objects.filter(office=office, cause=Cause.FOLLOW_UP)}
    amend_rule(rules[-7], {"days": -5, "time": dt.time(18)}, by=organizer, at=T0)
    amend_rule(rules[-1], {"active": False}, by=organizer, at=T0)
    assert plan_deadlines(at=on("2030-05-05", dt.time(17, 59))) == 0
    assert plan_deadlines(at=on("2030-05-05", dt.time(18))) == 1
    assert plan_deadlines(at=on("2030-05-09", dt.time(10))) == 0


# --- by set --------------------------------------------------------------------------------------------------------


def many(office: Office, count: int) -> None:
    event = EventFactory(office=office)
    FollowUp.objects.bulk_create(
        FollowUp(
            office=office, event=event, text_en=f"Task {n}", due_on=PartialDate.parse("2030-05-10"),
            due_by=dt.date(2030, 5, 10), created_at=T0,
        )
        for n in range(count)
    )  # fmt: skip


def test_the_number_of_statements_is_the_same_for_ten_and_for_a_thousand() -> None:
    counts = []
    for number in (10, 1000):
        one = OfficeFactory(zone="Europe/Madrid")
        UserFactory(office=one, role="organizer")
        many(one, number)
        ensure_defaults(at=T0)
        with CaptureQueriesContext(connection) as asked:
            assert plan_deadlines(at=on("2030-05-03")) == number
        counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))
    assert counts == [3, 3]  # offices without rules, the moments of the last day, the notices


def test_twenty_reminders_are_drained_in_as_many_queries_as_two(
    office: Office, organizer: User, postbox: Postbox
) -> None:
    counts = []
    for number, day in ((2, "2030-05-03"), (20, "2030-05-03")):
        many(office, number)
        plan_deadlines(at=on(day))
        with CaptureQueriesContext(connection) as asked:
            assert drain(at=on(day)).sent == number
        counts.append(len(asked) - ceil(number / TOGETHER))  # marked, and settled, ten at a time
    assert counts[0] == counts[1]
