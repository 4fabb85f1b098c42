"""The outbox when several drain it, when one is killed, and when a worker is only woken up."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from base.dates import PartialDate
from events.models import Event, Registration
from events.services.lifecycle import move_event
from events.services.planning import plan_due
from events.services.schedule import schedule
from events.tasks import plan_due as plan_due_task
from people.models import DevelopmentMail, Notice, NoticeState
from people.services import drain as module
from people.services import outbox
from people.services.drain import LEASE, drain
from tests.factories import OfficeFactory, PersonFactory
from tests.mailserver import Postbox
from tests.worker import environment_of_tests, eventually

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]
State = NoticeState
LATER = LEASE + dt.timedelta(seconds=1)


@pytest.fixture
def event() -> Event:
    now = timezone.now() - dt.timedelta(hours=1)
    first = PartialDate.of(now.date() + dt.timedelta(days=5))
    event = schedule(
        office=OfficeFactory(zone="UTC"),
        by="system",
        at=now,
        kind="seminar",
        title_en="Seminar",
        zone="UTC",
        start_on=first,
    )
    return move_event(event, to="published", by="system", at=now)


def registered(event: Event, count: int) -> list[Registration]:
    now = timezone.now() - dt.timedelta(hours=1)
    return [
        Registration.objects.create(
            office=event.office, event=event, person=PersonFactory(office=event.office), seq=n, state="confirmed",
            email=f"p{n}@example.org", confirmed_at=now,
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def put_letters(event: Event, count: int) -> None:
    outbox.enqueue(
        outbox.Letter(
            office_id=event.office_id, recipient=f"registration:{one.pk}", address=one.email, kind="registration.link",
            occurrence="once", data={"registration": one.pk}, due_at=timezone.now(),
        )
        for one in registered(event, count)
    )  # fmt: skip


def put_reminders(event: Event, count: int) -> None:
    registered(event, count)
    event.reminders.filter(days=-1).update(due_at=timezone.now() - dt.timedelta(seconds=1))
    plan_due(at=timezone.now())


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def in_threads(work: Callable[[], Any], count: int = 2) -> None:
    gate = threading.Barrier(count)

    def one() -> None:
        gate.wait(timeout=30)
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def drain_all() -> None:
    while drain(limit=10).claimed:
        pass


# --- several drainers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("put", [put_letters, put_reminders])
def test_several_drainers_send_nothing_twice(
    event: Event, postbox: Postbox, put: Callable[[Event, int], None]
) -> None:
    put(event, 60)
    in_threads(drain_all, 3)
    assert set(states()) == {State.SENT}
    assert len(postbox.taken) == len(set(postbox.recipients)) == 60


def test_without_claiming_under_a_lock_they_would_send_twice(
    event: Event, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both read before either writes, and the token is not asked for."""
    both_have_read = threading.Barrier(2)

    def claim_without_lock(run: Any, limit: int) -> list[Notice]:
        found = list(Notice.objects.due(timezone.now())[:limit])
        both_have_read.wait(timeout=30)
        Notice.objects.filter(pk__in=[n.pk for n in found]).update(
            state=State.CLAIMED, token=run.token, lease_until=timezone.now() + LEASE
        )
        return found

    monkeypatch.setattr(module, "claim", claim_without_lock)
    monkeypatch.setattr(module, "start", lambda run, found: list(found))
    put_letters(event, 10)
    in_threads(lambda: drain(limit=10))
    assert len(postbox.taken) == 20


# --- a drainer that is killed --------------------------------------------------------------------------------------


def kill_in_mid_sending(postbox: Postbox) -> None:
    """Start a drainer of its own, wait until the server has the first mail and has not answered, kill it."""
    postbox.stall = threading.Event()
    script = "import django; django.setup(); from people.services.drain import drain; drain()"
    environment = environment_of_tests(
        DJANGO_SETTINGS_MODULE="config.settings",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(settings.EMAIL_PORT),
        EMAIL_USE_TLS="0",
    )
    process = subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=settings.BASE_DIR)
    try:
        assert postbox.arrived.wait(60)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        postbox.stall.set()
    postbox.stall = None


def test_a_letter_in_the_hands_of_a_killed_drainer_waits_for_a_person_and_the_others_leave(
    event: Event, postbox: Postbox
) -> None:
    put_letters(event, 3)
    kill_in_mid_sending(postbox)
    assert states() == [State.SENDING, State.CLAIMED, State.CLAIMED]
    assert drain().claimed == 0, "its lease still runs"
    drain(at=timezone.now() + LATER)
    assert states() == [State.UNKNOWN, State.SENT, State.SENT]
    assert sorted(postbox.recipients) == ["p1@example.org", "p2@example.org", "p3@example.org"]


def test_reminders_in_the_hands_of_a_killed_drainer_leave_and_at_most_one_comes_twice(
    event: Event, postbox: Postbox
) -> None:
    put_reminders(event, 3)
    kill_in_mid_sending(postbox)
    assert states() == [State.SENDING] * 3
    drain(at=timezone.now() + LATER)
    assert states() == [State.SENT] * 3
    assert sorted(postbox.recipients) == [
        "p1@example.org",
        "p1@example.org",
        "p2@example.org",
        "p3@example.org",
    ]
    assert len({message["Message-ID"] for message in postbox.taken}) == 3
    assert list(Notice.objects.values_list("takeovers", flat=True)) == [1, 1, 1]


def test_without_a_lease_what_a_killed_drainer_held_would_be_lost(
    event: Event, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: whoever looks at pending notices only never finds them again."""
    put_letters(event, 3)
    kill_in_mid_sending(postbox)
    queryset = type(Notice.objects.all())
    monkeypatch.setattr(queryset, "lapsed", lambda self, at, furthest: self.none())
    assert drain(at=timezone.now() + LATER).claimed == 0
    assert State.PENDING not in states()


# --- waking --------------------------------------------------------------------------------------------------------


def test_a_letter_of_a_transaction_that_fails_was_never_there(event: Event, postbox: Postbox) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        put_and_fail(event)
    assert drain().claimed == 0


def put_and_fail(event: Event) -> None:
    put_letters(event, 1)
    raise RuntimeError


def test_a_worker_sends_what_is_committed_and_plans_what_is_due(worker: object, event: Event) -> None:
    put_letters(event, 1)
    eventually(
        lambda: DevelopmentMail.objects.filter(to="p1@example.org").exists(), seconds=8, what="The letter"
    )
    event.reminders.filter(days=-1).update(due_at=timezone.now() - dt.timedelta(seconds=1))
    plan_due_task.delay()  # as the clock does each minute
    eventually(lambda: DevelopmentMail.objects.count() == 2, what="The reminder")
    assert set(states()) == {State.SENT}
