"""A Word file as plain data: paragraphs, runs, lists, tables, pictures, head and foot, and the page they stand on.

All lengths are in points. What is read here is what `templates/documents/word.typ` sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from base.word.numbering import Numbering
from base.word.pictures import Pictures
from base.word.styles import Look, Styles
from base.word.tables import borders, columns_of, fill_of, is_continued, rows_spanned, span_of

Block = dict[str, Any]
FIELD = re.compile(r"^\s*(PAGE|NUMPAGES)\b", re.IGNORECASE)
FIELDS = {"PAGE": "page", "NUMPAGES": "pages"}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
THROUGH = frozenset({"ins", "smartTag", "hyperlink", "sdt", "sdtContent", "fldSimple", "moveTo"})
"""Wrappers around runs and blocks, of which the content counts."""


class Reader:
    """Reads one document; the headers and footers of its last section are those of the whole."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = Styles(document)
        self.numbering = Numbering(document)
        self.pictures = Pictures()
        self.field = ""

    def read(self) -> dict[str, Any]:
        body = self.document.element.body
        section = self.document.sections[-1]
        told: dict[str, Any] = {
            "sheet": _page(section),
            "blocks": self.blocks(body, self.document.part),
            "header": self._edge(section.header),
            "footer": self._edge(section.footer),
            "first": None,
        }
        if section.different_first_page_header_footer:
            told["first"] = {"header": self._edge(section.first_page_header), "footer": self._edge(section.first_page_footer)}  # fmt: skip
        _level_headings(told["blocks"])
        return told | {"pictures": self.pictures.told}

    def blocks(self, parent: Any, part: Any) -> list[Block]:
        found: list[Block] = []
        for child in parent:
            tag = child.tag.rpartition("}")[2]
            if tag == "p":
                found.append(self.paragraph(child, part))
            elif tag == "tbl":
                found.append(self.table(child, part))
            elif tag in THROUGH:
                found.extend(self.blocks(child, part))
        return found

    def paragraph(self, paragraph: Any, part: Any) -> Block:
        look, ordinary = self.styles.of_paragraph(paragraph)
        label, indents = self.numbering.label(look)
        look = {**look, **{name: one for name, one in indents.items() if name in ("left", "hanging", "firstLine")}}  # fmt: skip
        own = paragraph.find(qn("w:pPr"))
        mark = own.find(qn("w:rPr")) if own is not None else None
        empty = self.styles.of_run(own, ordinary) if mark is not None else ordinary
        runs = [run for run in self.runs(paragraph, ordinary, part) if run]
        return {
            "kind": "paragraph", "label": label, "runs": _joined(runs), "size": empty["size"],
            "align": look.get("align", "left"), "before": look.get("before", 0.0), "after": look.get("after", 0.0),
            "line": look.get("line", 1.0), "line_exact": look.get("line_exact", False),
            "left": look.get("left", 0.0), "right": look.get("right", 0.0),
            "first": look.get("firstLine", 0.0), "hanging": look.get("hanging", 0.0),
            "heading": look.get("heading", 0), "new_page": look.get("pageBreakBefore", False),
            "keep": look.get("keepNext", False), "far_tab": look.get("far_tab", False),
        }  # fmt: skip

    def runs(self, parent: Any, look: Look, part: Any) -> Iterator[Look]:
        for child in parent:
            tag = child.tag.rpartition("}")[2]
            if tag == "r":
                yield from self.run(child, self.styles.of_run(child, look), part)
            elif tag == "fldSimple" and (found := FIELD.match(child.get(qn("w:instr")) or "")):
                yield {"field": FIELDS[found.group(1).upper()], **look}
            elif tag in THROUGH:
                yield from self.runs(child, look, part)

    def run(self, run: Any, look: Look, part: Any) -> Iterator[Look]:
        if look.get("hidden"):
            return
        for child in run:
            tag = child.tag.rpartition("}")[2]
            if tag == "t" and self.field != "page number":
                yield _worded(child.text or "", look)
            elif tag == "tab":
                yield {"tab": True, **look}
            elif tag in ("br", "cr"):
                yield {"new_page": True} if child.get(qn("w:type")) == "page" else {"line": True, **look}
            elif tag == "noBreakHyphen":
                yield _worded("\u2011", look)
            elif tag in ("fldChar", "instrText"):
                yield from self._complex_field(child, tag, look)
            elif tag == "drawing":
                yield from self.pictures.of(child, part)

    def table(self, table: Any, part: Any) -> Block:
        columns = columns_of(table)
        properties = list(self.styles.of_table(table.find(qn("w:tblPr"))))
        inside = borders(properties, "w:tblBorders")
        rows = [row for row in table.iter(qn("w:tr")) if _within(row, table)]
        told: list[Block] = []
        for place, row in enumerate(rows):
            cells, column = [], 0
            for cell in row.iterfind(qn("w:tc")):
                span = span_of(cell)
                if not is_continued(cell):
                    cells.append({
                        "blocks": self.blocks(cell, part), "column": column, "span": span,
                        "rows": rows_spanned(rows[place + 1 :], cell, column), "fill": fill_of(cell),
                        "borders": inside | borders([cell.find(qn("w:tcPr"))], "w:tcBorders"),
                    })  # fmt: skip
                column += span
            told.append({"cells": cells, "head": row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None})
        width = max([len(columns), *(cell["column"] + cell["span"] for row in told for cell in row["cells"])])
        return {"kind": "table", "columns": [*columns, *[60.0] * (width - len(columns))], "rows": told}

    def _complex_field(self, child: Any, tag: str, look: Look) -> Iterator[Look]:
        """A page number is told once and what Word wrote for it left out; of other fields what Word wrote is kept."""
        if tag == "instrText" and (found := FIELD.match(child.text or "")):
            self.field = "page number"
            yield {"field": FIELDS[found.group(1).upper()], **look}
        elif tag == "fldChar" and child.get(qn("w:fldCharType")) == "end":
            self.field = ""

    def _edge(self, edge: Any) -> list[Block]:
        return [] if edge.is_linked_to_previous else self.blocks(edge._element, edge.part)


def _worded(text: str, look: Look) -> Look:
    said = text.upper() if look.get("caps") else text
    return {"text": said, **look, **({"lang": "zh"} if HAN.search(said) else {})}


def _joined(runs: list[Look]) -> list[Look]:
    """Neighbours of the same look as one, so that a word is not cut where Word cut it."""
    joined: list[Look] = []
    for run in runs:
        before = joined[-1] if joined else {}
        if "text" in run and "text" in before and {**run, "text": ""} == {**before, "text": ""}:
            before["text"] += run["text"]
        else:
            joined.append(dict(run))
    return joined


def _page(section: Any) -> dict[str, float]:
    names = {
        "width": "page_width", "height": "page_height", "top": "top_margin", "bottom": "bottom_margin",
        "left": "left_margin", "right": "right_margin", "header": "header_distance", "footer": "footer_distance",
    }  # fmt: skip
    usual = {"width": 595.3, "height": 841.9, "header": 35.4, "footer": 35.4}
    found = {name: getattr(section, stated) for name, stated in names.items()}
    return {name: value.pt if value is not None else usual.get(name, 72.0) for name, value in found.items()}


def _level_headings(blocks: list[Block]) -> None:
    """Headings begin at the first level and skip none, as an accessible document has them."""
    depth = 0
    for block in blocks:
        if block["kind"] == "paragraph" and block["heading"] and block["runs"]:
            depth = block["heading"] = min(block["heading"], depth + 1)
        elif block["kind"] == "paragraph":
            block["heading"] = 0
        else:
            _without_headings(block)


def _without_headings(table: Block) -> None:
    for cell in (cell for row in table["rows"] for cell in row["cells"]):
        for block in cell["blocks"]:
            if block["kind"] == "table":
                _without_headings(block)
            else:
                block["heading"] = 0


def _within(row: Any, table: Any) -> bool:
    """Whether it is a row of this table, not of one inside it."""
    return next(row.iterancestors(qn("w:tbl"))) is table
