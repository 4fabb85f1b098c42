"""The numbers and bullets of a Word file's lists, counted in the order of the document."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from base.word.styles import Look, paragraph_look, points

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
HIGHEST = 32_767
"""As high as Word begins to count; letters and Roman numbers grow with what they count."""
CHINESE = "零一二三四五六七八九十"
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "o": "◦", "\uf0d8": "➢", "\uf0fc": "✓"}
"""Characters of Word's symbol fonts, as Unicode has them."""


class Numbering:
    def __init__(self, document: Any) -> None:
        part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)  # fmt: skip
        root = part.element if part is not None else None
        abstract = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))} if root is not None else {}  # fmt: skip
        self.lists: dict[str, Any] = {}
        for one in root.iter(qn("w:num")) if root is not None else ():
            named = one.find(qn("w:abstractNumId"))
            if named is not None and named.get(qn("w:val")) in abstract:
                self.lists[one.get(qn("w:numId"))] = abstract[named.get(qn("w:val"))]
        self.counts: dict[tuple[str, int], int] = {}

    def label(self, look: Look) -> tuple[str, Look]:
        """What stands before a paragraph, and the indents of its level; nothing for what is in no list."""
        name, depth = look.get("list", "0"), look.get("level", 0)
        level = self._level(name, depth)
        if level is None:
            return "", {}
        for other, deeper in list(self.counts):
            if other == name and deeper > depth:
                del self.counts[other, deeper]
        begin = level.find(qn("w:start"))
        first = min(max(int(points(begin.get(qn("w:val")), 1)), 0), HIGHEST) if begin is not None else 1
        self.counts[name, depth] = self.counts.get((name, depth), first - 1) + 1
        return self._text(name, level), paragraph_look(level.find(qn("w:pPr")))

    def _level(self, name: str, depth: int) -> Any:
        found = self.lists.get(name)
        levels = found.iterfind(qn("w:lvl")) if found is not None else ()
        return next((one for one in levels if one.get(qn("w:ilvl")) == str(depth)), None)

    def _text(self, name: str, level: Any) -> str:
        text = level.find(qn("w:lvlText"))
        pattern = (text.get(qn("w:val")) or "") if text is not None else ""
        if _format(level) == "bullet":
            return BULLETS.get(pattern, pattern if pattern.isprintable() and pattern else "•")
        return re.sub(r"%(\d)", lambda found: self._number(name, int(found.group(1)) - 1), pattern)

    def _number(self, name: str, depth: int) -> str:
        level = self._level(name, depth)
        return written(self.counts.get((name, depth), 1), _format(level) if level is not None else "decimal")


def written(number: int, format_: str) -> str:
    if format_.endswith("Letter"):
        text = LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return text.upper() if format_.startswith("upper") else text
    if format_.endswith("Roman"):
        text, left = "", number
        for value, sign in ROMAN:
            text, left = text + sign * (left // value), left % value
        return text.upper() if format_.startswith("upper") else text
    if "hinese" in format_ and number <= 10:
        return CHINESE[number]
    return "" if format_ == "none" else str(number)


def _format(level: Any) -> str:
    found = level.find(qn("w:numFmt"))
    return (found.get(qn("w:val")) or "decimal") if found is not None else "decimal"
