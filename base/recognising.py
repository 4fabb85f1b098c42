"""Columns of a table from elsewhere: recognised by their headings or, where those say nothing, by what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from base.errors import Invalid
from base.search import CJK
from base.tables import SHOWN_LENGTH, Field, Layout, by_name, first_row, plain

LOOKED_AT = 200
"""So many values of a column are looked at."""
ENOUGH = 0.7
"""The share of values that must look like the field."""
SAMPLES = 3

EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$")
PHONE = re.compile(r"^(?:\+|00)?[\d\s().\-/]{7,24}$")
PASSPORT = re.compile(r"^(?=(?:[^\d]*\d){5})[A-Z]{0,3}\d{5,9}[A-Z]{0,2}$")
CHINESE_NAME = re.compile(rf"^[{CJK}]{{2,4}}$|^[{CJK}]{{1,12}}·[{CJK}·]{{1,16}}$")
DATE = re.compile(r"^\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$")
LATIN_NAME = re.compile(r"^[^\W\d_]+(?:[-’'. ]+[^\W\d_]+){1,5}\.?$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its guess (`key`, empty for none), why (`heading`, `example`, `hand` or nothing), and samples."""

    place: int
    heading: str
    samples: tuple[str, ...]
    key: str = ""
    because: str = ""

    @property
    def letter(self) -> str:
        """As a spreadsheet names it."""
        name, number = "", self.place + 1
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(65 + rest) + name
        return name


@dataclass(frozen=True, slots=True)
class Recognised:
    """The columns that hold anything; `headed` says whether the first row that is not empty holds headings."""

    first: int
    headed: bool
    columns: Sequence[Column]

    @property
    def certain(self) -> bool:
        """Whether every column is recognised by its heading."""
        return self.headed and all(column.because == "heading" for column in self.columns)

    def layout(self) -> Layout:
        chosen = [column for column in self.columns if column.key]
        return Layout(
            start=self.first + self.headed,
            columns={column.key: column.place for column in chosen},
            headings={column.key: column.heading or column.letter for column in chosen},
            unknown=[column.heading or column.letter for column in self.columns if not column.key],
        )


def recognised(cells: Sequence[Sequence[str]], fields: Sequence[Field]) -> Recognised:
    """Guess the field of every column; no field is guessed twice. Raises Invalid for an empty file."""
    first = first_row(cells)
    head = cells[first]
    names = by_name(fields)
    headed = any(plain(cell) in names for cell in head) or not _holds_values(head, fields)
    values = _values(cells[first + headed :])
    by_place: dict[int, tuple[str, str]] = {}
    taken: set[str] = set()
    for place, cell in enumerate(head if headed else ()):
        known = names.get(plain(cell))
        if known and known.key not in taken:
            by_place[place] = (known.key, "heading")
            taken.add(known.key)
    for place, key in _by_example(values, by_place, [one for one in fields if one.key not in taken]).items():
        by_place[place] = (key, "example")
    return Recognised(first, headed, _columns(head if headed else (), values, by_place))


def by_hand(
    found: Recognised, cells: Sequence[Sequence[str]], keys: Mapping[int, str], *, headed: bool
) -> Recognised:
    """The same table with the fields that a person chose by place, and headings where they say.

    Raises Invalid when two columns are given the same field.
    """
    chosen = [key for key in keys.values() if key]
    if len(chosen) > len(set(chosen)):
        from django.utils.translation import gettext as _

        raise Invalid(
            _("Two columns cannot hold the same: choose one, and ignore the other."), field="columns"
        )
    guessed = {column.place: (column.key, column.because) for column in found.columns}
    by_place = {
        place: guessed[place] if guessed.get(place, ("", ""))[0] == key else (key, "hand" if key else "")
        for place, key in keys.items()
    }
    head = cells[found.first] if headed else ()
    return Recognised(found.first, headed, _columns(head, _values(cells[found.first + headed :]), by_place))


def _holds_values(head: Sequence[str], fields: Sequence[Field]) -> bool:
    """Whether a first row without known headings is a row of values: something in it looks like one."""
    telling = [one.looks for one in fields if one.looks and one.key not in ("full_name",)]
    return any(looks(cell.strip()) for cell in head if cell.strip() for looks in telling)


def _values(rows: Sequence[Sequence[str]]) -> dict[int, list[str]]:
    """The first values of each column that holds any."""
    found: dict[int, list[str]] = {}
    for row in rows:
        for place, cell in enumerate(row):
            text = cell.strip()
            if text and len(column := found.setdefault(place, [])) < LOOKED_AT:
                column.append(text)
    return found


def _by_example(
    values: Mapping[int, Sequence[str]], known: Mapping[int, Any], fields: Sequence[Field]
) -> dict[int, str]:
    """The best pairs of column and field first; of equals, in the order of the fields."""
    scored = []
    for place, texts in values.items():
        if place in known:
            continue
        for rank, one in enumerate(fields):
            if one.looks:
                share = sum(map(one.looks, texts)) / len(texts)
                if share >= ENOUGH:
                    scored.append((-share, rank, place, one.key))
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _share, _rank, place, key in sorted(scored):
        if place not in found and key not in taken:
            found[place] = key
            taken.add(key)
    return found


def _columns(
    head: Sequence[str], values: Mapping[int, Sequence[str]], by_place: Mapping[int, tuple[str, str]]
) -> list[Column]:
    named = {place: cell.strip() for place, cell in enumerate(head) if cell.strip()}
    columns = []
    for place in sorted({*named, *values}):
        samples = tuple(text[:SHOWN_LENGTH] for text in dict.fromkeys(values.get(place, ())))[:SAMPLES]
        key, because = by_place.get(place, ("", ""))
        columns.append(Column(place, named.get(place, "")[:SHOWN_LENGTH], samples, key, because))
    return columns


def is_email(text: str) -> bool:
    return bool(EMAIL.match(text))


def is_phone(text: str) -> bool:
    """Digits with what people put between them; a bare date or a bare number of a passport is none."""
    if not PHONE.match(text) or DATE.match(text):
        return False
    return text.startswith(("+", "00")) or any(c in text for c in " ()-./") or len(text) >= 10


def is_passport_number(text: str) -> bool:
    return bool(PASSPORT.match(text.replace(" ", "")))


def is_chinese_name(text: str) -> bool:
    return bool(CHINESE_NAME.match(text))


def is_latin_name(text: str) -> bool:
    """Two to six words of letters, each beginning with a capital or standing between them (da, del, y)."""
    words = re.split(r"[ ]+", text)
    capital = sum(word[:1].isupper() for word in words)
    return bool(LATIN_NAME.match(text)) and capital >= 2 and len(text) <= SHOWN_LENGTH


def is_date(text: str) -> bool:
    return bool(DATE.match(text))
