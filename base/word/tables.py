"""The grid, spans, borders and fills of a Word table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml.ns import qn

from base.word.styles import points

SIDES = {"top": "top", "bottom": "bottom", "left": "left", "start": "left", "right": "right", "end": "right", "insideH": "inside_h", "insideV": "inside_v"}  # fmt: skip
EIGHTH = 8.0  # eighths of a point in a point
MOST_COLUMNS = 63
"""As many as Word allows; a file from elsewhere may say any number."""


def columns_of(table: Any) -> list[float]:
    return [points(one.get(qn("w:w"))) or 60.0 for one in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]  # fmt: skip


def span_of(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(int(points(found.get(qn("w:val")), 1)), 1), MOST_COLUMNS) if found is not None else 1


def is_continued(cell: Any) -> bool:
    """Whether it belongs to the cell above."""
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return found is not None and found.get(qn("w:val")) != "restart"


def rows_spanned(below: Sequence[Any], cell: Any, column: int) -> int:
    if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None:
        return 1
    count = 1
    for row in below:
        if not _continued_at(row, column):
            break
        count += 1
    return count


def borders(properties: Iterable[Any], name: str) -> dict[str, Any]:
    """Side → its width in points and colour, or None where it has none; sides that are not spoken of are left out."""
    told: dict[str, Any] = {}
    for one in properties:
        found = one.find(qn(name)) if one is not None else None
        for side in found if found is not None else ():
            tag = SIDES.get(side.tag.rpartition("}")[2])
            if tag:
                told[tag] = _line(side)
    return told


def fill_of(cell: Any) -> str:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return _colour(found.get(qn("w:fill"))) if found is not None else ""


def _line(side: Any) -> dict[str, Any] | None:
    if side.get(qn("w:val")) in ("nil", "none"):
        return None
    return {"width": points(side.get(qn("w:sz")), EIGHTH) or 0.5, "colour": _colour(side.get(qn("w:color")))}


def _colour(text: str | None) -> str:
    return text if text and re.fullmatch(r"[0-9A-Fa-f]{6}", text) else ""


def _continued_at(row: Any, column: int) -> bool:
    here = 0
    for cell in row.iterfind(qn("w:tc")):
        if here == column:
            return is_continued(cell)
        here += span_of(cell)
    return False
