"""Tables in: columns by their names, and every cell checked before anything is written. Files are read by `base.tabular`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from base.errors import Invalid
from base.languages import CODES
from base.search import fold

SHOWN_LENGTH = 60

Parse = Callable[[str], Any]
"""A cell's text → its value. Raises ValueError with what is expected, in the reader's words."""


Looks = Callable[[str], bool]
"""Whether a cell's text looks like a value of the field."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column that may be recognised: by its label in any of our languages, by one of its other names, or by what its
    cells look like (`base.recognising`). `choices` gives the texts that a template offers in a list.
    """

    key: str
    label: Any
    others: Sequence[str] = ()
    parse: Parse = str
    max_length: int = 300
    looks: Looks | None = None
    choices: Callable[[], Sequence[str]] | None = None

    def names(self) -> set[str]:
        found = {self.key, *self.others}
        for code in CODES:
            with translation.override(code):
                found.add(str(self.label))
        return {plain(name) for name in found}


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in one cell; `row` is the number that the spreadsheet shows, `column` the heading."""

    row: int
    column: str
    value: str
    expected: str
    key: str = field(default="", compare=False)
    """Of the field, where a cell could not be read."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the values begin, and which column holds which field: `columns` maps the field's key to the place."""

    start: int
    columns: Mapping[str, int]
    headings: Mapping[str, str] = field(default_factory=dict)
    unknown: Sequence[str] = ()


@dataclass(slots=True)
class Table:
    """Rows as (number in the file, values by field key), the errors of all rows, and headings nobody knows."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def plain(name: str) -> str:
    """A heading without case, accents, punctuation and spaces."""
    return "".join(c for c in fold(str(name)) if c.isalnum())


def check(
    cells: Sequence[Sequence[str]],
    fields: Iterable[Field],
    *,
    required: Iterable[str] = (),
    layout: Layout | None = None,
) -> Table:
    """Check every cell below the headings; the columns are those of `layout`, else those that the first row names.

    Raises Invalid when a required column is not there.
    """
    chosen = list(fields)
    found = layout or by_headings(cells, chosen)
    table = Table(unknown=list(found.unknown))
    known = {one.key: one for one in chosen if one.key in found.columns}
    _demand(required, known, chosen)
    for number, row in enumerate(cells[found.start :], start=found.start + 1):
        texts = {
            key: (row[place].strip() if place < len(row) else "")
            for key, place in found.columns.items()
            if key in known
        }
        if any(texts.values()):
            table.rows.append((number, check_row(number, texts, known, table.errors, found.headings)))
    return table


def by_headings(cells: Sequence[Sequence[str]], fields: Iterable[Field]) -> Layout:
    """The layout that the first row that is not empty names. Raises Invalid for an empty file."""
    start = first_row(cells)
    names = by_name(fields)
    columns: dict[str, int] = {}
    unknown = []
    for place, heading in enumerate(cells[start]):
        known = names.get(plain(heading))
        if known and known.key not in columns:
            columns[known.key] = place
        elif heading.strip():
            unknown.append(heading.strip()[:SHOWN_LENGTH])
    headings = {key: cells[start][place].strip() for key, place in columns.items()}
    return Layout(start + 1, columns, headings, unknown)


def first_row(cells: Sequence[Sequence[str]]) -> int:
    """The first row that is not empty. Raises Invalid when there is none."""
    start = next((n for n, row in enumerate(cells) if any(cell.strip() for cell in row)), None)
    if start is None:
        raise Invalid(_("The file is empty."), field="file")
    return start


def by_name(fields: Iterable[Field]) -> dict[str, Field]:
    """Plain heading → field; of two fields with one name, the first."""
    return {name: one for one in reversed(list(fields)) for name in one.names()}


def check_row(
    number: int,
    texts: Mapping[str, str],
    fields: Mapping[str, Field],
    errors: list[CellError],
    headings: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The values of one row; what is wrong is added to `errors` and its value left out.

    `headings` are the columns as the file names them; without them the fields' own labels are told.
    """
    values: dict[str, Any] = {}
    for key, text in texts.items():
        if not text:
            continue
        try:
            values[key] = parsed(fields[key], text)
        except ValueError as exc:
            heading = (headings or {}).get(key) or str(fields[key].label)
            errors.append(CellError(number, heading, text[:SHOWN_LENGTH], str(exc), key))
    return values


def parsed(known: Field, text: str) -> Any:
    """Raises ValueError with what is expected."""
    if len(text) > known.max_length:
        raise ValueError(_("at most %(length)d characters") % {"length": known.max_length})
    return known.parse(text)


def _demand(required: Iterable[str], columns: Mapping[str, Any], fields: Iterable[Field]) -> None:
    wanted = list(required)
    if wanted and not any(key in columns for key in wanted):
        labels = ", ".join(str(f.label) for f in fields if f.key in wanted)
        raise Invalid(
            _("The first row names no column that is needed. One of these must be there: %(columns)s.")
            % {"columns": labels},
            field="file",
        )
