"""Where two talks meet: a room holds one at a time, and a speaker in two places at once is worth a remark."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from base.wording import moment_in_words
from events.interchange.plan import Plan, PlannedItem
from events.models import AgendaItem
from events.states import ItemState


def demand_free_rooms(plan: Plan) -> None:
    """A mistake for each talk whose room is taken then, by another talk of the file or by an item that is there."""
    timed = [one for one in plan.items if _is_timed(one) and one.item.state != ItemState.DROPPED]
    by_room: dict[int, list[PlannedItem]] = defaultdict(list)
    for one in timed:
        if room := _room_of(one, plan):
            by_room[room].append(one)
    for found in by_room.values():
        for first, second in _meeting(found):
            said = {"title": first.talk.title, "where": first.talk.where}
            plan.findings.wrong(
                second.talk.where,
                second.talk.title,
                second.talk.room,
                _("a free room: “%(title)s” (%(where)s) is there then") % said,
            )
    _compare_with_others(plan, timed)


def note_clashes(plan: Plan) -> None:
    """A remark for each speaker whom the file wants in two rooms at the same time."""
    by_speaker: dict[str, list[PlannedItem]] = defaultdict(list)
    for one in plan.items:
        if _is_timed(one):
            for key in dict.fromkeys(_who(one, plan)):
                by_speaker[key].append(one)
    for key, found in by_speaker.items():
        for first, second in _meeting(found):
            if first.talk.room and first.talk.room == second.talk.room:
                continue
            said = {"person": _name_of(key, plan), "title": first.talk.title, "where": first.talk.where}
            plan.findings.note(
                second.talk.where,
                second.talk.title,
                _("%(person)s is to be in two places at once: also at “%(title)s” (%(where)s).") % said,
            )


def _compare_with_others(plan: Plan, timed: Sequence[PlannedItem]) -> None:
    rooms = {room.pk: name for name, room in plan.rooms.items() if room.pk}
    if not rooms or not timed:
        return
    first, last = min(one.talk.starts for one in timed), max(one.talk.ends for one in timed)
    mine = [one.item.pk for one in plan.items if one.item.pk]
    others = (
        AgendaItem.objects.filter(room__in=rooms)
        .exclude(pk__in=[*mine, *(item.pk for item in plan.dropping)])
        .overlapping(first, last)
        .select_related("event")
    )
    there: dict[str, list[PlannedItem]] = defaultdict(list)
    for one in timed:
        there[one.talk.room].append(one)
    for other in others:
        for one in there[rooms[other.room_id]]:
            if _touch(one, other.starts_at, other.ends_at):
                _tell(plan, one, other)


def _tell(plan: Plan, one: PlannedItem, other: AgendaItem) -> None:
    said = {
        "item": other.title or other.get_kind_display(),
        "event": other.event,
        "start": moment_in_words(other.starts_at, zone=other.event.zone or None),
    }
    expected = _("a free room: “%(item)s” (%(event)s, %(start)s) is there then") % said
    plan.findings.wrong(one.talk.where, one.talk.title, one.talk.room, expected)


def _meeting(found: list[PlannedItem]) -> Iterator[tuple[PlannedItem, PlannedItem]]:
    """Each talk that begins while an earlier one lasts, with that one first."""
    last: PlannedItem | None = None
    for one in sorted(found, key=lambda one: one.talk.starts):
        if last is not None and one.talk.starts < last.talk.ends:
            yield last, one
        if last is None or one.talk.ends > last.talk.ends:
            last = one


def _touch(one: PlannedItem, starts: dt.datetime, ends: dt.datetime) -> bool:
    return one.talk.starts < ends and one.talk.ends > starts


def _is_timed(one: PlannedItem) -> bool:
    """Whether its end is known here: only then does it hold its room."""
    return one.changes.get("end_time", one.item.end_time) is not None


def _room_of(one: PlannedItem, plan: Plan) -> int:
    room = plan.rooms.get(one.talk.room) if one.talk.room else None
    return id(room) if room else 0


def _who(one: PlannedItem, plan: Plan) -> list[str]:
    """Two keys of one person are the same person."""
    found = []
    for speaker in one.talk.persons:
        person = plan.speakers[speaker.key].person
        found.append(f"person:{person.pk}" if person and person.pk else speaker.key)
    return found


def _name_of(key: str, plan: Plan) -> str:
    for one in plan.speakers.values():
        if key in (one.key, f"person:{one.person.pk if one.person else ''}"):
            return one.name
    return key
