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
from base.languages import texts
from events import validators
from events.models import Event
from events.services.slugs import slug_for
from events.states import EventState
from people.models import Office
from people.services import records
from people.services.journal import Actor

SCHEDULE = frozenset({"start_on", "start_time", "end_on", "end_time", "zone", "part_of_day", "duration_days"})
"""Fields that say when an event is."""
INDEXED = ("title", "theme", "place")


def _edition_taken() -> DomainError:
    return Conflict(_("The series has an event with this edition already."), field="edition")


REFUSALS: records.Refusals = {"edition_once": _edition_taken}


@transaction.atomic
def schedule(
    *,
    office: Office,
    by: Actor,
    at: dt.datetime,
    recorded: bool = False,
    state: str = EventState.DRAFT,
    **values: Any,
) -> Event:
    """A new draft with its default reminder rules; with `recorded`, in any state, without rules. Raises Invalid, Conflict."""
    event = Event(office=office, state=state if recorded else EventState.DRAFT, **values)
    validators.check_event(event, recorded=recorded)
    event.slug = event.slug or slug_for(event)
    derive(event)
    records.create(event, by=by, at=at, refusals=REFUSALS)
    return event


@transaction.atomic
def amend_event(
    event: Event, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Change what is planned; returns the names of the fields that changed. Raises Invalid, Conflict, Stale."""
    before = Event.objects.select_for_update(of=("self",)).filter(pk=event.pk).first()
    if before is None:
        raise Stale(_("Somebody deleted this in the meantime."))
    event.seats_taken = before.seats_taken
    for name, value in changes.items():
        setattr(event, name, value)
    validators.check_event(event, recorded=before.state in (EventState.HELD, EventState.CLOSED))
    derive(event)
    moved = any(getattr(before, name) != getattr(event, name) for name in SCHEDULE)
    written = {**changes, "starts_at": event.starts_at, "ends_at": event.ends_at, "search": event.search}
    if moved:
        written |= {"schedule_revision": before.schedule_revision + 1, "scheduled_at": at}
    return records.amend(event, written, by=by, at=at, expected=expected, refusals=REFUSALS)


def derive(event: Event) -> None:
    """Set what follows from other fields: the span in UTC and the search text."""
    event.starts_at, event.ends_at = span_of(
        event.start_on, event.start_time, event.end_on, event.end_time, event.zone
    )
    names = [text for field in INDEXED for text in texts(event, field).values()]
    series = list(texts(event.series, "name").values()) if event.series else []
    event.search = search.document([*names, *series, event.city, event.country.name if event.country else ""])
