"""Keeping the agenda: items are added, amended, moved through their states, ordered and deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base.dates import PartialDate, span_of
from base.errors import Conflict, DomainError, Invalid, constraint_of
from base.positions import next_position
from base.wording import moment_in_words
from events.item_validators import check_item
from events.models import AgendaItem, Event, Track
from events.states import ItemState
from people.services import journal, moves, records
from people.services.journal import Actor

ROOM_TAKEN = "room_once_at_a_time"
ANNOUNCED = frozenset(
    {"on", "start_time", "end_time", "part_of_day", "starts_at", "ends_at", "room", "host", "public"}
)
"""Fields whose change a subscribed calendar must notice (SEQUENCE); places in words count too."""
LAST_POSITION = 2_147_483_647


@transaction.atomic
def add_item(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    recorded: bool = False,
    state: str = ItemState.PLANNED,
    **values: Any,
) -> AgendaItem:
    """A new item at the end of the agenda; with `recorded` in any state. Raises Invalid, Conflict (the room is taken)."""
    item = AgendaItem(
        office_id=event.office_id, event=event, state=state if recorded else ItemState.PLANNED, **values
    )
    item.position = _next_position(event)
    check_item(item)
    derive(item)
    return records.create(item, by=by, at=at, refusals=_refusals(item))


@transaction.atomic
def amend_item(
    item: AgendaItem, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Conflict (the room is taken), Stale."""
    before = {
        name: getattr(row, name) for row in AgendaItem.objects.filter(pk=item.pk) for name in _watched()
    }
    for name, value in changes.items():
        setattr(item, name, value)
    check_item(item)
    derive(item)
    written = {**changes, "starts_at": item.starts_at, "ends_at": item.ends_at}
    if any(before.get(name) != getattr(item, name) for name in _watched()):
        written["sequence"] = item.sequence + 1
    return records.amend(item, written, by=by, at=at, expected=expected, refusals=_refusals(item))


def delete_item(item: AgendaItem, *, by: Actor, at: dt.datetime) -> None:
    """Delete a planned or dropped item with who was to take part. Raises Conflict for one that was held."""
    if item.state == ItemState.HELD:
        raise Conflict(
            _("What was held stays on record. Set it back to planned first if that was a mistake.")
        )
    records.delete(item, by=by, at=at)


@transaction.atomic
def move_item(
    item: AgendaItem, *, to: str, by: Actor, at: dt.datetime, note: str = "", expected: int | None = None
) -> AgendaItem:
    """Hold, drop or plan again. Raises Conflict (not a legal move, or the room is taken by now), Stale."""
    stamp = {} if to == ItemState.HELD else {"sequence": item.sequence + 1}
    try:
        with transaction.atomic():
            moves.move([item], to=to, by=by, at=at, note=note, stamp=stamp, expected=expected)
    except IntegrityError as exc:
        if constraint_of(exc) != ROOM_TAKEN:
            raise
        raise _room_taken(item) from exc
    return item


@transaction.atomic
def record_held(
    item: AgendaItem, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> AgendaItem:
    """Say that it was held, with the gist of what happened (`changes`: gist_en, …). Raises Conflict, Stale."""
    amend_item(item, changes, by=by, at=at, expected=expected)
    return move_item(item, to=ItemState.HELD, by=by, at=at)


@transaction.atomic
def reorder(event: Event, uids: Sequence[UUID], *, by: Actor, at: dt.datetime) -> None:
    """Put the named items in this order; it counts among items of one day that have no time, or the same.

    Items that are not named keep their order after them. Raises Invalid when one is not on this agenda.
    """
    items = list(
        AgendaItem.objects.select_for_update(of=("self",)).filter(event=event).order_by("position", "pk")
    )
    by_uid = {item.uid: item for item in items}
    if unknown := [uid for uid in uids if uid not in by_uid]:
        raise Invalid(_("%(count)s of these items are not on this agenda.") % {"count": len(unknown)})
    named = list(dict.fromkeys(uids))
    ordered = [by_uid[uid] for uid in named] + [item for item in items if item.uid not in set(named)]
    moved = [(position, item) for position, item in enumerate(ordered) if item.position != position]
    for position, item in moved:
        item.position, item.version, item.updated_at = position, item.version + 1, at
    AgendaItem.objects.bulk_update([item for _place, item in moved], ["position", "version", "updated_at"])
    if moved:
        journal.record(event, "agenda reordered", by=by, at=at)


@transaction.atomic
def move_to_day(
    item: AgendaItem, on: PartialDate | None, uids: Sequence[UUID], *, by: Actor, at: dt.datetime
) -> None:
    """Put an item on a day, at its place among `uids`, the items of that day in order. Raises Invalid, Conflict."""
    if item.on != on:
        amend_item(item, {"on": on}, by=by, at=at)
    reorder(item.event, uids, by=by, at=at)


def derive(item: AgendaItem) -> None:
    """Set the span in UTC that follows from day, times and the event's zone."""
    item.starts_at, item.ends_at = span_of(item.on, item.start_time, None, item.end_time, item.event.zone)


def add_track(*, event: Event, name: str, by: Actor, at: dt.datetime) -> Track:
    """Raises Conflict when the event has one of that name."""
    track = Track(office_id=event.office_id, event=event, name=name)
    return records.create(track, by=by, at=at, refusals=TRACK_REFUSALS)


def amend_track(
    track: Track, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    return records.amend(track, changes, by=by, at=at, expected=expected, refusals=TRACK_REFUSALS)


def delete_track(track: Track, *, by: Actor, at: dt.datetime) -> None:
    """Its items stay, without a track."""
    records.delete(track, by=by, at=at)


def is_announced(names: Iterable[str]) -> bool:
    """Whether a change of these fields must be noticed by subscribed calendars."""
    return not set(_watched()).isdisjoint(names)


def _watched() -> list[str]:
    return sorted({*ANNOUNCED, "place_en", "place_zh_hans", "place_es", "place_pt"})


def _next_position(event: Event) -> int:
    return min(next_position(AgendaItem.objects.filter(event=event)), LAST_POSITION)


def _refusals(item: AgendaItem) -> records.Refusals:
    return {ROOM_TAKEN: lambda: _room_taken(item), "item_ends_after_start": ends_first}


def ends_first() -> DomainError:
    return Invalid(_("It ends before it begins."), field="end_time")


def _room_taken(item: AgendaItem) -> DomainError:
    """Name what takes the room then; another office's event is never named, for rooms belong to one office."""
    other = (
        AgendaItem.objects.filter(room=item.room)
        .exclude(pk=item.pk)
        .overlapping(item.starts_at, item.ends_at)
        .select_related("event")
        .order_by(F("starts_at"))
        .first()
    )
    if other is None:
        return Conflict(_("The room is taken at this time."), field="room")
    zone = other.event.zone or None
    return Conflict(
        _("The room is taken at this time by “%(item)s” (%(event)s), %(start)s to %(end)s.")
        % {
            "item": other.title or other.get_kind_display(),
            "event": other.event,
            "start": moment_in_words(other.starts_at, zone=zone),
            "end": moment_in_words(other.ends_at, zone=zone),
        },
        field="room",
    )


def _track_there() -> DomainError:
    return Conflict(_("The event has a track of this name."), field="name")


TRACK_REFUSALS: records.Refusals = {"track_once": _track_there}
