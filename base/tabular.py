"""Tables in: the cells of XLSX and CSV files as texts. What they mean is checked by `base.tables`."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import re
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from base.errors import Invalid
from base.sheets import FORMULA_STARTS

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_CELLS = 3_000_000
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")

SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")
REFERENCE = re.compile(rb"""\br\s*=\s*["'](?P<column>[A-Za-z]{0,3})(?P<row>\d{1,9})["']""")


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

    The reader unfolds every sheet up to its last cell, so a single cell far away would end the process. A sheet is known
    by what it holds, because the workbook says in which part it lies.
    """
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
        raise ValueError("no XLSX")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_long()
    for part in parts:
        content = packed.read(part)
        if SHEET.search(content):
            rows, width = _extent(content)
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
