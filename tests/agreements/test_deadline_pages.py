"""The deadlines of an office as pages, what each record's page says of its reminders, and how every kind reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.deadline_notices import render
from agreements.models import Cause, Deadline, Signing
from agreements.services.deadline_planning import plan_deadlines
from agreements.services.deadlines import (
    DEFAULTS,
    add_rule,
    amend_rule,
    delete_rule,
    ensure_defaults,
    restore_defaults,
)
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from events.models import AgendaItem
from people.models import Entry, Notice, Office, User
from tests.agreements.deadline_world import (
    T0,
    agreement,
    follow_up,
    head,
    office,
    on,
    organizer,
    project,
    written,
)
from tests.factories import EventFactory, PersonFactory, UserFactory

__all__ = ["head", "office", "organizer"]
pytestmark = pytest.mark.django_db
LIST = "/office/deadlines/"


@pytest.fixture
def rules(office: Office) -> dict[tuple[str, int], Deadline]:
    ensure_defaults(at=T0)
    return {(rule.cause, rule.days): rule for rule in Deadline.objects.filter(office=office)}


Rules = dict[tuple[str, int], Deadline]


@pytest.fixture
def door(client: Client, head: User) -> Client:
    client.force_login(head)
    return client


def test_everybody_sees_them_and_administrators_change_them(
    office: Office, rules: Rules, client: Client
) -> None:
    rule = rules["text", -30]
    client.force_login(UserFactory(office=office, role="organizer"))
    page = client.get(LIST).content.decode()
    assert page.count("usual text") == len(DEFAULTS)
    assert "Add a reminder" not in page
    assert client.get(f"{LIST}{rule.uid}/preview/").status_code == 200
    for path in ("add/", "defaults/", f"{rule.uid}/", f"{rule.uid}/delete/"):
        assert client.get(LIST + path).status_code == 403
    assert client.post(f"{LIST}{rule.uid}/switch/").status_code == 403
    client.force_login(UserFactory(office=EventFactory().office))
    assert client.get(f"{LIST}{rule.uid}/").status_code == 404


def test_a_rule_is_changed_in_own_words(office: Office, rules: Rules, door: Client) -> None:
    rule = rules["follow_up", -7]
    url = f"{LIST}{rule.uid}/"
    given = {
        "version": 1,
        "count": "5",
        "side": "before",
        "time": "08:15",
        "own_text": "on",
        "subject_en": "Soon: {what}",
    }
    refused = door.post(url, {**given, "body_en": "{link} {secret}"})
    assert refused.status_code == 422
    assert "{secret} stands for nothing" in refused.content.decode()
    assert "Soon: {what}" in refused.content.decode()
    assert door.post(url, {**given, "body_en": "By {day}, in {days} days: {link}"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.days, rule.time, rule.own_text) == (-5, dt.time(8, 15), True)
    assert "Soon:" in door.get(f"{url}preview/").content.decode()
    assert door.post(url, {**given, "body_en": "Later"}).status_code == 422  # opened before it was changed
    UserFactory(office=office, role="organizer")
    follow_up(office, "2030-05-10")
    plan_deadlines(at=on("2030-05-05", dt.time(8, 15)))
    (message,) = render(list(Notice.objects.all())).values()
    assert message.subject == "Soon: Send the minutes"
    assert message.text.startswith("By 10 May 2030, in 5 days: http")


def test_a_rule_is_added_switched_off_and_deleted(office: Office, rules: Rules, door: Client) -> None:
    given = {"cause": "overdue", "count": "1", "side": "after", "time": "09:00", "every": "3"}
    assert door.post(f"{LIST}add/", given).status_code == 302
    rule = Deadline.objects.get(office=office, cause="overdue", days=1)
    assert "There is a rule for this day already." in door.post(f"{LIST}add/", given).content.decode()
    door.post(f"{LIST}{rule.uid}/switch/", {"active": "0"})
    rule.refresh_from_db()
    assert not rule.active
    assert door.get(f"{LIST}{rule.uid}/delete/").status_code == 200
    door.post(f"{LIST}{rule.uid}/delete/")
    assert not Deadline.objects.filter(pk=rule.pk).exists()
    assert Entry.objects.about(f"deadline:{rule.pk}").count() == 3


def test_the_defaults_come_back_and_keep_who_was_told(
    office: Office, rules: Rules, door: Client, head: User
) -> None:
    kept = rules["follow_up", -7]
    words = {"own_text": True, "subject_en": "A subject", "body_en": "A text"}
    amend_rule(kept, {"time": dt.time(6), "active": False, **words}, by=head, at=T0)
    delete_rule(rules["expiry", -30], by=head, at=T0)
    add_rule(office=office, by=head, at=T0, cause=Cause.PROJECT, days=7)
    assert door.get(f"{LIST}defaults/").status_code == 200
    assert Deadline.objects.filter(office=office).count() == len(DEFAULTS)
    door.post(f"{LIST}defaults/")
    found = {(rule.cause, rule.days): rule for rule in Deadline.objects.filter(office=office)}
    assert set(found) == {(default.cause, default.days) for default in DEFAULTS}
    assert found["follow_up", -7].uid == kept.uid
    assert (found["follow_up", -7].time, found["follow_up", -7].active) == (dt.time(9), True)
    assert (found["follow_up", -7].own_text, found["follow_up", -7].subject_en) == (False, "")
    follow_up(office, "2030-05-10")
    assert plan_deadlines(at=on("2030-05-03")) == 1
    restore_defaults(office, by=head, at=T0)
    assert plan_deadlines(at=on("2030-05-03")) == 0


@pytest.mark.parametrize(
    "values",
    [
        {"cause": "text", "days": 3},
        {"cause": "overdue", "days": 0},
        {"cause": "expiry", "days": -60, "every": 7},
        {"cause": "report", "days": 1, "every": 0},
        {"cause": "project", "days": 9999},
        {"cause": "project", "days": 5, "own_text": True},
        {"cause": "project", "days": 5, "own_text": True, "subject_en": "A subject"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(office: Office, head: User, values: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        add_rule(office=office, by=head, at=T0, **values)


def test_the_last_rule_stays(office: Office, head: User) -> None:
    rule = add_rule(office=office, by=head, at=T0, cause=Cause.PROJECT, days=7)
    with pytest.raises(Conflict):
        delete_rule(rule, by=head, at=T0)


def test_the_list_costs_the_same_for_one_rule_and_for_three(office: Office, head: User, door: Client) -> None:
    door.get(LIST)
    counts = []
    for days in ((1,), (2, 3)):
        for day in days:
            add_rule(office=office, by=head, at=T0, cause=Cause.PROJECT, days=day)
        with CaptureQueriesContext(connection) as asked:
            assert door.get(LIST).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_each_page_says_what_is_to_come_and_what_was_sent(office: Office, rules: Rules, door: Client) -> None:
    today = timezone.localdate()
    owner = UserFactory(office=office, role="organizer", name="Colleague 1")
    person = PersonFactory(office=office, email="responsible@example.org")
    day = PartialDate.of(today + dt.timedelta(days=100))
    one = written(follow_up(office, str(day), owner=owner, responsible=person), timezone.now())
    page = door.get(reverse("agreements:follow_up", args=[one.uid])).content.decode()
    assert page.count("A follow-up is due") == 3
    assert f"Colleague 1, {person.name} (by link)" in page
    plan_deadlines(at=on(str(today + dt.timedelta(days=93))))
    page = door.get(reverse("agreements:follow_up", args=[one.uid])).content.decode()
    assert "responsible@example.org" in page
    lasting = agreement(office, state="in_force", expires_on=PartialDate.of(today + dt.timedelta(days=200)))
    written(lasting, timezone.now())
    page = door.get(reverse("agreements:agreement", args=[lasting.uid])).content.decode()
    assert page.count("An agreement expires") == 3
    alive = project(office)
    page = door.get(reverse("agreements:project", args=[alive.uid])).content.decode()
    assert "again every 90 days" in page


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "pt"])
def test_every_kind_reads_in_every_language(office: Office, language: str) -> None:
    UserFactory(office=office, role="organizer", language=language)
    UserFactory(office=office, language=language)
    event = EventFactory(office=office, title_en="Water seminar")
    item = AgendaItem.objects.create(
        office=office, event=event, kind="signing", on=PartialDate.parse("2030-05-10")
    )
    text = agreement(office, event=event)
    Signing.objects.create(
        office=office, agreement=text, item=item, rehearsal_at=on("2030-05-04", dt.time(15))
    )
    agreement(
        office,
        state="in_force",
        expires_on=PartialDate.parse("2030-06-02"),
        renewal="automatic",
        notice_months=3,
    )
    for due, more in (
        ("2030-05-10", {}),
        ("2030-04-26", {}),
        ("2031-05-01", {"next_report_on": dt.date(2030, 5, 3)}),
    ):
        follow_up(office, due, cause=event, **more)
    project(office, updated_on=dt.date(2030, 2, 2))
    plan_deadlines(at=on("2030-05-03"))
    messages = render(list(Notice.objects.order_by("kind")))
    assert set(Notice.objects.values_list("kind", flat=True)) == {f"deadline.{cause}" for cause in Cause}
    assert len(messages) == Notice.objects.count()
    for message in messages.values():
        assert message.subject
        assert "{" not in message.text
        assert office.name in message.text
