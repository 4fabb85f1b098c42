"""On which day of a schedule an entry stands: a day begins when the programme begins, and lasts past midnight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from events.interchange.picture import Day, Talk
from events.interchange.zones import in_zone

WHOLE_DAY = dt.timedelta(days=1)
MOST_DAYS = 400


def stated_days(rows: Iterable[dict[str, Any]], zone: str) -> list[Day]:
    """The days of an earlier import, on the clock of the event."""
    return [
        Day(
            index=row["index"],
            date=dt.date.fromisoformat(row["date"]),
            starts=in_zone(dt.datetime.fromisoformat(row["day_start"]), zone),
            ends=in_zone(dt.datetime.fromisoformat(row["day_end"]), zone),
            rooms=[name for name, count in row["rooms"]],
            stated=row,
        )
        for row in rows
    ]


def arranged(
    talks: Sequence[Talk], stated: Sequence[Day], first: dt.date | None, last: dt.date | None, zone: str
) -> list[Day]:
    """The days of a schedule in their order, with the index of its day set on each talk.

    A stated day stays as it is while something takes place on it or it lies within the event; further days are like the
    first of them, or last from midnight to midnight.
    """
    days = {(day.date, day.index): day for day in stated}
    for talk in talks:
        if _day_of(talk, days.values()) is None:
            day = _like(stated, _date_of(talk, stated), zone)
            days.setdefault((day.date, 0), day)
    for date in _between(first, last) if not stated else []:
        if not any(day.date == date for day in days.values()):
            days[date, 0] = _like(stated, date, zone)
    kept = _numbered([day for day in days.values() if _is_kept(day, talks, first, last)])
    for talk in talks:
        found = _day_of(talk, kept)
        assert found is not None
        talk.day = found.index
    _extend(kept, talks, stated)
    return kept


def _day_of(talk: Talk, days: Iterable[Day]) -> Day | None:
    """The day that it was on, while it still begins within it; else the first that it begins within."""
    holding = [day for day in days if day.holds(talk.starts)]
    return next((day for day in holding if day.index == talk.day), holding[0] if holding else None)


def _date_of(talk: Talk, stated: Sequence[Day]) -> dt.date:
    """A night entry belongs to the day before where days begin late."""
    date = talk.starts.date()
    if stated and talk.starts.time() < stated[0].starts.time():
        length = stated[0].ends - stated[0].starts
        start = dt.datetime.combine(date - WHOLE_DAY, stated[0].starts.time(), tzinfo=talk.starts.tzinfo)
        if talk.starts <= start + length:
            return date - WHOLE_DAY
    return date


def _like(stated: Sequence[Day], date: dt.date, zone: str) -> Day:
    time = stated[0].starts.time() if stated else dt.time()
    length = stated[0].ends - stated[0].starts if stated else WHOLE_DAY
    starts = in_zone(dt.datetime.combine(date, time), zone)
    if stated and length < WHOLE_DAY:
        length = WHOLE_DAY
    return Day(0, date, starts, starts + length)


def _between(first: dt.date | None, last: dt.date | None) -> list[dt.date]:
    if first is None:
        return []
    count = min(((last or first) - first).days + 1, MOST_DAYS)
    return [first + dt.timedelta(days=number) for number in range(count)]


def _is_kept(day: Day, talks: Sequence[Talk], first: dt.date | None, last: dt.date | None) -> bool:
    within = first is not None and first <= day.date <= (last or first)
    return within or any(day.holds(talk.starts) for talk in talks)


def _numbered(days: Sequence[Day]) -> list[Day]:
    """By their beginning; each keeps its number where that leaves the order right."""
    ordered = sorted(days, key=lambda day: (day.starts, day.index))
    numbers = [day.index for day in ordered]
    if numbers == sorted(set(numbers)) and numbers and numbers[0] > 0:
        return ordered
    for number, day in enumerate(ordered, 1):
        day.index = number
    return ordered


def _extend(days: Sequence[Day], talks: Sequence[Talk], stated: Sequence[Day]) -> None:
    """A day of ours ends with its last entry, if that is after midnight; a stated one ends when it was stated to."""
    for day in days:
        if day not in stated:
            day.ends = max([day.ends, *(talk.ends for talk in talks if talk.day == day.index)])
