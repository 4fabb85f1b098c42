"""Counting on by whole months."""

from __future__ import annotations

import calendar
import datetime as dt


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months on. The last day of a month leads to the last day of another: 28 February to 31 March."""
    years, month = divmod(day.month - 1 + months, 12)
    last_there = calendar.monthrange(day.year + years, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(day.year + years, month + 1, last_there if is_last else min(day.day, last_there))
