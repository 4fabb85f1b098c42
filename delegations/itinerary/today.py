"""A day of a delegation as its liaison officer needs it: what is now, what comes next, who arrives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from delegations.itinerary.lines import Itinerary, Kind, Line, Room

ASSUMED = dt.timedelta(hours=1)
"""How long something goes on of which no end is stated and that nothing follows."""


@dataclass(frozen=True, slots=True)
class Today:
    """`now` are the lines that go on, `coming` the next one; `awaited` the legs that bring people on this day."""

    day: dt.date
    lines: tuple[Line, ...]
    now: tuple[str, ...]
    coming: Line | None
    awaited: tuple[Line, ...]
    rooms: tuple[Room, ...]
    hotels: tuple[tuple[str, str, str], ...]
    before: dt.date
    after: dt.date

    @property
    def present(self) -> list[Line]:
        return [line for line in self.lines if line.key in self.now]


def today_of(itinerary: Itinerary, *, at: dt.datetime, day: dt.date | None = None) -> Today:
    """A day by the clock of the visit; without `day` the one it is there."""
    clock = ZoneInfo(itinerary.home or "UTC")
    shown = day or at.astimezone(clock).date()
    lines = tuple(line for line in itinerary.lines if line.on and line.on.date == shown)
    nights = [
        line
        for line in itinerary.lines
        if line.kind == Kind.CHECK_IN
        and line.on
        and line.on.date
        and line.ends_on
        and line.on.date <= shown <= line.ends_on
    ]
    return Today(
        day=shown,
        lines=lines,
        now=tuple(line.key for line, ends in _spans(lines) if line.starts_at and line.starts_at <= at < ends),
        coming=next((line for line in lines if line.starts_at and line.starts_at > at), None),
        awaited=tuple(
            line for line in itinerary.lines if line.awaited and _arrives(line) == shown and not line.echo
        ),
        rooms=tuple(room for line in nights for room in line.rooms),
        hotels=tuple(
            (line.title.partition(": ")[2] or line.title, line.address, line.phone) for line in nights
        ),
        before=shown - dt.timedelta(days=1),
        after=shown + dt.timedelta(days=1),
    )


def _spans(lines: Sequence[Line]) -> list[tuple[Line, dt.datetime]]:
    """Each timed line with its end; where none is stated, the beginning of the next one, but an hour at most."""
    timed = [line for line in lines if line.starts_at]
    found: list[tuple[Line, dt.datetime]] = []
    pairs: Iterator[tuple[Any, Any]] = zip_longest(timed, timed[1:])
    for line, following in pairs:
        assumed = line.starts_at + ASSUMED
        found.append((line, line.ends_at or min(assumed, following.starts_at if following else assumed)))
    return found


def _arrives(line: Line) -> dt.date | None:
    """The day of an arrival on its own clock."""
    return line.ends_on or (line.on.date if line.on else None)
