"""Seats of countries under concurrency, against the real PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from events.models import Event, Registration
from events.services import registration, registration_moves, seats, shares
from events.services.quotas import add_quota
from tests.factories import EventFactory, OfficeFactory, PersonFactory
from tests.reliability.test_capacity import at_once, register

pytestmark = pytest.mark.django_db(transaction=True)
COUNTRIES = ("BR", "PE", "CL")


@pytest.fixture
def event() -> Event:
    event = EventFactory(office=OfficeFactory(), state="published", capacity=40)
    for country, number in (("BR", 5), ("PE", 7)):
        add_quota(event=event, country=country, seats=number, by="command", at=timezone.now())
    return event


def confirmed(event: Event, country: str) -> int:
    return Registration.objects.filter(event=event, country=country).holding_seat().count()


def test_many_at_once_get_exactly_what_their_country_has(event: Event) -> None:
    results = at_once(lambda n: register(event, n, country=COUNTRIES[n % 3]), 90)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert [confirmed(event, country) for country in COUNTRIES] == [5, 7, 28]
    event.refresh_from_db()
    assert event.seats_taken == 40


def test_without_the_lock_a_country_would_get_more(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without the event's lock each counts the seats before the others have taken theirs."""

    def look_without_locking(one: Event) -> None:
        one.refresh_from_db(fields=list(seats.COLUMNS))

    monkeypatch.setattr(seats, "lock", look_without_locking)
    results = at_once(lambda n: register(event, n, country="BR"), 60)
    assert [r for r in results if isinstance(r, Exception)] or confirmed(event, "BR") != 5


def test_approving_and_withdrawing_at_once_keeps_to_the_number(event: Event) -> None:
    do: dict[str, Any] = {"by": "command", "at": timezone.now()}
    asked = [
        registration.add_registration(
            event=event, person=PersonFactory(office=event.office), country="BR", state="pending", notify=False, **do
        )
        for _ in range(20)
    ]  # fmt: skip

    def work(number: int) -> Any:
        own = Registration.objects.select_related("event").get(pk=asked[number].pk)
        verb = registration_moves.cancel if number % 4 == 3 else registration_moves.confirm
        return verb([own], **do)

    at_once(work, 20)
    assert confirmed(event, "BR") <= 5
    event.refresh_from_db()
    assert event.seats_taken == confirmed(event, "BR")
    assert shares.shares_of(event).taken["BR"] == confirmed(event, "BR")
