"""Tables out: workbooks in constant memory and CSV that no spreadsheet takes for formulas. Tables in: `base.tables`."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from base.dates import PartialDate

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_NAME_LENGTH = 31
WIDTH = 18

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | PartialDate | None
Row = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table: its heading in the reader's language and its width in characters."""

    heading: str
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; its rows may be an iterator and are never held together."""

    title: str
    columns: Sequence[Column | str]
    rows: Iterable[Row]


def workbook(
    columns: Sequence[Column | str], rows: Iterable[Row], *, title: str = "", zone: str | None = None
) -> bytes:
    """An XLSX file of one sheet; rows may be an iterator and are never held together.

    Moments are written on the clock of `zone`, else of the reader. Texts stay texts: nothing becomes a formula or link.
    """
    return workbook_of([Sheet(title, columns, rows)], zone=zone)


def workbook_of(sheets: Iterable[Sheet], *, zone: str | None = None) -> bytes:
    """An XLSX file of several sheets, written one after the other; no two titles may be the same."""
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with Workbook(target, options) as book:
        for sheet in sheets:
            _write_sheet(book, sheet.columns, sheet.rows, title=sheet.title, zone=zone)
    return target.getvalue()


def csv_file(columns: Sequence[Column | str], rows: Iterable[Row], *, zone: str | None = None) -> bytes:
    """A CSV file with a byte order mark, so that spreadsheets read it as UTF-8, and with `'` before what looks like a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_guarded(column.heading) for column in _columns(columns)])
    writer.writerows([_as_text(value, zone) for value in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def attachment(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """An answer that the browser saves under `filename`, which may be in any script."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response


def _columns(columns: Sequence[Column | str]) -> list[Column]:
    return [column if isinstance(column, Column) else Column(str(column)) for column in columns]


def _write_sheet(
    book: Workbook, columns: Sequence[Column | str], rows: Iterable[Row], *, title: str, zone: str | None
) -> None:
    sheet = book.add_worksheet(_sheet_name(title))
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    time = book.add_format({"num_format": "hh:mm"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(_columns(columns)):
        sheet.set_column(place, place, column.width)
    for place, column in enumerate(_columns(columns)):
        sheet.write_string(0, place, str(column.heading), heading)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, moment, time, zone)


def _write(
    sheet: Worksheet, row: int, column: int, value: Value, moment: Format, time: Format, zone: str | None
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, PartialDate) and value.date:
        value = value.date
    if isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, _wall(value, zone), moment)
    elif isinstance(value, dt.time):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), time)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value)[:32767])


def _sheet_name(title: str) -> str:
    plain = "".join(" " if c in r"[]:*?/\'" else c for c in str(title))
    return " ".join(plain.split())[:SHEET_NAME_LENGTH].strip()


def _wall(value: dt.datetime, zone: str | None) -> dt.datetime:
    if timezone.is_naive(value):
        return value
    there = value.astimezone(ZoneInfo(zone)) if zone else timezone.localtime(value)
    return there.replace(tzinfo=None)


def _as_text(value: Value, zone: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return _wall(value, zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return str(value) if isinstance(value, int | float) else _guarded(str(value))


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
