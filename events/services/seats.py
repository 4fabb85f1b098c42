"""Seats and numbers of an event: always under the lock of the event's row, with a check constraint as the backstop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import Conflict, Missing
from base.wording import moment_in_words
from events.models import Event, Manner, Mode, Registration
from events.services import shares
from events.states import OPEN_STATES, SEATED_STATES, EventState

COLUMNS = (
    "state", "mode", "capacity", "seats_taken", "last_seq", "waiting_list", "approval_required",
    "registration_opens_at", "registration_closes_at", "starts_at", "ends_at",
)  # fmt: skip


def lock(event: Event) -> None:
    """Lock the event's row until the transaction ends; `event` shows its present seats, state and window."""
    row = _rows().select_for_update(of=("self",)).order_by().filter(pk=event.pk).values_list(*COLUMNS).first()
    if row is None:
        raise Missing(_("Somebody deleted this event in the meantime."))
    for name, value in zip(COLUMNS, row, strict=True):
        setattr(event, name, value)


def write(event: Event) -> None:
    """Write seats and the last number; the version stays, because nobody edits them."""
    _rows().filter(pk=event.pk).update(seats_taken=event.seats_taken, last_seq=event.last_seq)


def lock_all(events: Iterable[Event]) -> None:
    """The same for several events, by one statement, in the order of their keys. Raises Missing."""
    chosen = {event.pk: event for event in events}
    locked = _rows().select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk")
    present = {pk: values for pk, *values in locked.values_list("pk", *COLUMNS)}
    for pk, event in chosen.items():
        if pk not in present:
            raise Missing(_("Somebody deleted this event in the meantime."))
        for name, value in zip(COLUMNS, present[pk], strict=True):
            setattr(event, name, value)


def write_all(events: Iterable[Event]) -> None:
    """Write seats and last numbers of several events by one statement."""
    _rows().bulk_update(list(events), ["seats_taken", "last_seq"])


def _rows() -> QuerySet[Event]:
    """Plain rows: these columns hold no texts, and the manager would look for languages in them."""
    return QuerySet(Event)


def needed(event: Event, *, manner: str, people: int | None = 1) -> int:
    """Seats that people need: none online at a hybrid event, none while their number is not stated."""
    if event.mode == Mode.HYBRID and manner in (Manner.ONLINE, Manner.VIDEO):
        return 0
    return people or 0


def fits(event: Event, seats: int) -> bool:
    return seats <= 0 or event.capacity is None or event.seats_taken + seats <= event.capacity


def take(event: Event, seats: int) -> None:
    """Count seats as taken, or as free when negative. Raises Conflict when there are not as many."""
    if not fits(event, seats):
        raise Conflict(too_few(event, seats))
    event.seats_taken = max(event.seats_taken + seats, 0)


def too_few(event: Event, seats: int) -> str:
    free = event.seats_left or 0
    asked = ngettext("%(count)s seat is needed", "%(count)s seats are needed", seats) % {"count": seats}
    left = (
        ngettext("%(count)s is free", "%(count)s are free", free) % {"count": free}
        if free
        else _("none is free")
    )
    return _("There are too few seats: %(asked)s, %(left)s.") % {"asked": asked, "left": left}


def reseat(event: Event, *, at: dt.datetime) -> int:
    """Count every standing registration anew after the event's mode changed; call it under the event's lock.

    `event.seats_taken` is what it comes to, and the caller writes it. Returns how many seats were freed (negative: taken).
    Raises Conflict when those who registered online need more seats than there are, or than their countries have.
    """
    standing = Registration.objects.filter(event_id=event.pk).active().select_related("group")
    changed, freed, wanted = [], 0, []
    for one in standing.only("pk", "seats", "manner", "state", "version", "country", "group__count"):
        people = one.group.count if one.group else 1
        seats = needed(event, manner=one.manner, people=people)
        if seats != one.seats:
            freed += (one.seats - seats) * (one.state in SEATED_STATES)
            wanted.append((str(one.country), (seats - one.seats) * (one.state in SEATED_STATES)))
            one.seats, one.version, one.updated_at = seats, one.version + 1, at
            changed.append(one)
    people_online = sum(one.state in SEATED_STATES for one in changed)
    if not fits(event, -freed):
        raise Conflict(_registered_online(people_online) + " " + too_few(event, -freed), field="mode")
    try:
        shares.demand(event, wanted)
    except Conflict as exc:
        raise Conflict(_registered_online(people_online) + " " + exc.message, field="mode") from exc
    Registration.objects.bulk_update(changed, ["seats", "version", "updated_at"], batch_size=500)
    event.seats_taken = max(event.seats_taken - freed, 0)
    return freed


def _registered_online(count: int) -> str:
    return ngettext(
        "%(count)s registration is for taking part online and would need seats now.",
        "%(count)s registrations are for taking part online and would need seats now.",
        count,
    ) % {"count": count}


def demand_open(event: Event, at: dt.datetime) -> None:
    """Raises Conflict, saying why, unless the event takes registrations from the public now."""
    if reason := why_closed(event, at):
        raise Conflict(reason)


def why_closed(event: Event, at: dt.datetime) -> str:
    """Why nobody can register now, in a sentence; empty when they can. Seats are another question (`prospect`)."""
    if event.state not in OPEN_STATES:
        return _CLOSED_BY_STATE.get(event.state, _no_registrations)()
    if event.ends_at and event.ends_at <= at:
        return _("The event is over.")
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if opens and opens > at:
        return _("Registration opens on %(moment)s.") % {"moment": in_zone(event, opens)}
    if closes and closes <= at:
        return _("Registration closed on %(moment)s.") % {"moment": in_zone(event, closes)}
    return ""


def in_zone(event: Event, moment: dt.datetime) -> str:
    """A moment in words on the clock of the event, with the name of the zone."""
    return f"{moment_in_words(moment, zone=event.zone or 'UTC')} ({event.zone or 'UTC'})"


def _no_registrations() -> str:
    return _("This event takes no registrations.")


_CLOSED_BY_STATE = {
    EventState.POSTPONED.value: lambda: _(
        "The event is postponed; registration opens again when it has a new date."
    ),
    EventState.CANCELLED.value: lambda: _("The event is cancelled."),
    EventState.HELD.value: lambda: _("The event is over."),
    EventState.CLOSED.value: lambda: _("The event is over."),
}
