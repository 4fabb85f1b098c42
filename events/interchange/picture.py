"""A schedule as both files, frab's and pretalx's, mean it: what is read from one, collected from the records, and written.

Fields that have a place in the records are typed; everything else of the format is kept in `stated` as it stands.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Stated = dict[str, Any]


@dataclass(slots=True)
class Speaker:
    """One name at one talk; `stated` is the whole person of the file, with ids, biography and links."""

    name: str
    stated: Stated = field(default_factory=dict)
    where: str = ""

    @property
    def keys(self) -> list[str]:
        """By what the file tells people apart, the surest first: `guid:…`, `code:…`, `id:…`, else `name:…`."""
        found = [
            f"{name}:{str(self.stated[name]).lower()}"
            for name in ("guid", "code", "id")
            if self.stated.get(name)
        ]
        return found or [f"name:{self.name}"]

    @property
    def key(self) -> str:
        return self.keys[0]


@dataclass(slots=True)
class Talk:
    """An entry; `starts` is a moment with an offset, `duration` zero where the end is not stated."""

    title: str
    starts: dt.datetime
    duration: dt.timedelta
    guid: UUID | None = None
    id: int | None = None
    day: int = 0
    room: str = ""
    track: str | None = None
    type: str = ""
    language: str | None = None
    abstract: str | None = ""
    links: list[Stated] = field(default_factory=list)
    persons: list[Speaker] = field(default_factory=list)
    stated: Stated = field(default_factory=dict)
    where: str = ""

    @property
    def ends(self) -> dt.datetime:
        return self.starts + self.duration


@dataclass(slots=True)
class Day:
    """A day may begin at 06:00 and end long after midnight: `starts` and `ends` say when."""

    index: int
    date: dt.date
    starts: dt.datetime
    ends: dt.datetime
    rooms: list[str] = field(default_factory=list)
    stated: Stated = field(default_factory=dict)

    def holds(self, moment: dt.datetime) -> bool:
        return self.starts <= moment <= self.ends


@dataclass(slots=True)
class Conference:
    """`start` and `end` are days, or moments with an offset; `rooms` and `tracks` None where the file lists none."""

    title: str
    acronym: str
    start: dt.date | dt.datetime | None = None
    end: dt.date | dt.datetime | None = None
    zone: str = ""
    rooms: list[Stated] | None = None
    tracks: list[Stated] | None = None
    stated: Stated = field(default_factory=dict)


@dataclass(slots=True)
class Schedule:
    """`stated` holds what the file says beside the conference: version, base_url; `outer` what stands around it, None when
    it is no file but an agenda of ours."""

    conference: Conference
    days: list[Day] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    stated: Stated = field(default_factory=dict)
    outer: Stated | None = None
    terse: bool = False
    """Whether the file is of the format that holds less; then what it cannot say is no news."""

    @property
    def by_place(self) -> dict[tuple[int, str], list[Talk]]:
        """Index of a day and name of a room → what takes place there."""
        found: dict[tuple[int, str], list[Talk]] = defaultdict(list)
        for talk in self.talks:
            found[talk.day, talk.room].append(talk)
        return found

    @property
    def base_url(self) -> str:
        return str(self.stated.get("base_url") or "")

    @property
    def room_names(self) -> list[str]:
        """Every room that the schedule names, in its order."""
        named = [str(room["name"]) for room in self.conference.rooms or []]
        listed = [name for day in self.days for name in day.rooms]
        return [name for name in dict.fromkeys([*named, *listed, *(t.room for t in self.talks)]) if name]
