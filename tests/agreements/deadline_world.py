"""What the tests of the reminders of agreements share: things that were entered on 1 January 2030, and days gone through."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from agreements.models import Agreement, FollowUp, Project
from agreements.services.agreements import record_agreement
from agreements.services.deadline_planning import plan_deadlines
from agreements.services.follow_ups import add_follow_up
from base.dates import PartialDate, local_instant
from people.models import Notice, Office, User
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, UserFactory

T0 = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return OfficeFactory(zone="Europe/Madrid")


@pytest.fixture
def head(office: Office) -> User:
    return UserFactory(office=office)


@pytest.fixture
def organizer(office: Office, head: User) -> User:
    return UserFactory(office=office, role="organizer")


def on(text: str, time: dt.time = dt.time(9), zone: str = "Europe/Madrid") -> dt.datetime:
    return local_instant(dt.date.fromisoformat(text), time, zone)


def written(record: Any, at: dt.datetime = T0) -> Any:
    """As if it had been entered then: the database alone says when that was."""
    type(record)._base_manager.filter(pk=record.pk).update(created_at=at)
    return record


def follow_up(office: Office, due: str = "2030-05-01", **values: Any) -> FollowUp:
    event = values.pop("cause", None) or EventFactory(office=office)
    given = {"text_en": "Send the minutes", "due_on": PartialDate.parse(due), **values}
    return written(add_follow_up(cause=event, by="system", at=T0, **given))


def agreement(office: Office, **values: Any) -> Agreement:
    parties = [OrganizationFactory(office=office), OrganizationFactory(office=office)]
    given = {"kind": "mou", "title_en": "A joint laboratory", **values}
    return written(record_agreement(office=office, parties=parties, by="system", at=T0, **given))


def project(office: Office, **values: Any) -> Project:
    made = Project.objects.create(
        office=office, agreement=agreement(office), title_en="Water station", **values
    )
    return written(made)


def told(kind: str = "") -> list[tuple[str, str]]:
    """Kind and address of every notice, in the order in which they were written."""
    rows = Notice.objects.filter(kind__startswith=f"deadline.{kind}").order_by("pk")
    return [(row.kind.removeprefix("deadline."), row.address) for row in rows]


def through(first: str, last: str, *, hour: int = 12) -> dict[str, list[str]]:
    """Plans at noon of each day in turn; the day → kinds that it wrote."""
    day, found = dt.date.fromisoformat(first), {}
    while day <= dt.date.fromisoformat(last):
        before = set(Notice.objects.values_list("pk", flat=True))
        plan_deadlines(at=dt.datetime.combine(day, dt.time(hour), dt.UTC))
        new = Notice.objects.exclude(pk__in=before).order_by("kind", "address")
        if new:
            found[day.isoformat()] = [notice.kind.removeprefix("deadline.") for notice in new]
        day += DAY
    return found
