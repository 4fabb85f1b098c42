"""A new draft after the pattern of an event: what was planned comes along, what happened does not."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from base.dates import PartialDate, local_instant
from base.languages import columns
from events.models import AgendaItem, Event, EventBody, PreparationTask, Track
from events.services import reminders
from events.services.schedule import schedule
from events.services.spans import recompute_items
from events.states import ItemState
from people.services.journal import Actor

COPIED = (
    "series", "parent", "kind", "mode", "visibility", "city", "country", "zone", "start_time", "end_time", "part_of_day",
    "duration_days", "aims", "policies", "capacity", "waiting_list", "approval_required", "contact_name", "contact_email",
    *columns("title", "theme", "summary", "place"),
)  # fmt: skip
"""Joining and streaming links belong to one occasion and stay behind, as do registrations, groups, links and notices."""


@transaction.atomic
def clone(
    event: Event, *, by: Actor, at: dt.datetime, start_on: PartialDate | None = None, **values: Any
) -> Event:
    """A draft on another day, with bodies, agenda, tasks and reminder rules shifted by the difference of days.

    `values` override what is copied. When one of the two first days is not known exactly, the copies are not dated.
    Rooms that are taken on the new days are left off. Raises Invalid, Conflict.
    """
    shift = _shift(event.start_on, start_on)
    given = {name: getattr(event, name) for name in COPIED} | {
        "start_on": start_on,
        "end_on": _moved(event.end_on, shift),
        "registration_opens_at": _moved_moment(event.registration_opens_at, shift, event.zone),
        "registration_closes_at": _moved_moment(event.registration_closes_at, shift, event.zone),
        "cloned_from": event,
    }
    copy = schedule(office=event.office, by=by, at=at, with_reminders=False, **given | values)
    _copy_bodies(event, copy)
    _copy_agenda(event, copy, shift, by, at)
    _copy_tasks(event, copy, shift)
    reminders.copy_rules(of=event, to=copy, by=by, at=at)
    return copy


def _shift(old: PartialDate | None, new: PartialDate | None) -> dt.timedelta | None:
    if old is None or new is None or old.date is None or new.date is None:
        return None
    return new.date - old.date


def _moved(date: PartialDate | None, shift: dt.timedelta | None) -> PartialDate | None:
    if date is None or date.date is None or shift is None:
        return None
    return PartialDate.of(date.date + shift)


def _moved_moment(moment: dt.datetime | None, shift: dt.timedelta | None, zone: str) -> dt.datetime | None:
    """The same time on the wall clock, so many days later."""
    if moment is None or shift is None or not zone:
        return None
    wall = moment.astimezone(ZoneInfo(zone))
    return local_instant(wall.date() + shift, wall.time(), zone)


def _fresh(obj: Any, **values: Any) -> Any:
    """An unsaved copy of a record's columns, with its own identity."""
    kept = {
        field.attname: getattr(obj, field.attname)
        for field in obj._meta.concrete_fields
        if field.name not in {"id", "uid", "version", "created_at", "updated_at"}
    }
    return type(obj)(**kept | values)


def _copy_bodies(event: Event, copy: Event) -> None:
    EventBody.objects.bulk_create(_fresh(body, event_id=copy.pk) for body in event.bodies.all())


def _copy_agenda(event: Event, copy: Event, shift: dt.timedelta | None, by: Actor, at: dt.datetime) -> None:
    tracks = list(event.tracks.all())
    fresh_tracks = Track.objects.bulk_create(_fresh(track, event_id=copy.pk) for track in tracks)
    track_of = {old.pk: new.pk for old, new in zip(tracks, fresh_tracks, strict=True)}
    items = []
    for item in event.agenda.exclude(state=ItemState.DROPPED):
        values = {
            "event_id": copy.pk, "state": ItemState.PLANNED, "on": _moved(item.on, shift), "sequence": 0,
            "starts_at": None, "ends_at": None, "guid": None, "interchange": {}, "track_id": track_of[item.track_id] if item.track_id else None, "room_id": None,
        }  # fmt: skip
        if item.state == ItemState.HELD:
            values |= dict.fromkeys(columns("gist"), "")
        items.append((item.room_id, _fresh(item, **values)))
    AgendaItem.objects.bulk_create(item for _room, item in items)
    recompute_items(copy, by=by, at=at)
    _take_free_rooms({item.pk: room for room, item in items if room})


def _take_free_rooms(wanted: dict[int, int]) -> None:
    """Give each item (id → room) its room where no other item is in it at that time; a fixed number of queries."""
    items = list(AgendaItem.objects.filter(pk__in=wanted))
    dated = [item for item in items if item.starts_at and item.ends_at]
    taken: list[tuple[int, dt.datetime, dt.datetime]] = []
    if dated:
        first, last = min(item.starts_at for item in dated), max(item.ends_at for item in dated)
        others = AgendaItem.objects.filter(room_id__in=wanted.values()).overlapping(first, last)
        taken = list(others.values_list("room_id", "starts_at", "ends_at"))
    free = [item for item in items if not _is_taken(item, wanted[item.pk], taken)]
    for item in free:
        item.room_id = wanted[item.pk]
    AgendaItem.objects.bulk_update(free, ["room_id"], batch_size=500)


def _is_taken(item: AgendaItem, room: int, taken: list[tuple[int, dt.datetime, dt.datetime]]) -> bool:
    if not item.starts_at or not item.ends_at:
        return False
    return any(room == where and start < item.ends_at and item.starts_at < end for where, start, end in taken)


def _copy_tasks(event: Event, copy: Event, shift: dt.timedelta | None) -> None:
    PreparationTask.objects.bulk_create(
        _fresh(
            task,
            event_id=copy.pk,
            done_at=None,
            due_on=task.due_on + shift if task.due_on and shift is not None else None,
        )
        for task in event.tasks.all()
    )
