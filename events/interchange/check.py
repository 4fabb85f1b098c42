"""From the plain values of a file to the schedule they mean, with every mistake and remark on the way."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from events.interchange.check_talks import TalkPart, check_talk, demand_unlike
from events.interchange.findings import Findings
from events.interchange.parts import Part
from events.interchange.picture import Conference, Day, Schedule, Stated
from events.interchange.zones import Times, in_zone, zone_of

CONFERENCE = frozenset(
    {"acronym", "title", "description", "start", "end", "daysCount", "timeslot_duration", "time_zone_name", "logo", "colors",
     "keywords", "url", "tracks", "rooms", "meta", "days"}
)  # fmt: skip
TYPED = frozenset({"rooms", "tracks", "days"})
DAY = frozenset({"index", "date", "day_start", "day_end", "rooms"})
ROOM = frozenset(
    {"name", "slug", "type", "guid", "stream_id", "description", "capacity", "url", "features", "assembly"}
)
TRACK = frozenset({"name", "slug", "color"})
LONGEST_NAME = 200
MOST_TALKS = 5000
LONGEST_TITLE = 300


def check(tree: dict[str, Any], findings: Findings, *, zone: str = "", fallback: str = "") -> Schedule | None:
    """None when there is nothing to read; otherwise the schedule, which holds only as far as no mistake was found."""
    root = Part(tree, "$", "", findings)
    outer = root.known(frozenset({"schedule", "$schema", "generator"}))
    stated = root.part("schedule")
    if not isinstance(tree.get("schedule"), dict) or not isinstance(stated.values.get("conference"), dict):
        findings.wrong("$.schedule.conference", "", "", _("a conference with its days"))
        return None
    _texts(stated, "version", "base_url", "url")
    _texts(root, "$schema")
    root.part("generator")
    part = stated.part("conference")
    days, talks, times = _days(part)
    if len(talks) > MOST_TALKS:
        part.wrong("days", _("at most %(count)d entries") % {"count": MOST_TALKS})
        return None
    found = zone_of(part, times, findings, chosen=zone, fallback=fallback)
    conference = _conference(part, found)
    schedule = Schedule(
        conference,
        stated={name: one for name, one in stated.values.items() if name not in ("conference", "rooms")},
        outer={name: one for name, one in outer.items() if name != "schedule" and one is not None},
    )
    clock = found or "UTC"  # without a zone all else is looked at nevertheless
    schedule.days = [day for one in days if (day := _day(one, clock))]
    conference.start = conference.start or min((day.date for day in schedule.days), default=None)
    conference.end = conference.end or max((day.date for day in schedule.days), default=None)
    limits = {day.index: day for day in schedule.days}
    schedule.talks = [talk for one in talks if (talk := check_talk(one, clock, limits))]
    demand_unlike(talks, [one[0] for one in days], findings)
    return schedule


def _conference(part: Part, zone: str) -> Conference:
    stated = part.known(CONFERENCE)
    _texts(part, "description", "timeslot_duration", "logo", "url")
    conference = Conference(
        title=part.text("title", needed=True, longest=LONGEST_TITLE),
        acronym=part.text("acronym", longest=LONGEST_NAME),
        start=_limit(part, "start", zone),
        end=_limit(part, "end", zone),
        zone=zone,
        stated={name: one for name, one in stated.items() if name not in TYPED},
    )
    if conference.start and conference.end and _as_day(conference.end) < _as_day(conference.start):
        part.wrong("end", _("a day not before the start"))
    conference.rooms = _named(part, "rooms", ROOM)
    conference.tracks = _named(part, "tracks", TRACK)
    for name in ("colors", "meta"):
        part.part(name)
    if part.text("timeslot_duration"):
        part.hours("timeslot_duration")
    keywords = part.values.get("keywords") or []
    if not isinstance(keywords, list) or not all(isinstance(word, str) for word in keywords):
        part.wrong("keywords", _("a list of texts"))
    for room in part.parts("rooms"):
        _check_room(room)
    for track in part.parts("tracks"):
        _texts(track, "slug", "color")
    return conference


def _check_room(room: Part) -> None:
    room.uuid("guid")
    for name in ("slug", "type", "stream_id", "description", "url"):
        room.text(name)
    for name in ("features", "assembly"):
        room.part(name)
    capacity = room.values.get("capacity")
    if capacity is not None and (
        isinstance(capacity, bool) or not isinstance(capacity, int | float) or capacity < 0
    ):
        room.wrong("capacity", _("a number from 0 on"))


def _named(part: Part, name: str, known: frozenset[str]) -> list[Stated] | None:
    """Rooms or tracks, each with a name that no other of them has; None where the file lists none."""
    if part.values.get(name) is None:
        return None
    found: dict[str, Stated] = {}
    for one in part.parts(name):
        described = frozenset(field for field in one.values if field.startswith("description_"))
        title = one.text("name", needed=True, longest=LONGEST_NAME)
        if title in found:
            one.wrong("name", _("a name that no other entry of this list has"))
        if title:
            found[title] = one.known(known | described)
    return list(found.values())


def _limit(part: Part, name: str, zone: str) -> dt.date | dt.datetime | None:
    value = part.values.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and "T" in value:
        moment = part.moment(name)
        return in_zone(moment, zone) if moment and zone else None
    return part.date(name)


def _as_day(limit: dt.date | dt.datetime) -> dt.date:
    return limit.date() if isinstance(limit, dt.datetime) else limit


def _days(conference: Part) -> tuple[list[tuple[Part, int]], list[TalkPart], Times]:
    """Days with their index, entries with the index of their day and their room, and all moments among them."""
    days, talks, times = [], [], []
    found: dict[int, str] = {}
    if not conference.values.get("days"):
        conference.wrong("days", _("at least one day"))
    for number, part in enumerate(conference.parts("days"), 1):
        part.known(DAY)
        index = part.number("index")
        if index is None and "index" not in part.values:
            part.wrong("index", _("a whole number from %(least)d on") % {"least": 1})
        elif index in found:
            part.wrong("index", _("a number that no other day has"))
        found[index or -number] = part.path
        days.append((part, index or -number))
        times += [
            (part, name, at) for name in ("day_start", "day_end") if (at := part.moment(name)) is not None
        ]
        for one in _entries(part, index or -number):
            talks.append(one)
            if isinstance(one.part.values.get("date"), str) and (at := one.part.moment("date")) is not None:
                times.append((one.part, "date", at))
    return days, talks, times


def _entries(day: Part, index: int) -> list[TalkPart]:
    rooms = day.part("rooms")
    found = []
    for room in rooms.values:
        if len(room) > LONGEST_NAME:
            rooms.wrong(room, _("at most %(length)d characters") % {"length": LONGEST_NAME})
        for one in rooms.parts(room):
            title = one.values.get("title")
            one.label = title.strip() if isinstance(title, str) else ""
            found.append(TalkPart(one, index, room))
    return found


def _day(one: tuple[Part, int], zone: str) -> Day | None:
    part, index = one
    silent = Part(part.values, part.path, part.label, Findings())  # its moments were looked at before
    starts, ends = silent.moment("day_start"), silent.moment("day_end")
    if starts is None or ends is None:
        return None
    date = part.date("date") if part.values.get("date") is not None else starts.date()
    if date is None:
        return None
    day = Day(index, date, in_zone(starts, zone), in_zone(ends, zone), rooms=list(part.part("rooms").values))
    if day.ends <= day.starts:
        part.wrong("day_end", _("a moment after the beginning of the day"))
        return None
    counts: dict[str, int] = defaultdict(int)
    for room, entries in part.part("rooms").values.items():
        counts[room] = len(entries) if isinstance(entries, list) else 0
    day.stated = {
        "index": index,
        "date": date.isoformat(),
        "day_start": part.values["day_start"],
        "day_end": part.values["day_end"],
        "rooms": [[name, counts[name]] for name in day.rooms],
    }
    return day


def _texts(part: Part, *names: str) -> None:
    for name in names:
        part.text(name)
