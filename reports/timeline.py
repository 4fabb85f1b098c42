"""What happened in time, with one agreement or one organization: points of several nouns on one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from base.dates import PartialDate
from base.languages import best

NOUNS = {
    "event": (_("events"), "calendar-event"),
    "delegation": (_("delegations"), "users-group"),
    "agreement": (_("agreements"), "writing-sign"),
    "document": (_("documents"), "paperclip"),
    "outcome": (_("outcomes"), "award"),
    "follow_up": (_("follow-ups"), "checklist"),
    "project": (_("projects"), "briefcase"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """Something on a day that may be known in part, or not at all."""

    on: PartialDate | None
    noun: str
    what: str
    """What happened, in a few words of the reader's language: “signed”, “host”, “due”."""
    title: str = ""
    lang: str = ""
    href: str = ""
    state: str = ""
    state_label: Any = ""

    @property
    def icon(self) -> str:
        return NOUNS[self.noun][1]

    @property
    def year(self) -> int | None:
        return self.on.year if self.on else None

    def is_ahead(self, today: dt.date) -> bool:
        """Whether it surely lies ahead."""
        return (
            self.on is not None
            and self.on.year is not None
            and (dt.date(self.on.year, self.on.month or 1, self.on.day or 1) > today)
        )


def point(on: PartialDate | None, noun: str, what: Any, record: Any, field: str, **more: Any) -> Point:
    """Of a record whose content field `field` names it; without a text it is named by its kind."""
    title, lang = best(record, field)
    if not title and hasattr(record, "get_kind_display"):
        title, lang = str(record.get_kind_display()), ""
    return Point(on, noun, str(what), title, lang, **more)


def day_of(moment: dt.datetime, zone: dt.tzinfo | None = None) -> PartialDate:
    return PartialDate.of(moment.astimezone(zone).date())


@dataclass(frozen=True, slots=True)
class Year:
    """The points of one year in order; of no year those whose year, or whole date, is not stated."""

    year: int | None
    points: Sequence[Point]


def in_years(points: Iterable[Point], *, newest_first: bool) -> list[Year]:
    """By year, within it by date: what is known only to the year, or month, stands before the days in it.

    What has no year comes last, either way.
    """
    rows = list(points)
    dated = sorted((one for one in rows if one.year is not None), key=_order, reverse=newest_first)
    rest = sorted((one for one in rows if one.year is None), key=_order)
    years = [Year(year, list(found)) for year, found in groupby(dated, key=lambda one: one.year)]
    return [*years, Year(None, rest)] if rest else years


def _order(one: Point) -> str:
    return str(one.on) if one.on else "~"


def chosen(points: Iterable[Point], nouns: Iterable[str]) -> list[Point]:
    """Only the nouns asked for; none asked for are all."""
    wanted = set(nouns) & set(NOUNS)
    return [one for one in points if not wanted or one.noun in wanted]
