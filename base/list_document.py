"""A list for paper and for a spreadsheet: one description, set as PDF (`list.typ`) or written as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from base import sheets
from base.dates import PartialDate
from base.sheets import Row, Value
from base.typesetting import typeset
from base.wording import date_in_words, moment_in_words, time_in_words

SOURCE = "list.typ"


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` is its relative width on paper, `width` its width in characters in a workbook."""

    heading: str
    weight: float = 1.0
    width: int = sheets.WIDTH
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own; an empty title makes none. `note` stands below the heading."""

    title: str
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListDocument:
    """`group_heading` names the column that holds the titles of the groups in a workbook; without it they are left out.

    `footers` stand below the last row, on paper only; `empty` is what stands there instead of rows.
    """

    title: str
    columns: Sequence[Column]
    groups: Sequence[Group]
    subtitle: str = ""
    group_heading: str = ""
    footers: Sequence[str] = field(default=())
    landscape: bool = False
    empty: str = ""

    def pdf(self, language: str) -> bytes:
        """Tagged PDF on A4; raises `typesetting.RenderError`."""
        data = {
            "title": self.title,
            "subtitle": self.subtitle,
            "landscape": self.landscape,
            "columns": [
                {"heading": one.heading, "weight": one.weight, "numeric": one.numeric} for one in self.columns
            ],
            "groups": [
                {
                    "title": group.title,
                    "note": group.note,
                    "rows": [[said(value, language).split("\n") for value in row] for row in group.rows],
                }
                for group in self.groups
                if group.rows
            ],
            "footers": list(self.footers),
            "empty": self.empty,
        }
        return typeset(SOURCE, data, language=language)

    def workbook(self, *, zone: str | None = None) -> bytes:
        """One sheet, the title of the group before each of its rows."""
        named = bool(self.group_heading)
        first = [sheets.Column(self.group_heading, 24)] if named else []
        columns = [*first, *(sheets.Column(one.heading, one.width) for one in self.columns)]
        rows = (([group.title, *row] if named else list(row)) for group in self.groups for row in group.rows)
        return sheets.workbook(columns, rows, title=self.title, zone=zone)


def said(value: Value, language: str) -> str:
    """A value as it stands on paper."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return moment_in_words(value, language=language)
    if isinstance(value, dt.date | PartialDate):
        return date_in_words(value, language=language)
    if isinstance(value, dt.time):
        return time_in_words(value, language=language)
    return str(value)
