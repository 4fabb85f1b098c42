"""Leaders who withdraw at once, and members who come at once, against the real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Any

import pytest

from base.errors import Conflict
from delegations.models import Delegation, Member
from delegations.services import composition
from delegations.services.members import add_members
from events.models import Event, Registration
from events.services import registration_moves, seats
from tests.delegations.conftest import doing, joined, made, participant
from tests.factories import EventFactory, OfficeFactory
from tests.reliability.test_capacity import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DELEGATIONS = 6


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), state="published", mode="in_person")


def withdraw(member: Member) -> Any:
    fresh = Registration.objects.select_related("event").get(pk=member.registration_id)
    return registration_moves.cancel([fresh], **doing())


def led_by(delegation: Delegation) -> list[Member]:
    return list(delegation.members.active().filter(role="leader"))


def test_two_leaders_who_withdraw_at_once_leave_one_heir(event: Event) -> None:
    delegations = [made(event) for _ in range(DELEGATIONS)]
    leaders = [joined(one, "leader") for one in delegations for _ in range(2)]
    heirs = [joined(one, "deputy") for one in delegations]
    for one in delegations:
        joined(one)
    results = at_once(lambda n: withdraw(leaders[n]), len(leaders), threads=len(leaders))
    assert [r for r in results if isinstance(r, Exception)] == []
    assert [led_by(one) for one in delegations] == [[heir] for heir in heirs]


def test_without_the_locks_the_test_would_notice(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both have moved, neither sees the other, and nobody leads."""
    delegation = made(event)
    leaders = [joined(delegation, "leader") for _ in range(2)]
    joined(delegation, "deputy")
    both = threading.Barrier(2)

    def look_without_locking(delegations: Collection[Delegation]) -> None:
        both.wait(timeout=30)

    def nothing(event: Event) -> None:
        """Neither locks nor writes the event's row."""

    monkeypatch.setattr(composition, "lock", look_without_locking)
    monkeypatch.setattr(seats, "lock", nothing)
    monkeypatch.setattr(seats, "write", nothing)
    results = at_once(lambda n: withdraw(leaders[n]), 2, threads=2)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert led_by(delegation) == []


def test_the_last_seat_is_taken_once(event: Event) -> None:
    delegation = made(event, seats=1)
    coming = [participant(event) for _ in range(8)]

    def work(number: int) -> Any:
        own = Delegation.objects.select_related("event").get(pk=delegation.pk)
        return add_members(delegation=own, registrations=[coming[number]], **doing())

    results = at_once(work, len(coming), threads=len(coming))
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict] * (len(coming) - 1)
    assert delegation.members.count() == 1


def test_one_participant_joins_one_of_two_delegations(event: Event) -> None:
    delegations, wanted = [made(event) for _ in range(4)], participant(event)

    def work(number: int) -> Any:
        own = Delegation.objects.select_related("event").get(pk=delegations[number].pk)
        return add_members(delegation=own, registrations=[wanted], **doing())

    results = at_once(work, len(delegations), threads=len(delegations))
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict] * (len(delegations) - 1)
    assert Member.objects.count() == 1
