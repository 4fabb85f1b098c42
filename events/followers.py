"""Sockets for higher rooms: who follows the moves of registrations and events, in the same transaction, as sets; and who
may refuse that more people come.

A room registers in its `AppConfig.ready()`; the events room calls without knowing whom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

from events.models import Event, Registration
from people.services.journal import Actor


class EventFollower(Protocol):
    def __call__(self, events: Sequence[Event], *, to: str, by: Actor, at: dt.datetime) -> None: ...


class RegistrationFollower(Protocol):
    def __call__(
        self, registrations: Sequence[Registration], *, to: str, by: Actor, at: dt.datetime
    ) -> None: ...


class SubstitutionFollower(Protocol):
    def __call__(self, before: Registration, after: Registration, *, by: Actor, at: dt.datetime) -> None: ...


RoomKeeper = Callable[[Sequence[Registration]], None]
"""Raises Conflict when there is no room for the people whom these registrations stand for now."""

_of_events: list[EventFollower] = []
_of_registrations: list[RegistrationFollower] = []
_of_substitutions: list[SubstitutionFollower] = []
_keepers: list[RoomKeeper] = []


def follow_events(follower: EventFollower) -> None:
    if follower not in _of_events:
        _of_events.append(follower)


def follow_registrations(follower: RegistrationFollower) -> None:
    if follower not in _of_registrations:
        _of_registrations.append(follower)


def follow_substitutions(follower: SubstitutionFollower) -> None:
    if follower not in _of_substitutions:
        _of_substitutions.append(follower)


def keep_room(keeper: RoomKeeper) -> None:
    if keeper not in _keepers:
        _keepers.append(keeper)


def events_moved(events: Sequence[Event], *, to: str, by: Actor, at: dt.datetime) -> None:
    """Tell every follower of events that they are now in the state `to`."""
    if events:
        for follower in _of_events:
            follower(events, to=to, by=by, at=at)


def registrations_moved(
    registrations: Sequence[Registration], *, to: str, by: Actor, at: dt.datetime
) -> None:
    """Tell every follower of registrations that they are now in the state `to`."""
    if registrations:
        for follower in _of_registrations:
            follower(registrations, to=to, by=by, at=at)


def seat_passed_on(before: Registration, after: Registration, *, by: Actor, at: dt.datetime) -> None:
    """Tell every follower that the seat of `before` is now that of `after`; its move to `substituted` is told next."""
    for follower in _of_substitutions:
        follower(before, after, by=by, at=at)


def demand_room(registrations: Sequence[Registration]) -> None:
    """Ask every keeper once these take part again, or stand for more people than before. Raises Conflict."""
    if registrations:
        for keeper in _keepers:
            keeper(registrations)
