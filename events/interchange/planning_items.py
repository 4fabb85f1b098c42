"""Each talk beside its item, found by guid, else by id, and its speakers beside their participations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from base.dates import PartialDate, span_of
from base.languages import column, supported
from events.interchange.kinds import kind_of, type_of
from events.interchange.links import links_of
from events.interchange.names import plain_name
from events.interchange.own import item_guid, room_label
from events.interchange.picture import Speaker, Talk
from events.interchange.plan import Changes, Plan, PlannedItem, PlannedPart, unsaved
from events.interchange.planning_places import Rooms
from events.interchange.zones import in_zone
from events.models import AgendaItem, Participation, ParticipationRole, Room
from events.programme import UNTOLD
from people.services.record_sets import differs

NO_END = dt.timedelta()
UNSAID_IN_XML = frozenset({"code", "do_not_stream"})
UNSAID_OF_PEOPLE = frozenset({"code", "avatar", "biography", "url", "links", "answers"})


def plan_items(
    plan: Plan,
    items: Sequence[AgendaItem],
    parts: Mapping[int, list[Participation]],
    zone: str,
    rooms: Rooms,
) -> None:
    by_guid = {guid: item for item in items for guid in (item.uid, item_guid(item))}
    by_number = {item.interchange["id"]: item for item in items if item.interchange.get("id")}
    taken: set[int] = set()
    for talk in plan.schedule.talks:
        item = by_guid.get(talk.guid) if talk.guid else None
        item = item or (by_number.get(talk.id) if talk.id else None)
        if item is None or item.pk in taken:
            item = AgendaItem(office_id=plan.event.office_id, event=plan.event)
        else:
            taken.add(item.pk)
        planned = PlannedItem(talk, item, _values(talk, item, plan, zone, _room(talk, item, rooms)))
        planned.changes = _changes(item, planned.values)
        _plan_parts(planned, parts.get(item.pk, []) if item.pk else [], plan)
        plan.items.append(planned)


def _room(talk: Talk, item: AgendaItem, rooms: Rooms) -> Room | None:
    """A place in words that was written as a room is none when it comes back."""
    if not talk.room or (item.pk and item.room is None and room_label(item) == talk.room):
        return None
    return rooms.of(talk.room)


def _values(talk: Talk, item: AgendaItem, plan: Plan, zone: str, room: Room | None) -> Changes:
    language = supported(talk.language)
    texts: dict[str, Any] = {}
    if item.pk and item.interchange:  # the words of another language were those of the file before
        former = supported(item.language)
        texts = {column(field, former): "" for field in ("title", "abstract")}
    texts |= {column("title", language): talk.title, column("abstract", language): talk.abstract or ""}
    times = _times(talk, plan, zone)
    return {
        **texts,
        **times,
        "kind": item.kind if item.pk and type_of(item) == talk.type else kind_of(talk.type),
        "language": talk.language or "",
        "links": links_of(talk.links, plan.schedule.base_url),
        "part_of_day": "",
        "room": room,
        "track": plan.tracks.get(talk.track) if talk.track else None,
        "guid": talk.guid if talk.guid != item.uid else item.guid,
        "interchange": {
            **(_unsaid(item.interchange, UNSAID_IN_XML) if plan.schedule.terse else {}),
            **_remembered(talk, ended=times["end_time"] is not None),
        },
    }


def _times(talk: Talk, plan: Plan, zone: str) -> Changes:
    """On the clock of the event. An end that an item cannot state, a day or more later, is left to the file's duration."""
    starts, ends = in_zone(talk.starts, zone), in_zone(talk.ends, zone)
    on, start, end = PartialDate.of(starts.date()), starts.time(), ends.time()
    if span_of(on, start, None, None, zone)[0] != talk.starts:
        text = _("The clock shows this time twice on that night; the first is meant.")
        plan.findings.note(talk.where, talk.title, text)
    if talk.duration == NO_END:
        plan.findings.note(talk.where, talk.title, _("It states no end."))
    elif span_of(on, start, None, end, zone)[1] != talk.ends or end == start:
        text = _("It lasts a day or longer; the agenda shows only when it begins.")
        plan.findings.note(talk.where, talk.title, text)
    else:
        return {"on": on, "start_time": start, "end_time": end}
    return {"on": on, "start_time": start, "end_time": None}


def _remembered(talk: Talk, *, ended: bool) -> dict[str, Any]:
    """What the file states and no field holds: among it which of the fields is null there."""
    nothing: dict[str, Any] = {
        name: None for name in ("abstract", "language", "track") if getattr(talk, name) is None
    }
    if not ended:
        minutes = int(talk.duration.total_seconds()) // 60
        nothing["duration"] = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return {**talk.stated, **nothing, "day": talk.day, "type": talk.type, "links": talk.links}


def _unsaid(former: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """What an earlier schedule.json said and a schedule.xml cannot say."""
    return {name: value for name, value in former.items() if name in names}


def _changes(item: AgendaItem, values: Changes) -> Changes:
    if unsaved(item):
        return values
    return {name: value for name, value in values.items() if _is_unsaved(value) or differs(item, name, value)}


def _is_unsaved(value: Any) -> bool:
    return hasattr(value, "_meta") and unsaved(value)


def _plan_parts(planned: PlannedItem, rows: Sequence[Participation], plan: Plan) -> None:
    free = {row.person_id: row for row in reversed(rows) if row.interchange or row.role not in UNTOLD}
    seen: set[int] = set()
    for position, speaker in enumerate(planned.talk.persons):
        person = plan.speakers[speaker.key].person
        if person is None:
            continue
        if id(person) in seen or (person.pk and -person.pk in seen):
            plan.findings.wrong(
                speaker.where, planned.talk.title, speaker.name, _("each speaker once in an entry")
            )
            continue
        seen |= {id(person), -(person.pk or 0)} - {0}
        row = free.pop(person.pk, None) if person.pk else None
        former = row.interchange if row and plan.schedule.terse else {}
        stated = {**_unsaid(former, UNSAID_OF_PEOPLE), **speaker.stated}
        if person.name != plain_name(speaker.name):
            stated["kept_name"] = True
        planned.parts.append(
            _part(speaker, person, row, planned.item, {"position": position, "interchange": stated})
        )
    planned.gone = [row for row in free.values() if row.interchange]


def _part(
    speaker: Speaker, person: Any, row: Participation | None, item: AgendaItem, values: Changes
) -> PlannedPart:
    if row is None:
        row = Participation(
            office_id=item.office_id, item=item, event=item.event, person=person, role=ParticipationRole.SPEAKER, **values
        )  # fmt: skip
        return PlannedPart(speaker, row, values)
    return PlannedPart(
        speaker, row, {name: value for name, value in values.items() if getattr(row, name) != value}
    )
