"""Scheduling events: adding them and changing what is planned, with what follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base import search
from base.dates import span_of
from base.errors import Conflict, DomainError, Stale
from base.languages import CODES, columns, texts
from base.locale_text import country_name
from events import validators
from events.models import Event
from events.services import announcements, registration_moves, reminders, seats
from events.services.slugs import slug_for
from events.services.spans import recompute_items
from events.states import OPEN_STATES, EventState
from people.models import Office
from people.services import records
from people.services.journal import Actor

SCHEDULE = frozenset({"start_on", "start_time", "end_on", "end_time", "zone", "part_of_day", "duration_days"})
"""Fields that say when an event is."""
FOUND_BY = ("title", "theme", "place")
INDEXED = (*columns(*FOUND_BY), "series_id", "city", "country")
"""Columns from which the search text is made."""


def _edition_taken() -> DomainError:
    return Conflict(_("The series has an event with this edition already."), field="edition")


def _slug_taken() -> DomainError:
    return Conflict(_("Another event took this address a moment ago; save again."), field="slug")


REFUSALS: records.Refusals = {"edition_once": _edition_taken, "events_event_slug_key": _slug_taken}


@transaction.atomic
def schedule(
    *,
    office: Office,
    by: Actor,
    at: dt.datetime,
    recorded: bool = False,
    state: str = EventState.DRAFT,
    with_reminders: bool = True,
    **values: Any,
) -> Event:
    """A new draft with its default reminder rules; with `recorded`, in any state, without rules. Raises Invalid, Conflict."""
    event = Event(office=office, state=state if recorded else EventState.DRAFT, **values)
    validators.check_event(event, recorded=recorded)
    event.slug = event.slug or slug_for(event)
    derive(event)
    records.create(event, by=by, at=at, refusals=REFUSALS)
    if with_reminders and not recorded:
        reminders.add_defaults(event, by=by, at=at)
    return event


@transaction.atomic
def amend_event(
    event: Event,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
    recorded: bool = False,
) -> list[str]:
    """Change what is planned; returns the names of the fields that changed. Raises Invalid, Conflict, Stale.

    With `recorded` (what is written down after the fact) nobody is told, and nobody moves up on the waiting list.
    """
    before = Event.objects.select_for_update(of=("self",)).filter(pk=event.pk).first()
    if before is None:
        raise Stale(_("Somebody deleted this in the meantime."))
    event.seats_taken = before.seats_taken
    for name, value in changes.items():
        setattr(event, name, value)
    freed = seats.reseat(event, at=at) if before.mode != event.mode else 0
    validators.check_event(event, recorded=recorded or before.state in (EventState.HELD, EventState.CLOSED))
    derive(event)
    moved = any(getattr(before, name) != getattr(event, name) for name in SCHEDULE)
    written = {**changes, "starts_at": event.starts_at, "ends_at": event.ends_at}
    if any(getattr(before, name) != getattr(event, name) for name in INDEXED):
        written["search"] = event.search
    if freed:
        written["seats_taken"] = event.seats_taken
    if moved:
        written |= {"schedule_revision": before.schedule_revision + 1, "scheduled_at": at}
        if _was_told(before):
            written["reason_told"] = ""
    changed = records.amend(event, written, by=by, at=at, expected=expected, refusals=REFUSALS)
    if moved:
        _follow_schedule(before, event, by, at, tell=not recorded)
    if (freed > 0 or _has_more_seats(before, event)) and not recorded:
        registration_moves.promote_waiting(event, by=by, at=at)
    return changed


def _was_told(before: Event) -> bool:
    """Whether the reason is that of an earlier postponement, and has nothing to do with this change of dates."""
    told = bool(before.reason_told) and before.state in OPEN_STATES
    return told and not announcements.on_the_way(before, "event.moved")


def days_moved(before: Event, after: Event) -> int:
    """By how many days the whole event moved; 0 when its length changed, or a day is not known exactly."""
    first, last = _days(before)
    new_first, new_last = _days(after)
    if not (first and last and new_first and new_last) or new_first - first != new_last - last:
        return 0
    return (new_first - first).days


def _days(event: Event) -> tuple[dt.date | None, dt.date | None]:
    first = event.start_on.date if event.start_on else None
    return first, event.end_on.date if event.end_on else first


def _follow_schedule(before: Event, event: Event, by: Actor, at: dt.datetime, *, tell: bool) -> None:
    """Agenda and reminders move with the event, and those registered learn of it."""
    recompute_items(event, by=by, at=at, shift_days=days_moved(before, event))
    reminders.recompute(event)
    if tell and event.state in OPEN_STATES:
        announcements.inform(event, "event.moved", at=at)


def _has_more_seats(before: Event, event: Event) -> bool:
    if before.capacity is None or before.capacity == event.capacity:
        return False
    return event.capacity is None or event.capacity > before.capacity


def derive(event: Event) -> None:
    """Set what follows from other fields: the span in UTC and the search text."""
    event.starts_at, event.ends_at = span_of(
        event.start_on, event.start_time, event.end_on, event.end_time, event.zone
    )
    names = [text for field in FOUND_BY for text in texts(event, field).values()]
    series = list(texts(event.series, "name").values()) if event.series else []
    countries = [country_name(str(event.country), code) for code in CODES] if event.country else []
    event.search = search.document([*names, *series, event.city, *countries])
