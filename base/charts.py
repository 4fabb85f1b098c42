"""Charts as SVG from our own templates; the same picture serves pages and documents.

Nothing in it needs an inline style: colours are presentation attributes, which a page's stylesheet may override by class.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import get_template

WIDTH = 640
ROW = 30
BAR = 16
SIZE = 13
GAP = 10
LONGEST_LABEL = 220
VALUE_ROOM = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with the places of its parts, in units of the picture."""

    label: str
    value: str
    y: float
    text_y: float
    length: float
    value_x: float


def bar_chart(
    title: str, rows: Sequence[tuple[str, int, str]], *, description: str, key: str = "chart"
) -> str:
    """A horizontal bar chart as SVG text. `rows` are (label, count, count in words); `key` makes its ids unique in a page."""
    label_width = min(
        float(LONGEST_LABEL), max((_width(label) for label, _count, _value in rows), default=0.0)
    )
    left = label_width + GAP
    room = WIDTH - left - VALUE_ROOM
    largest = max((count for _label, count, _value in rows), default=0) or 1
    bars = []
    for place, (label, count, value) in enumerate(rows):
        # A bar of one among thousands must still be seen.
        length = max(2.0, room * count / largest) if count else 0.0
        top = place * ROW + (ROW - BAR) / 2
        bars.append(
            Bar(
                _shortened(label),
                value,
                top,
                top + BAR / 2 + SIZE * 0.35,
                round(length, 1),
                round(left + length + 8, 1),
            )
        )
    context = {
        "title": title, "description": description, "key": key, "bars": bars, "width": WIDTH, "height": max(ROW * len(rows), 1),
        "label_x": round(label_width, 1), "bar_x": round(left, 1), "bar_height": BAR, "size": SIZE,
    }  # fmt: skip
    return get_template("charts/bars.svg").render(context).strip()


def _shortened(label: str) -> str:
    """The label as far as it has room; its whole text stands in the table beside the chart."""
    if _width(label) <= LONGEST_LABEL:
        return label
    while label and _width(label + "…") > LONGEST_LABEL:
        label = label[:-1]
    return label.rstrip() + "…"


def _width(text: str) -> float:
    """About as wide as the text is set: East Asian characters are square, Latin ones a little over half."""
    return sum(SIZE if unicodedata.east_asian_width(char) in "WF" else SIZE * 0.58 for char in text)
