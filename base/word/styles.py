"""The look of paragraphs and runs in a Word file: defaults, then styles from the most general on, then what stands on the spot."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

Look = dict[str, Any]
OFF = ("0", "false", "none", "off")
HALF = 2.0  # half points in a point
TWENTIETH = 20.0  # twentieths of a point in a point
FLAGS = {"b": "bold", "i": "italic", "strike": "strike", "caps": "caps", "vanish": "hidden"}
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def points(text: str | None, unit: float = TWENTIETH) -> float:
    """Zero for what is no number."""
    try:
        number = float(text or 0) / unit
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


class Styles:
    """Reads looks out of the part `word/styles.xml`."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self.styles = {one.get(qn("w:styleId")): one for one in root.iter(qn("w:style"))}
        self.ordinary = next(
            (name for name, one in self.styles.items()
             if one.get(qn("w:type")) == "paragraph" and one.get(qn("w:default")) in ("1", "true")), None,
        )  # fmt: skip
        self.run: Look = {"size": 10.0}
        self.paragraph: Look = {}
        for properties in root.iterfind(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"):
            self.run |= run_look(properties)
        for properties in root.iterfind(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}"):
            self.paragraph |= paragraph_look(properties)

    def of_paragraph(self, paragraph: Any) -> tuple[Look, Look]:
        """The paragraph's own look, and that of its runs before they say anything."""
        own = paragraph.find(qn("w:pPr"))
        named = own.find(qn("w:pStyle")) if own is not None else None
        whole, runs = dict(self.paragraph), dict(self.run)
        for style in self._chain(named.get(qn("w:val")) if named is not None else self.ordinary):
            whole |= paragraph_look(style.find(qn("w:pPr"))) | _heading(style)
            runs |= run_look(style.find(qn("w:rPr")))
        return whole | paragraph_look(own), runs

    def of_run(self, run: Any, before: Look) -> Look:
        own = run.find(qn("w:rPr"))
        if own is None:
            return before
        look = dict(before)
        named = own.find(qn("w:rStyle"))
        for style in self._chain(named.get(qn("w:val")) if named is not None else None):
            look |= run_look(style.find(qn("w:rPr")))
        return look | run_look(own)

    def of_table(self, properties: Any) -> Iterator[Any]:
        """The properties of a table's styles, then its own."""
        named = properties.find(qn("w:tblStyle")) if properties is not None else None
        for style in self._chain(named.get(qn("w:val")) if named is not None else None):
            if (own := style.find(qn("w:tblPr"))) is not None:
                yield own
        if properties is not None:
            yield properties

    def _chain(self, name: str | None) -> list[Any]:
        """A style after those it is based on; a circle ends where it began."""
        found: list[Any] = []
        while name in self.styles and self.styles[name] not in found:
            found.insert(0, self.styles[name])
            based = self.styles[name].find(qn("w:basedOn"))
            name = based.get(qn("w:val")) if based is not None else None
        return found


def run_look(properties: Any) -> Look:
    look: Look = {}
    for one in () if properties is None else properties:
        tag, value = one.tag.rpartition("}")[2], one.get(qn("w:val"))
        if tag in FLAGS:
            look[FLAGS[tag]] = value not in OFF
        elif tag == "u":
            look["underline"] = value not in OFF
        elif tag == "sz":
            look["size"] = points(value, HALF) or 10.0
        elif tag == "color":
            look["colour"] = value if value and re.fullmatch(r"[0-9A-Fa-f]{6}", value) else ""
        elif tag == "vertAlign":
            look["shift"] = {"superscript": "super", "subscript": "sub"}.get(value or "", "")
        elif tag == "lang" and value:
            look["lang"] = value.partition("-")[0].lower()
    return look


def paragraph_look(properties: Any) -> Look:
    look: Look = {}
    for one in () if properties is None else properties:
        tag, value = one.tag.rpartition("}")[2], one.get(qn("w:val"))
        if tag == "jc":
            look["align"] = {"start": "left", "end": "right"}.get(value or "", value or "left")
        elif tag == "spacing":
            look |= _spacing(one)
        elif tag == "ind":
            look |= _indents(one)
        elif tag == "numPr":
            look |= _numbering(one)
        elif tag in ("pageBreakBefore", "keepNext", "contextualSpacing"):
            look[tag] = value not in OFF
        elif tag == "outlineLvl":
            look["heading"] = int(points(value, 1)) + 1 if points(value, 1) < 6 else 0
        elif tag == "tabs":
            look["far_tab"] = any(stop.get(qn("w:val")) in ("right", "end", "center") for stop in one)
    return look


def _spacing(element: Any) -> Look:
    look: Look = {}
    for name in ("before", "after"):
        if (value := element.get(qn(f"w:{name}"))) is not None:
            look[name] = points(value)
    if (line := element.get(qn("w:line"))) is not None:
        exact = element.get(qn("w:lineRule")) in ("exact", "atLeast")
        look["line"], look["line_exact"] = points(line, TWENTIETH if exact else 240.0), exact
    return look


def _indents(element: Any) -> Look:
    look: Look = {}
    for name, alias in (("left", "start"), ("right", "end"), ("firstLine", ""), ("hanging", "")):
        value = element.get(qn(f"w:{name}")) or (element.get(qn(f"w:{alias}")) if alias else None)
        if value is not None:
            look[name] = points(value)
    if "hanging" in look:
        look["firstLine"] = 0.0
    elif "firstLine" in look:
        look["hanging"] = 0.0
    return look


def _numbering(element: Any) -> Look:
    number, level = element.find(qn("w:numId")), element.find(qn("w:ilvl"))
    return {
        "list": number.get(qn("w:val")) if number is not None else "0",
        "level": int(points(level.get(qn("w:val")), 1)) if level is not None else 0,
    }


def _heading(style: Any) -> Look:
    name = style.find(qn("w:name"))
    found = HEADING.fullmatch(name.get(qn("w:val")) or "") if name is not None else None
    return {"heading": int(found.group(1))} if found else {}
