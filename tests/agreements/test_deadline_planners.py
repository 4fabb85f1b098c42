"""Two planners at once write each reminder once; the control shows that they do meet, and what keeps them apart."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from agreements.models import Deadline
from agreements.services import deadline_planning, deadlines
from agreements.services.deadline_planning import plan_deadlines
from agreements.services.deadlines import DEFAULTS, ensure_defaults
from people.models import Notice, Office
from tests.agreements.deadline_world import T0, follow_up, on
from tests.factories import EventFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT = on("2030-05-03")


@pytest.fixture
def office() -> Office:
    office = OfficeFactory(zone="Europe/Madrid")
    UserFactory(office=office, role="organizer")
    event = EventFactory(office=office)
    for _n in range(20):
        follow_up(office, "2030-05-10", cause=event)
    return office


def at_once(work: Callable[[], object]) -> list[Exception]:
    """The work in a transaction that stays open until another connection has begun the same; what that one raised."""
    failed: list[Exception] = []

    def second() -> None:
        try:
            work()
        except Exception as exc:
            failed.append(exc)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        work()
        other.start()
        other.join(1)
        assert other.is_alive()  # it waits for the rows that are written here
    other.join(20)
    return failed


def test_two_planners_write_each_reminder_once(office: Office) -> None:
    ensure_defaults(at=T0)
    assert at_once(lambda: plan_deadlines(at=AT)) == []
    assert Notice.objects.count() == 20


def test_without_the_unique_key_at_work_the_second_would_write_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_defaults(at=T0)
    bare = deadline_planning._PLAN.partition("ON CONFLICT")[0]
    monkeypatch.setattr(deadline_planning, "_PLAN", bare)
    (refused,) = at_once(lambda: plan_deadlines(at=AT))
    assert isinstance(refused, IntegrityError)
    assert "notice_once" in str(refused)


def test_two_planners_give_the_defaults_once(office: Office) -> None:
    assert at_once(lambda: deadlines.ensure_defaults(at=T0)) == []
    assert Deadline.objects.filter(office=office).count() == len(DEFAULTS)
