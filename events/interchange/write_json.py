"""A schedule as schedule.json, valid against the schema of the format."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from events.interchange import normal
from events.interchange.picture import Day, Schedule, Stated, Talk
from events.interchange.zones import PUBLISHED

SCHEMA = "https://c3voc.de/schedule/schema.json"
GENERATOR = {"name": "Entente"}
CONFERENCE = (
    "acronym", "title", "description", "start", "end", "daysCount", "time_zone_name", "timeslot_duration", "logo", "colors",
    "keywords", "url", "tracks", "rooms", "meta", "days",
)  # fmt: skip
"""In the order in which people read them."""
ENTRY = (
    "id", "guid", "code", "logo", "date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type",
    "language", "abstract", "description", "recording_license", "do_not_record", "do_not_stream", "persons", "links",
    "feedback_url", "origin_url", "attachments",
)  # fmt: skip


def write_json(schedule: Schedule) -> bytes:
    return (json.dumps(as_tree(schedule), ensure_ascii=False, indent=2) + "\n").encode()


def as_tree(schedule: Schedule) -> dict[str, Any]:
    """The file as plain values."""
    outer = {"$schema": SCHEMA, "generator": GENERATOR} if schedule.outer is None else schedule.outer
    stated = {name: value for name, value in schedule.stated.items() if value is not None}
    stated["version"] = str(stated.get("version") or "1")
    return {**outer, "schedule": {**stated, "conference": _conference(schedule)}}


def limit(value: dt.date | dt.datetime | None) -> str:
    if isinstance(value, dt.datetime):
        return moment(value)
    return value.isoformat() if value else ""


def moment(value: dt.datetime) -> str:
    return value.isoformat(timespec="seconds")


def _conference(schedule: Schedule) -> dict[str, Any]:
    conference = schedule.conference
    acronym = normal.acronym_of(schedule)
    found: Stated = {name: value for name, value in conference.stated.items() if value is not None}
    found |= {
        "acronym": acronym,
        "title": conference.title,
        "start": limit(conference.start),
        "end": limit(conference.end),
        "daysCount": len(schedule.days),
        "timeslot_duration": conference.stated.get("timeslot_duration") or normal.SLOT,
        "days": _days(schedule),
    }
    if not PUBLISHED.search(str(found.get("time_zone_name", ""))):
        found.pop("time_zone_name", None)
    if conference.tracks is not None:
        found["tracks"] = normal.tracks_of(conference.tracks)
    if conference.rooms is not None:
        found["rooms"] = normal.rooms_of(conference.rooms, acronym)
    return _ordered(found, CONFERENCE)


def _days(schedule: Schedule) -> list[dict[str, Any]]:
    slugs, there = normal.slugs_of(schedule), schedule.by_place
    return [
        {
            "index": day.index,
            "date": day.date.isoformat(),
            "day_start": _stated(day, "day_start", day.starts),
            "day_end": _stated(day, "day_end", day.ends),
            "rooms": {
                room: [_entry(talk, slugs[talk.id or 0]) for talk in there[day.index, room]]
                for room in day.rooms
            },
        }
        for day in schedule.days
    ]


def _stated(day: Day, name: str, value: dt.datetime) -> str:
    """As it was stated, with its own offset, while it means the same moment on the same clock."""
    stated = str(day.stated.get(name, ""))
    if stated and "T" in stated:
        was = dt.datetime.fromisoformat(stated)
        if was.tzinfo is not None and was == value and was.utcoffset() == value.utcoffset():
            return stated
    return moment(value)


def _entry(talk: Talk, slug: str) -> dict[str, Any]:
    found = {"url": "", **normal.without_nulls(talk.stated)}
    if not normal.CODE.fullmatch(str(found.get("code", "A"))):
        del found["code"]
    if "attachments" in found:
        found["attachments"] = normal.references(found["attachments"])
    found |= {
        "id": talk.id,
        "guid": str(talk.guid),
        "date": moment(talk.starts),
        "start": talk.starts.strftime("%H:%M"),
        "duration": normal.hours(talk.duration),
        "room": talk.room,
        "slug": slug,
        "title": talk.title,
        "subtitle": talk.stated.get("subtitle", ""),
        "track": talk.track,
        "type": talk.type,
        "language": talk.language,
        "abstract": talk.abstract,
        "persons": [normal.person_of(speaker) for speaker in talk.persons],
        "links": normal.references(talk.links),
    }
    return _ordered(found, ENTRY)


def _ordered(found: Stated, names: tuple[str, ...]) -> Stated:
    return {name: found[name] for name in names if name in found}
