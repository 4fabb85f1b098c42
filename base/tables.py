"""Tables in: reading XLSX and CSV, recognising columns by their names, and checking every cell before anything is written."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from base.errors import Invalid
from base.languages import CODES
from base.search import fold
from base.sheets import FORMULA_STARTS

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 100
MAX_CELLS = 3_000_000
SHOWN_LENGTH = 60
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")

REFERENCE = re.compile(rb"""\br\s*=\s*["'](?P<column>[A-Za-z]{0,3})(?P<row>\d{1,9})["']""")

Parse = Callable[[str], Any]
"""A cell's text → its value. Raises ValueError with what is expected, in the reader's words."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column that may be recognised: by its label in any of our languages, or by one of its other names."""

    key: str
    label: Any
    others: Sequence[str] = ()
    parse: Parse = str
    max_length: int = 300

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


@dataclass(slots=True)
class Table:
    """Rows as (number in the file, values by field key), the errors of all rows, and headings nobody knows."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def plain(name: str) -> str:
    """A heading without case, accents, punctuation and spaces."""
    return "".join(c for c in fold(str(name)) if c.isalnum())


def read_cells(content: bytes) -> list[list[str]]:
    """All cells of the first sheet, or of a CSV file, as texts. Raises Invalid, saying why the file cannot be read.

    Of a formula the result last stored counts; nothing is computed.
    """
    if len(content) > MAX_BYTES:
        raise Invalid(
            _("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1024 // 1024}, field="file"
        )
    if not content.strip():
        raise Invalid(_("The file is empty."), field="file")
    cells = _workbook(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    if len(cells) > MAX_ROWS + 1:
        raise Invalid(
            _("The file has more than %(rows)d rows. Divide it.") % {"rows": MAX_ROWS}, field="file"
        )
    return [row[:MAX_COLUMNS] for row in cells]


def check(cells: Sequence[Sequence[str]], fields: Iterable[Field], *, required: Iterable[str] = ()) -> Table:
    """Recognise the columns by the first row that is not empty, then check every cell below.

    Raises Invalid when a required column is not there.
    """
    start = next((n for n, row in enumerate(cells) if any(cell.strip() for cell in row)), None)
    if start is None:
        raise Invalid(_("The file is empty."), field="file")
    table = Table()
    columns = _columns(cells[start], list(fields), table)
    _demand(required, columns, fields)
    headings = {key: str(cells[start][place]).strip() for key, (_known, place) in columns.items()}
    known = {key: known for key, (known, _place) in columns.items()}
    for number, row in enumerate(cells[start + 1 :], start=start + 2):
        texts = {
            key: (row[place].strip() if place < len(row) else "") for key, (_known, place) in columns.items()
        }
        if any(texts.values()):
            table.rows.append((number, check_row(number, texts, known, table.errors, headings)))
    return table


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
            errors.append(CellError(number, heading, text[:SHOWN_LENGTH], str(exc)))
    return values


def parsed(known: Field, text: str) -> Any:
    """Raises ValueError with what is expected."""
    if len(text) > known.max_length:
        raise ValueError(_("at most %(length)d characters") % {"length": known.max_length})
    return known.parse(text)


def _columns(headings: Sequence[str], fields: list[Field], table: Table) -> dict[str, tuple[Field, int]]:
    by_name = {name: f for f in reversed(fields) for name in f.names()}
    found: dict[str, tuple[Field, int]] = {}
    for place, heading in enumerate(headings):
        known = by_name.get(plain(heading))
        if known and known.key not in found:
            found[known.key] = (known, place)
        elif heading.strip():
            table.unknown.append(heading.strip()[:SHOWN_LENGTH])
    return found


def _demand(required: Iterable[str], columns: Mapping[str, Any], fields: Iterable[Field]) -> None:
    wanted = list(required)
    if wanted and not any(key in columns for key in wanted):
        labels = ", ".join(str(f.label) for f in fields if f.key in wanted)
        raise Invalid(
            _("The first row names no column that is needed. One of these must be there: %(columns)s.")
            % {"columns": labels},
            field="file",
        )


def _workbook(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            demand_harmless(packed)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.end and sheet.end[0] > MAX_ROWS:
            raise _too_long()
        rows = sheet.to_python(skip_empty_area=False)
    except (
        zipfile.BadZipFile,
        zlib.error,
        CalamineError,
        IndexError,
        ValueError,
        NotImplementedError,
    ) as exc:
        raise Invalid(
            _("This is not a workbook that can be read. Save it as XLSX or CSV."), field="file"
        ) from exc
    return [[_text(cell) for cell in row[:MAX_COLUMNS]] for row in rows]


def demand_harmless(packed: zipfile.ZipFile) -> None:
    """Raises ValueError for what is no XLSX, Invalid for one that would fill the memory when it is unfolded.

    The reader unfolds every sheet up to its last cell, so a single cell far away would end the process.
    """
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
        raise ValueError("no XLSX")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_long()
    for part in parts:
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            rows, width = _extent(packed.read(part))
            if rows * width > MAX_CELLS:
                raise _too_long()


def _extent(sheet: bytes) -> tuple[int, int]:
    """The last row and the last column that a sheet names."""
    rows, width = 1, 1
    for match in REFERENCE.finditer(sheet):
        rows = max(rows, int(match["row"]))
        width = max(width, functools.reduce(lambda total, c: total * 26 + c - 64, match["column"].upper(), 0))
    return rows, width


def _too_long() -> Invalid:
    return Invalid(_("The file has more than %(rows)d rows. Divide it.") % {"rows": MAX_ROWS}, field="file")


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    sample = text[:4096]
    try:
        dialect: Any = csv.Sniffer().sniff(sample, delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        return [[_unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text), dialect)]
    except csv.Error as exc:
        raise Invalid(
            _("This is not a table that can be read. Save it as XLSX or CSV."), field="file"
        ) from exc


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Invalid(
        _("The text of this file cannot be read. Save it as XLSX, or as CSV in UTF-8."), field="file"
    )


def _unguarded(cell: str) -> str:
    """Undo the quote that our own CSV puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        return cell.isoformat()
    return " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)
