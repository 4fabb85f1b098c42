"""Capacity under concurrency, against the real PostgreSQL: exactly as many confirmed as there are seats, the rest in order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from base.errors import Conflict
from events.models import Event, Registration
from events.services import registration, registration_changes, registration_moves, seats
from people.models import Notice
from tests.factories import EventFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 20


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), state="published", capacity=50)


def at_once(work: Callable[[int], Any], times: int, threads: int = THREADS) -> list[Any]:
    """Run `work(0) … work(times - 1)` in threads that start together; results, or the errors they raised."""
    gate = threading.Barrier(threads)

    def first_wait(_number: int) -> None:
        gate.wait(timeout=30)

    def one(number: int) -> Any:
        try:
            return work(number)
        except Exception as exc:
            return exc
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(first_wait, range(threads)))
        return list(pool.map(one, range(times)))


def register(event: Event, number: int, **values: Any) -> Registration:
    return registration.register(
        event=Event.objects.get(pk=event.pk), by="participant", at=timezone.now(), given_name="Participant",
        family_name=str(number), email=f"participant{number}@example.org", consent=True, **values,
    )  # fmt: skip


def test_200_registrations_on_50_seats(event: Event) -> None:
    results = at_once(lambda n: register(event, n), 200)
    assert [r for r in results if isinstance(r, Exception)] == []
    by_seq = list(Registration.objects.filter(event=event).order_by("seq").values_list("seq", "state"))
    assert [seq for seq, _state in by_seq] == list(range(1, 201))
    assert [state for _seq, state in by_seq] == ["confirmed"] * 50 + ["waitlisted"] * 150
    event.refresh_from_db()
    assert (event.seats_taken, event.last_seq) == (50, 200)
    kinds = Notice.objects.filter(kind__startswith="registration.").values_list("kind", flat=True)
    assert sorted(kinds) == ["registration.confirmed"] * 50 + ["registration.waitlisted"] * 150


def test_without_the_lock_the_test_would_notice(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same load with the lock taken away breaks a constraint or the count."""

    def look_without_locking(one: Event) -> None:
        one.refresh_from_db(fields=list(seats.COLUMNS))

    monkeypatch.setattr(seats, "lock", look_without_locking)
    results = at_once(lambda n: register(event, n), 200)
    event.refresh_from_db()
    errors = [r for r in results if isinstance(r, Exception)]
    confirmed = Registration.objects.filter(event=event, state="confirmed").count()
    assert errors or confirmed != 50 or event.seats_taken != confirmed


def test_the_constraint_stands_behind_the_lock(event: Event) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_taken=F("capacity") + 1)


def test_cancelling_and_registering_together_keeps_every_seat_taken(event: Event) -> None:
    for number in range(100):
        register(event, number)
    confirmed = list(Registration.objects.filter(event=event, state="confirmed"))

    def work(number: int) -> Any:
        if number % 2:
            return register(event, 1000 + number)
        one = confirmed[number // 2]
        return registration_moves.cancel([one], by="participant", at=timezone.now())

    results = at_once(work, 60)
    assert [r for r in results if isinstance(r, Exception)] == []
    event.refresh_from_db()
    states = Registration.objects.filter(event=event).counts_by_state()
    assert event.seats_taken == states["confirmed"] == 50
    assert states["cancelled"] == 30
    seqs = list(Registration.objects.filter(event=event, state="confirmed").values_list("seq", flat=True))
    first_waiting = Registration.objects.filter(event=event).waiting().values_list("seq", flat=True).first()
    assert max(seqs) < first_waiting


def test_the_same_person_submitting_many_times_is_registered_once(event: Event) -> None:
    results = at_once(lambda _n: register(event, 7), THREADS)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert Registration.objects.filter(event=event).count() == 1
    assert {r.pk for r in results} == {Registration.objects.get(event=event).pk}
    event.refresh_from_db()
    assert event.seats_taken == 1


def test_a_seat_is_passed_on_once_however_often_it_is_asked_for(event: Event) -> None:
    event.capacity = 1
    event.save()
    held = register(event, 0)
    pages = [Registration.objects.select_related("event").get(pk=held.pk) for _ in range(THREADS)]
    people = [PersonFactory(office=event.office) for _ in range(THREADS)]

    def work(number: int) -> Any:
        return registration_changes.substitute(
            pages[number], by=None, at=timezone.now(), person=people[number]
        )

    results = at_once(work, THREADS)
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict] * (THREADS - 1)
    event.refresh_from_db()
    assert event.seats_taken == 1
    assert Registration.objects.filter(event=event).counts_by_state() == {"substituted": 1, "confirmed": 1}
