"""The moves of an event's life, each with its effects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid, Stale
from base.languages import column, texts
from base.plain_text import one_line
from events import followers
from events.models import AgendaItem, Event
from events.services import announcements, reminders
from events.states import EventState, ItemState
from people.services import outbox, records
from people.services.journal import Actor
from people.services.moves import may_move, move

TELLING = frozenset({EventState.POSTPONED, EventState.CANCELLED})
"""Moves of which those registered can be told the reason: with the new date, or at once."""
CLOSING_DAYS = 30
"""Days after its end from which an event that was held is proposed for closing."""


@transaction.atomic
def move_event(
    event: Event,
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    tell_reason: bool = False,
    expected: int | None = None,
    recorded: bool = False,
) -> Event:
    """Move the event and do what follows. Raises Conflict, Stale; Invalid when it is not ready to be published.

    `note` is the reason, which the journal keeps; with `tell_reason` the letter to those registered states it as well.
    With `recorded` (what is written down after the fact) it need not be ready, and nobody is told.
    """
    told = _reason_to_tell(to, note, tell_reason)
    before = Event.objects.select_for_update(of=("self",)).defer("search").filter(pk=event.pk).first()
    if before is None:
        raise Stale(_("Somebody deleted this in the meantime."))
    if to == EventState.PUBLISHED and not recorded and may_move(event, to):
        _demand_publishable(event)
    stamp = _stamp(before, to, told, at)
    moved = move([event], to=to, by=by, at=at, note=note, stamp=stamp, expected=expected)
    if moved:
        _effect(to)(event, before.state, by, at, not recorded)
        followers.events_moved(moved, to=to, by=by, at=at)
    return event


@transaction.atomic
def delete_draft(event: Event, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict for anything that was announced, or that other records need."""
    state = Event.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=event.pk)
    if state != EventState.DRAFT:
        raise Conflict(_("Only a draft can be deleted; an event that was announced can be cancelled."))
    records.delete(event, by=by, at=at)


def proposed_move(event: Event, at: dt.datetime) -> str | None:
    """The move that the clock suggests to the organizer, or None."""
    if event.starts_at is None:
        return None
    if event.state == EventState.PUBLISHED and event.starts_at <= at:
        return EventState.RUNNING
    last = event.ends_at or event.starts_at + dt.timedelta(days=1)
    if event.state == EventState.RUNNING and last <= at:
        return EventState.HELD
    if event.state == EventState.HELD and last + dt.timedelta(days=CLOSING_DAYS) <= at:
        return EventState.CLOSED
    return None


def _stamp(before: Event, to: str, told: str, at: dt.datetime) -> dict[str, Any]:
    """What changes with the state. An event that is on again has a schedule of its own, also on the old dates.

    So its letters are written although letters about those dates have gone out, and calendars see a later revision.
    Reminders that went out for those dates fell due before `scheduled_at`, and stay sent once.
    """
    stamp: dict[str, Any] = {}
    if to == EventState.PUBLISHED:
        stamp["scheduled_at"] = at
        if before.state == EventState.POSTPONED:
            stamp["schedule_revision"] = before.schedule_revision + 1
    if to in TELLING and told != before.reason_told:
        stamp["reason_told"] = told
    return stamp


def _reason_to_tell(to: str, note: str, tell_reason: bool) -> str:
    """On one line, as letters state it. Raises Invalid where there is none, or nobody to tell it to."""
    if not tell_reason:
        return ""
    if to not in TELLING:
        raise Invalid(
            _("Only the reason why an event is postponed or cancelled is told to those registered."),
            field="tell_reason",
        )
    said = one_line(note)
    if not said:
        raise Invalid(_("Type the reason that the participants are to be told."), field="note")
    return said


def _demand_publishable(event: Event) -> None:
    errors: dict[str, list[str]] = {}
    if not texts(event, "title"):
        errors[column("title", "en")] = [_("State a title before you publish.")]
    if event.start_on is None:
        errors["start_on"] = [_("State the first day, or at least its month or year, before you publish.")]
    if errors:
        sentences = " ".join(message for messages in errors.values() for message in messages)
        raise Invalid(sentences, errors=errors)


Effect = Callable[[Event, str, Actor, dt.datetime, bool], None]


def _effect(to: str) -> Effect:
    return {EventState.PUBLISHED: _on_published, EventState.CANCELLED: _on_cancelled}.get(
        EventState(to), _nothing
    )


def _nothing(event: Event, before: str, by: Actor, at: dt.datetime, tell: bool) -> None:
    """A postponed event holds its notices by its state alone; running, held and closed change nothing else."""


def _on_published(event: Event, before: str, by: Actor, at: dt.datetime, tell: bool) -> None:
    """What was due before is not sent late; after a postponement the registrants learn the new date."""
    reminders.recompute(event)
    if tell and before == EventState.POSTPONED:
        announcements.inform(event, "event.moved", at=at)


def _on_cancelled(event: Event, before: str, by: Actor, at: dt.datetime, tell: bool) -> None:
    move(
        AgendaItem.objects.filter(event=event, state=ItemState.PLANNED), to=ItemState.DROPPED, by=by, at=at,
        note="the event was cancelled",
    )  # fmt: skip
    outbox.withdraw(about=f"event:{event.pk}", at=at, reason="the event was cancelled")
    if tell and before != EventState.DRAFT:
        announcements.inform(event, "event.cancelled", at=at)
