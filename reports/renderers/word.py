"""The body of a Word document as WordprocessingML: paragraphs, tables and pictures in the styles of the template.

The XML is written as text and read once: filling a template cell by cell costs ten times as much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape

from reports.narrative.tree import Run, Statement, Table

WORD_LANGUAGES = {"en": "en-GB", "zh-hans": "zh-CN", "es": "es-ES", "pt": "pt-BR"}
TEXT_WIDTH = 9185
"""Width of the text in twentieths of a point: 162 mm."""
LABEL_WIDTH = 2268
KEEP = "<w:keepNext/>"
"""A paragraph that stays on the page of the next one."""
SHORT_TABLE, SHORT_FACTS = 10, 14
"""Rows up to which a table stays on one page."""
LINE_COLOUR = "D3D9E2"
_BREAKS = re.compile(r"[\n\t]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_PIECES = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_TOP = f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE_COLOUR}"/>'
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE_COLOUR}"/>'
    for side in ("bottom", "insideH")
)


class Word:
    """Writes blocks. `styles`: name of a style → its id in the template; `link`: address → id of its relation."""

    def __init__(self, styles: dict[str, str], link: Callable[[str], str]) -> None:
        self.styles = styles
        self.link = link

    def paragraph(self, style: str, content: str, layout: str = "") -> str:
        """`content` is runs; `layout` what the paragraph adds to its style."""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{layout}</w:pPr>{content}</w:p>'

    def statement(self, statement: Statement) -> str:
        return "".join(map(self.run, statement.runs))

    def run(self, run: Run) -> str:
        if run.muted:
            return text(run.text, f'<w:rStyle w:val="{self.styles["Not Stated"]}"/>')
        shown = text(run.text, _language(run.lang))
        if run.href and re.match(r"https?://", run.href, re.IGNORECASE):
            shown = text(run.text, f'<w:rStyle w:val="{self.styles["Web Link"]}"/>')
            return f'<w:hyperlink r:id="{self.link(run.href)}">{shown}</w:hyperlink>'
        return shown

    def facts(self, rows: Sequence[tuple[str, Statement]]) -> str:
        """Labels on the left, what is known on the right, ruled."""
        widths = (LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH)
        last = len(rows) - 1 if len(rows) <= SHORT_FACTS else 0
        told = "".join(
            self._row(
                (
                    self.paragraph("Fact Label", text(label), KEEP if place < last else ""),
                    self.paragraph("Table Text", self.statement(said)),
                ),
                widths,
            )
            for place, (label, said) in enumerate(rows)
        )
        return self._table(told, widths, top=True)

    def table(self, table: Table) -> str:
        """A table whose head is repeated on every page."""
        widths = [TEXT_WIDTH * share // sum(table.widths) for share in table.widths]
        places = range(len(table.columns))
        heads = ["Table Head Number" if place in table.numeric else "Table Head" for place in places]
        cells = ["Table Number" if place in table.numeric else "Table Text" for place in places]
        if table.strong:
            cells[0] = "Table Name"
        last = len(table.rows) - 1 if len(table.rows) <= SHORT_TABLE else 0
        head = [
            self.paragraph(style, text(name), KEEP) for style, name in zip(heads, table.columns, strict=True)
        ]
        told = [self._row(head, widths, head=True)]
        for place, row in enumerate(table.rows):
            kept = KEEP if place < last else ""
            filled = [
                self.paragraph(style, self.statement(cell), kept)
                for style, cell in zip(cells, row, strict=True)
            ]
            told.append(self._row(filled, widths))
        return self._table("".join(told), widths, top=False)

    def _row(self, cells: Iterable[str], widths: Sequence[int], *, head: bool = False) -> str:
        told = "".join(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(cells, widths, strict=True)
        )
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{told}</w:tr>"

    def _table(self, rows: str, widths: Sequence[int], *, top: bool) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        lines = f"{_TOP if top else ''}{_LINES}"
        # Word sets tables that follow each other as one, so a small paragraph stands between.
        return (
            f'<w:tbl><w:tblPr><w:tblW w:type="dxa" w:w="{sum(widths)}"/><w:tblBorders>{lines}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0420"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{self.paragraph('After Table', '')}"
        )


def text(content: str, properties: str = "") -> str:
    """A run; line breaks and tabs of the text become Word's own."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    content = _UNPRINTABLE.sub("", content)
    if not _BREAKS.search(content):
        return f'<w:r>{looks}<w:t xml:space="preserve">{escape(content)}</w:t></w:r>'
    pieces = re.split(r"([\n\t])", content)
    told = "".join(
        _PIECES.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces if piece
    )
    return f"<w:r>{looks}{told}</w:r>"


def _language(language: str | None) -> str:
    """Chinese text takes the document's East Asian language, which is always Chinese."""
    if language is None or language.startswith("zh"):
        return ""
    return f'<w:lang w:val="{WORD_LANGUAGES.get(language, language)}"/>'
