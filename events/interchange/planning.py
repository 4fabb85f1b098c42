"""Comparing a schedule with what is there, in a fixed number of queries; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from events.interchange import planning_items, planning_places
from events.interchange.clashes import demand_free_rooms, note_clashes
from events.interchange.event_values import event_changes, remembered, taken_values
from events.interchange.findings import Findings
from events.interchange.picture import Schedule
from events.interchange.plan import DROP_ALL, Choices, Plan
from events.interchange.recognize import recognize
from events.models import AgendaItem, Event, EventKind, Participation
from events.states import EventState, ItemState
from people.models import Office


def plan_import(
    schedule: Schedule,
    findings: Findings,
    *,
    office: Office,
    event: Event | None,
    choices: Choices,
) -> Plan:
    """What importing would do, into `event` or a new one; mistakes and remarks are added to `findings`."""
    items, parts = _there(event)
    subject = event or Event(office=office, kind=EventKind.CONFERENCE)
    taken = taken_values(schedule, subject, take=_takes(event, choices))
    zone = taken.get("zone") or subject.zone
    venue, rooms = planning_places.places(schedule, subject, items, choices.venue)
    plan = Plan(schedule, subject, venue, taken=taken, findings=findings)
    plan.speakers = recognize(
        schedule,
        office=office,
        event=event,
        earlier=[row for rows in parts.values() for row in rows],
        chosen=choices.speakers,
        findings=findings,
    )
    planning_places.plan_tracks(plan, list(event.tracks.all()) if event else [])
    planning_items.plan_items(plan, items, parts, zone, rooms)
    planning_places.plan_rooms(plan, rooms)
    plan.event_changes = event_changes(subject, {**taken, "interchange": remembered(plan, zone)})
    _plan_vanished(plan, items, choices)
    demand_free_rooms(plan)
    note_clashes(plan)
    return plan


def _takes(event: Event | None, choices: Choices) -> bool:
    """An event that is announced keeps its own title, days and zone unless somebody decides otherwise."""
    if event is None:
        return True
    return choices.take_event if choices.take_event is not None else event.state == EventState.DRAFT


def _there(event: Event | None) -> tuple[list[AgendaItem], dict[int, list[Participation]]]:
    parts: dict[int, list[Participation]] = defaultdict(list)
    if event is None:
        return [], parts
    items = list(
        AgendaItem.objects.filter(event=event).select_related("room__venue", "host", "track").order_by("pk")
    )
    for item in items:
        item.event = event
    of_item = {item.pk: item for item in items}
    rows: Sequence[Any] = Participation.objects.filter(event=event, person__isnull=False).select_related(
        "person"
    )
    for row in rows:
        row.item = of_item[row.item_id]
        parts[row.item_id].append(row)
    return items, parts


def _plan_vanished(plan: Plan, items: Sequence[AgendaItem], choices: Choices) -> None:
    """Items of an earlier import that the file no longer has; only planned ones can be dropped, and only by choice."""
    here = {one.item.pk for one in plan.items}
    plan.vanished = [
        item
        for item in items
        if item.pk not in here and "day" in item.interchange and item.state != ItemState.DROPPED
    ]
    plan.dropping = [
        item
        for item in plan.vanished
        if item.state == ItemState.PLANNED and (choices.drop == DROP_ALL or item.uid in choices.drop)
    ]
    for one in plan.items:
        if one.item.state == ItemState.DROPPED:
            plan.findings.note(
                one.talk.where,
                one.talk.title,
                _("It was dropped here, and stays dropped until it is planned again."),
            )
