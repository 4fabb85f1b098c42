"""Importing a schedule: previewed, then written in sets, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Invalid, Stale
from events.interchange.findings import InvalidScheduleError, Mistake
from events.interchange.plan import Choices, Plan, PlannedItem, unsaved
from events.interchange.planning import plan_import
from events.interchange.read import read
from events.models import AgendaItem, Event, Participation
from events.services import agenda_sets, schedule, venues
from events.states import ItemState
from people.models import Office
from people.services import directory_sets, journal, moves, record_sets
from people.services.journal import Actor
from people.validators import ZONES


def preview(
    content: bytes, *, office: Office, event: Event | None = None, choices: Choices | None = None
) -> Plan:
    """What importing the file would do, with all that is wrong in `findings`. Raises InvalidScheduleError when it cannot be
    read, Invalid when it is no schedule at all.
    """
    chosen = choices or Choices()
    if chosen.zone not in {"", *ZONES}:
        raise Invalid(
            _("“%(value)s” is not a time zone. Use a name such as Asia/Shanghai.") % {"value": chosen.zone},
            field="zone",
        )
    if event is not None and event.office_id != office.pk:
        raise Invalid(_("It belongs to another office."))
    found, findings = read(content, zone=chosen.zone, fallback=event.zone if event else office.zone)
    return plan_import(found, findings, office=office, event=event, choices=chosen)


@transaction.atomic
def import_schedule(
    content: bytes,
    *,
    office: Office,
    by: Actor,
    at: dt.datetime,
    event: Event | None = None,
    choices: Choices | None = None,
    seal: str | None = None,
    slug: str = "",
) -> Plan:
    """Write the schedule into `event`, or into a new one; the same file again changes nothing. Returns what was done.

    The number of queries does not grow with the entries. With `seal`, only what a preview with that seal showed is written.
    Raises InvalidScheduleError, Invalid, Conflict, Stale; then nothing is written.
    """
    # Two imports of one office follow one another, so that the second finds what the first has written.
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if event is not None:
        event = Event.objects.select_for_update(of=("self",)).select_related("office").get(pk=event.pk)
    plan = preview(content, office=office, event=event, choices=choices)
    if plan.findings.mistakes:
        raise InvalidScheduleError(plan.findings.mistakes)
    if seal is not None and plan.seal != seal:
        raise Stale(_("The records have changed since the preview. Look at what the file would change now."))
    plan.done = plan.counts
    _write(plan, slug, by, at)
    return plan


def _write(plan: Plan, slug: str, by: Actor, at: dt.datetime) -> None:
    doing: dict[str, Any] = {"by": by, "at": at}
    _write_event(plan, slug, doing)
    _write_places(plan, doing)
    directory_sets.add_people(plan.new_people, **doing)
    if plan.dropping:
        moves.move(plan.dropping, to=ItemState.DROPPED, note="vanished", **doing)
    _write_items(plan, doing)


def _write_event(plan: Plan, slug: str, doing: dict[str, Any]) -> None:
    if not plan.is_new:
        if plan.event_changes:
            schedule.amend_event(plan.event, plan.event_changes, **doing)
        return
    made = schedule.schedule(
        office=plan.event.office,
        kind=plan.event.kind,
        uid=plan.event.uid,
        slug=slug,
        **plan.event_changes,
        **doing,
    )
    for track in plan.tracks.values():
        track.event = made
    for one in plan.items:
        one.item.event = made
        for part in one.parts:
            part.participation.event = made
    plan.event = made


def _write_places(plan: Plan, doing: dict[str, Any]) -> None:
    if plan.new_rooms and unsaved(plan.venue):
        uid = plan.venue.uid
        made = venues.add_venue(
            office=plan.event.office, name=plan.venue.name, city=plan.venue.city, country=plan.venue.country, uid=uid, **doing
        )  # fmt: skip
        for room in plan.new_rooms:
            room.venue = made
    record_sets.create_many(plan.new_rooms, refusals=venues.REFUSALS, **doing)
    record_sets.amend_many(plan.room_changes, refusals=venues.REFUSALS, **doing)
    agenda_sets.add_tracks(plan.new_tracks, **doing)
    record_sets.amend_many(plan.track_changes, **doing)


def _write_items(plan: Plan, doing: dict[str, Any]) -> None:
    changing = [one for one in plan.items if not one.is_new and one.changes]
    if not plan.is_new and not schedule.SCHEDULE.isdisjoint(plan.event_changes):
        # The agenda moved along with its event; the file says when each talk is.
        changing = [one for one in plan.items if not one.is_new]
        for one in changing:
            one.changes = one.values
    # Without spans first: row by row, an item would meet the room's old span of the next one.
    AgendaItem.objects.filter(pk__in=[one.item.pk for one in changing if _moves(one.changes)]).update(
        starts_at=None, ends_at=None
    )
    with _telling(changing):
        agenda_sets.amend_items(((one.item, one.changes) for one in changing), **doing)
    _write_new_items(plan, doing)
    _write_parts(plan, doing)


@contextmanager
def _telling(entries: Sequence[PlannedItem]) -> Iterator[None]:
    """What the records refuse beyond what was looked at before is told of the entries."""
    try:
        yield
    except record_sets.SetRefused as refused:
        raise InvalidScheduleError(
            Mistake(entries[place].talk.where, entries[place].talk.title, name, message)
            for place, faults in refused.rows.items()
            for fault in faults
            for name, messages in (fault.errors or {"": [fault.message]}).items()
            for message in messages
        ) from refused


def _moves(changes: dict[str, Any]) -> bool:
    return not changes.keys().isdisjoint({"on", "start_time", "end_time", "room"})


def _write_new_items(plan: Plan, doing: dict[str, Any]) -> None:
    last = (
        AgendaItem.objects.filter(event=plan.event)
        .order_by("-position")
        .values_list("position", flat=True)
        .first()
    )
    new = [one for one in plan.items if one.is_new]
    for place, one in enumerate(new, 0 if last is None else last + 1):
        for name, value in one.changes.items():
            setattr(one.item, name, value)
        one.item.position = place
    with _telling(new):
        agenda_sets.record_items([one.item for one in new], **doing)


def _write_parts(plan: Plan, doing: dict[str, Any]) -> None:
    gone = [row for one in plan.items for row in one.gone]
    if gone:
        Participation.objects.filter(pk__in=[row.pk for row in gone]).delete()
        journal.write(journal.entry(row, "removed", **doing) for row in gone)
    parts = [part for one in plan.items for part in one.parts]
    new = [part.participation for part in parts if unsaved(part.participation)]
    for row in new:  # the people and items have their keys only now
        row.item, row.event, row.person = row.item, row.event, row.person
    agenda_sets.amend_participations(
        ((part.participation, part.changes) for part in parts if part.participation.pk and part.changes),
        **doing,
    )
    agenda_sets.add_participations(new, **doing)
