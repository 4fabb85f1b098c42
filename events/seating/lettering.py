"""Fitting names into the cards of a drawing: lines are broken first, then the letters shrink."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LATIN = 0.56
"""About the width of a Latin letter, as a part of the size; East Asian characters are square."""
SMALLEST = 6.0


@dataclass(frozen=True, slots=True)
class Lettering:
    size: float
    lines: tuple[str, ...]


def fitted(text: str, *, width: float, lines: int, size: float) -> Lettering:
    """The text in at most so many lines of this width, as large as possible; what is too long even so ends in `…`."""
    while size > SMALLEST:
        broken = list(_broken(text, width / size))
        if len(broken) <= lines and all(_ems(line) <= width / size for line in broken):
            return Lettering(round(size, 1), tuple(broken))
        size -= 0.5
    broken = list(_broken(text, width / SMALLEST))
    if len(broken) > lines:
        broken = [*broken[: lines - 1], "".join(broken[lines - 1 :])]
    return Lettering(SMALLEST, tuple(_cut(line, width / SMALLEST) for line in broken))


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else LATIN for char in text)


def _broken(text: str, most: float) -> Iterator[str]:
    """Broken at blanks and after hyphens, between any two East Asian characters."""
    line = ""
    for piece in re.findall(r"[⺀-鿿豈-﫿＀-￯]|[^\s⺀-鿿豈-﫿＀-￯-]+-?|-|\s+", text):
        if line and _ems((line + piece).rstrip()) > most:
            yield line.rstrip()
            line = ""
        line = (line + piece).lstrip()
    if line:
        yield line.rstrip()


def _cut(text: str, most: float) -> str:
    if _ems(text) <= most:
        return text
    while text and _ems(text + "…") > most:
        text = text[:-1]
    return text.rstrip() + "…"
