"""The moves of registrations, as sets: all or none, seats counted under the event's lock, freed seats passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import WHOLE, Conflict, Invalid
from events import followers
from events.models import Event, Registration
from events.services import registration_letters as letters
from events.services import seats, shares
from events.states import ENDED_STATES, LIVE_STATES, SEATED_STATES, RegistrationState
from people.services.journal import Actor
from people.services.moves import may_move, move

Registrations = Iterable[Registration]
NAMED_AT_MOST = 20
"""So many refusals are spelled out; the rest is counted."""


def confirm(
    registrations: Registrations, *, by: Actor, at: dt.datetime, note: str = "", notify: bool = True
) -> list[Registration]:
    """Give each a seat. From attended or absent it takes the mark back, silently. Raises Conflict when seats do not suffice."""
    return _move(
        registrations, RegistrationState.CONFIRMED, by, at, note, _letter_of_confirmation if notify else None
    )


def decline(
    registrations: Registrations, *, by: Actor, at: dt.datetime, note: str = "", notify: bool = True
) -> list[Registration]:
    return _end(registrations, RegistrationState.DECLINED, by, at, note, letters.DECLINED if notify else "")


def cancel(
    registrations: Registrations, *, by: Actor, at: dt.datetime, note: str = "", notify: bool = True
) -> list[Registration]:
    """Give seats back; those who wait move up. What was still to be sent to the cancelled is withdrawn."""
    return _end(registrations, RegistrationState.CANCELLED, by, at, note, letters.CANCELLED if notify else "")


def put_on_waiting_list(
    registrations: Registrations, *, by: Actor, at: dt.datetime, note: str = "", notify: bool = True
) -> list[Registration]:
    """To their place by number. Seats freed so are not passed on: whoever frees them by hand has somebody in mind."""
    tell = _telling(letters.WAITLISTED) if notify else None
    return _move(registrations, RegistrationState.WAITLISTED, by, at, note, tell)


def mark_attended(
    registrations: Registrations, *, by: Actor, at: dt.datetime, note: str = ""
) -> list[Registration]:
    return _move(registrations, RegistrationState.ATTENDED, by, at, note, None)


def mark_absent(
    registrations: Registrations, *, by: Actor, at: dt.datetime, note: str = ""
) -> list[Registration]:
    """They keep their seat in the count: it was held for them."""
    return _move(registrations, RegistrationState.ABSENT, by, at, note, None)


@transaction.atomic
def promote_waiting(event: Event, *, by: Actor, at: dt.datetime) -> list[Registration]:
    """Confirm those who wait, strictly in order, until one does not fit.

    A group that needs more seats than are free is not overtaken by those behind it: the list is a promise. Only who waits
    for a seat of a country that is full keeps nobody of other countries waiting. An organizer may confirm somebody
    further behind by hand.
    """
    seats.lock(event)
    if event.state not in LIVE_STATES or (event.ends_at and event.ends_at <= at):
        return []
    chosen = _next_in_line(event)
    if not chosen:
        return []
    moved = move(
        chosen,
        to=RegistrationState.CONFIRMED,
        by=by,
        at=at,
        note="from the waiting list",
        stamp={"confirmed_at": at},
    )
    seats.take(event, sum(one.seats for one in moved))
    seats.write(event)
    letters.write(letters.PROMOTED, moved, at=at)
    followers.registrations_moved(moved, to=RegistrationState.CONFIRMED, by=by, at=at)
    return moved


def _next_in_line(event: Event) -> list[Registration]:
    free = event.seats_left
    chosen: list[Registration] = []
    if free == 0:
        return chosen
    countries = shares.shares_of(event)
    waiting = Registration.objects.filter(event_id=event.pk).waiting()
    rows = list(waiting if countries.seats else waiting[:free])
    turns = shares.in_line(((str(one.country), one.seats) for one in rows), countries)
    for one, (country, in_turn) in zip(rows, turns, strict=True):
        if not in_turn:
            continue
        if free is not None and one.seats > free:
            break
        free = None if free is None else free - one.seats
        countries.take(country, one.seats)
        chosen.append(one)
    return chosen


@transaction.atomic
def _end(
    registrations: Registrations, to: str, by: Actor, at: dt.datetime, note: str, kind: str
) -> list[Registration]:
    moved = _move(registrations, to, by, at, note, None)
    if not moved:
        return []
    letters.withdraw(moved, at=at, reason=f"the registration was {to}")
    if kind:
        letters.write(kind, moved, at=at)
    promote_waiting(moved[0].event, by=by, at=at)
    return moved


Tell = Callable[[Sequence[tuple[Registration, str]], dt.datetime], None]
"""Writes the letters for registrations and the states they come from."""


@transaction.atomic
def _move(
    registrations: Registrations, to: str, by: Actor, at: dt.datetime, note: str, tell: Tell | None
) -> list[Registration]:
    chosen = list(registrations)
    if not chosen:
        return []
    event = _event_of(chosen)
    seats.lock(event)
    rows = (
        Registration.objects.filter(pk__in=[one.pk for one in chosen])
        .select_related("person", "group")
        .order_by("seq")
    )
    before = {row.pk: row.state for row in rows}
    _demand_movable(rows, to)
    seats.take(event, sum(_difference(row, to) for row in rows))
    shares.demand(event, ((str(row.country), _difference(row, to)) for row in rows))
    stamp: dict[str, Any] = {"confirmed_at": at} if to == RegistrationState.CONFIRMED else {}
    moved = move(chosen, to=to, by=by, at=at, note=note, stamp=stamp)
    for one in moved:
        one.event = event
    seats.write(event)
    if tell:
        tell([(one, before[one.pk]) for one in moved], at)
    followers.registrations_moved(moved, to=to, by=by, at=at)
    if to not in ENDED_STATES:
        followers.demand_room([one for one in moved if before[one.pk] in ENDED_STATES])
    return moved


def _event_of(chosen: Sequence[Registration]) -> Event:
    if len({one.event_id for one in chosen}) > 1:
        raise Invalid(_("These registrations belong to several events."))
    return chosen[0].event


def _difference(row: Registration, to: str) -> int:
    """Seats that the move takes, or frees when negative."""
    return row.seats * ((to in SEATED_STATES) - (row.state in SEATED_STATES))


def _demand_movable(rows: Iterable[Registration], to: str) -> None:
    """Raises Conflict with one sentence for each that may not move; then none does."""
    refused = [row for row in rows if row.state != to and not may_move(row, to)]
    if not refused:
        return
    goal = RegistrationState(to).label
    sentences = [
        _("%(who)s is %(state)s and cannot become %(to)s.")
        % {"who": row.person or row.group, "state": row.get_state_display(), "to": goal}
        for row in refused[:NAMED_AT_MOST]
    ]
    if len(refused) > NAMED_AT_MOST:
        sentences.append(_("And %(count)s more.") % {"count": len(refused) - NAMED_AT_MOST})
    message = _("Nothing was changed, because this is not possible for all of them.")
    raise Conflict(message, errors={WHOLE: [message, *sentences]})


def _telling(kind: str) -> Tell:
    def tell(moved: Sequence[tuple[Registration, str]], at: dt.datetime) -> None:
        letters.write(kind, [one for one, _before in moved], at=at)

    return tell


def _letter_of_confirmation(moved: Sequence[tuple[Registration, str]], at: dt.datetime) -> None:
    """Who waited is told that a seat came free; whose mark was only taken back is told nothing."""
    told = [(one, before) for one, before in moved if before not in SEATED_STATES]
    waited = [one for one, before in told if before == RegistrationState.WAITLISTED]
    letters.write(letters.PROMOTED, waited, at=at)
    letters.write(
        letters.CONFIRMED, [one for one, before in told if before != RegistrationState.WAITLISTED], at=at
    )
