"""Dates that are known only in part, written as in ISO 8601-2 (EDTF): `2023-06-29`, `2023-06`, `2023`, `XXXX-01-28`."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy

FIRST_YEAR, LAST_YEAR = 1000, 9900
"""Far enough from the ends of the calendar for any zone's clock, and for reminders and copies a while away."""
PATTERN = re.compile(r"^(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$")


class Precision(enum.StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNSTATED_YEAR = "unstated year"


class PartOfDay(models.TextChoices):
    MORNING = "morning", gettext_lazy("morning")
    AFTERNOON = "afternoon", gettext_lazy("afternoon")
    EVENING = "evening", gettext_lazy("evening")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year, or the day, or the month and day may be unstated.

    Raises ValueError when the parts are no possible date.
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.year is None and self.month is None:
            raise ValueError("a date states a year or a month")
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("a year has four digits")
        leap_year = 2000  # a day without its year may be 29 February
        dt.date(self.year or leap_year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From EDTF text. Raises ValueError."""
        match = PATTERN.match(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date such as 2023-06-29, 2023-06, 2023 or XXXX-06-29")
        year, month, day = match["year"], match["month"], match["day"]
        return cls(
            None if year == "XXXX" else int(year), int(month) if month else None, int(day) if day else None
        )

    @classmethod
    def of(cls, date: dt.date) -> PartialDate:
        return cls(date.year, date.month, date.day)

    @property
    def precision(self) -> Precision:
        if self.year is None:
            return Precision.UNSTATED_YEAR
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.month is not None else Precision.YEAR

    @property
    def date(self) -> dt.date | None:
        """The calendar day when it is fully known."""
        if self.year and self.month and self.day:
            return dt.date(self.year, self.month, self.day)
        return None

    @property
    def last_day(self) -> dt.date | None:
        """The last calendar day it can mean; None without a year."""
        if self.year is None:
            return None
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        text = f"{self.year:04d}" if self.year is not None else "XXXX"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


def local_instant(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """A wall-clock time in `zone` as an instant in UTC.

    A time that a clock change skips moves forward by the gap; one that comes twice is the first (PEP 495, fold=0).
    """
    wall = dt.datetime.combine(day, time.replace(tzinfo=None), tzinfo=ZoneInfo(zone))
    return wall.astimezone(dt.UTC)


def span_of(
    start: PartialDate | None,
    start_time: dt.time | None,
    end: PartialDate | None,
    end_time: dt.time | None,
    zone: str,
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """First and last instant (UTC, the last exclusive) of a span in local wall time; None where not stated.

    Without times the span covers whole days. An end time not after the start time on the same day is on the next day.
    """
    first = start.date if start else None
    if first is None or not zone:
        return None, None
    starts_at = local_instant(first, start_time or dt.time(), zone)
    last = (end.date if end else None) or first
    if end_time is not None:
        overnight = end is None and start_time is not None and end_time <= start_time
        last_day = last + dt.timedelta(days=1) if overnight else last
        return starts_at, local_instant(last_day, end_time, zone)
    if start_time is not None and (end is None or last == first):
        return starts_at, None
    return starts_at, local_instant(last + dt.timedelta(days=1), dt.time(), zone)
