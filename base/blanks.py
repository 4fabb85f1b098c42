"""Workbooks to fill in: empty ones whose columns offer their values in lists, and those that come back with errors marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from base.sheets import workbook
from base.tables import CellError, Field

WIDTH = 24
LISTS = "Lists"


def blank(fields: Sequence[Field], *, title: str, rows: int) -> bytes:
    """An empty workbook with the headings of the fields; where a field has choices, its cells offer them as a list.

    What is not in the list may be typed all the same (a code, another language): the check of the file decides.
    """
    target = io.BytesIO()
    with Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31])
        lists = book.add_worksheet(LISTS)
        lists.hide()
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        used = 0
        for place, field in enumerate(fields):
            sheet.set_column(place, place, WIDTH, text)
            sheet.write_string(0, place, str(field.label), heading)
            if field.choices is None:
                continue
            choices = list(field.choices())
            lists.write_column(0, used, choices)
            sheet.data_validation(
                1, place, rows, place,
                {
                    "validate": "list", "source": f"={LISTS}!${_letter(used)}$1:${_letter(used)}${len(choices)}",
                    "error_type": "warning", "error_title": str(field.label)[:32],
                    "error_message": _("This is not in the list. Keep it all the same?"),
                },
            )  # fmt: skip
            used += 1
    return target.getvalue()


def marked(cells: Sequence[Sequence[str]], errors: Iterable[CellError], *, headed: bool, title: str) -> bytes:
    """The table as it came, with a last column that says what is wrong in each row; its rows keep their numbers."""
    by_row: dict[int, list[str]] = {}
    for error in errors:
        said = _("%(column)s: %(expected)s") % {"column": error.column, "expected": error.expected}
        by_row.setdefault(error.row, []).append(f"{said} ({error.value})" if error.value else said)
    width = max((len(row) for row in cells), default=0)
    head = list(cells[0]) if headed else []
    columns = [*(cell or " " for cell in _padded(head, width)), _("Errors")]
    first = 1 if headed else 0
    rows = [
        [*_padded(row, width), " | ".join(by_row.get(number, ()))]
        for number, row in enumerate(cells[first:], start=first + 1)
    ]
    return workbook(columns, rows, title=title)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *([""] * (width - len(row)))]


def _letter(place: int) -> str:
    """Of fewer than 26 lists."""
    return chr(65 + place)
