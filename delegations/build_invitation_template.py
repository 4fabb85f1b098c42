"""Makes templates/documents/invitation.docx anew: `python -P delegations/build_invitation_template.py`.

The template is an ordinary Word file, from which an office may start its own; this script only says how the first one came about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LATIN, EAST_ASIAN = "Calibri", "Microsoft YaHei"
ACCENT = RGBColor(0x1B, 0x5A, 0x8F)
SOFT = RGBColor(0x56, 0x60, 0x72)
COLUMNS = ("position", "name", "born_on", "country", "passport_number", "post")
WIDTHS = (8, 42, 29, 26, 27, 28)  # millimetres


def main() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance = section.footer_distance = Mm(12)
    _styles(document)
    _letterhead(section.header)
    _foot(section.footer)
    _control(document, "if side_by_side")
    _both(document)
    _control(document, "else")
    _control(document, "for words in languages")
    _control(document, "if not loop.first")
    document.add_paragraph().paragraph_format.page_break_before = True
    _control(document, "endif")
    _one(document)
    _control(document, "endfor")
    _control(document, "endif")
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    document.save(str(Path("templates/documents/invitation.docx")))


def _letterhead(header: Any) -> None:
    _line(header, "{{ letterhead.name }}", size=15, bold=True, after=2, colour=ACCENT, first=True)
    _control(header, "for line in letterhead.lines")
    _line(header, "{{ line }}", size=9, after=0, colour=SOFT)
    _control(header, "endfor")
    _line(header, "", size=6, after=4, rule=True)


def _foot(footer: Any) -> None:
    paragraph = _line(footer, "{{ number }} · ", size=8, after=0, colour=SOFT, first=True, align="right")
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            _run(paragraph, " / ", 8, colour=SOFT)
        _field(paragraph, instruction)


def _one(document: Any) -> None:
    """The letter in one language."""
    heading = document.add_paragraph("{{ words.title }}", style="Heading 1")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(document, "{{ words.number_line }}    {{ words.date }}", align="right", after=10)
    _control(document, "if words.addressee_line")
    _line(document, "{{ words.addressee_line }}", after=10)
    _control(document, "endif")
    _listed(document, "words.opening")
    _guests(document, "words.facts", "words.labels", "words.guests")
    _listed(document, "words.closing")
    _signature(document)


def _both(document: Any) -> None:
    """The letter in two languages side by side."""
    table = document.add_table(rows=0, cols=2)
    _row(table, "{{ first.title }}", "{{ second.title }}", size=16, bold=True, after=6)
    _row(table, "{{ first.number_line }}", "{{ second.number_line }}", after=0)
    _row(table, "{{ first.date }}", "{{ second.date }}", after=10)
    _row(table, "{{ first.addressee_line }}", "{{ second.addressee_line }}", after=10)
    _row(table, "{%tr for pair in pairs.opening %}", "")
    _row(table, "{{ pair.first }}", "{{ pair.second }}", after=5)
    _row(table, "{%tr endfor %}", "")
    _line(document, "", size=4, after=0)
    _guests(document, "pairs.facts", "pairs.labels", "pairs.guests")
    closing = document.add_table(rows=0, cols=2)
    _row(closing, "{%tr for pair in pairs.closing %}", "")
    _row(closing, "{{ pair.first }}", "{{ pair.second }}", after=5)
    _row(closing, "{%tr endfor %}", "")
    _signature(document)


def _guests(document: Any, facts: str, labels: str, guests: str) -> None:
    """One guest as facts, several as a table."""
    _control(document, "if several")
    heads = [f"{{{{ {labels}.{name} }}}}" if name != "position" else "" for name in COLUMNS]
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    _mark_head(table.rows[0])
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, text, size=8.5, bold=True)
    _control_row(table, f"for guest in {guests}")
    row = table.add_row()
    for cell, name in zip(row.cells, COLUMNS, strict=True):
        _write(cell, f"{{{{ guest.{name} }}}}", size=8.5)
    _control_row(table, "endfor")
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)
    _grid(table, WIDTHS)
    _control(document, "else")
    single = document.add_table(rows=0, cols=2, style="Table Grid")
    _control_row(single, f"for fact in {facts}")
    row = single.add_row()
    _write(row.cells[0], "{{ fact.label }}", size=9.5, colour=SOFT)
    _write(row.cells[1], "{{ fact.value }}", size=10.5, bold=True)
    _control_row(single, "endfor")
    for row in single.rows:
        row.cells[0].width, row.cells[1].width = Mm(62), Mm(98)
    _grid(single, (62, 98))
    _control(document, "endif")
    _line(document, "", size=6, after=2)


def _signature(document: Any) -> None:
    _line(document, "", after=20, kept=True)
    _line(document, "________________________________", after=2, kept=True)
    for name in ("signed_by", "signed_as"):
        _control(document, f"if {name}")
        _line(document, f"{{{{ {name} }}}}", after=0, bold=name == "signed_by", kept=True)
        _control(document, "endif")
    _line(document, "{{ office }}", after=0)


def _listed(document: Any, name: str) -> None:
    _control(document, f"for text in {name}")
    _line(document, "{{ text }}", after=8)
    _control(document, "endfor")


def _control(parent: Any, text: str) -> None:
    parent.add_paragraph("{%p " + text + " %}")


def _control_row(table: Any, text: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run("{%tr " + text + " %}")


def _row(table: Any, first: str, second: str, *, size: float = 10, bold: bool = False, after: float = 0) -> None:  # fmt: skip
    row = table.add_row()
    for cell, text in zip(row.cells, (first, second), strict=True):
        _write(cell, text, size=size, bold=bold, before=0, after=after)


def _write(
    cell: Any, text: str, *, size: float, bold: bool = False, before: float = 1, after: float = 1, colour: Any = None
) -> None:  # fmt: skip
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    _run(paragraph, text, size, bold=bold, colour=colour)


def _line(
    parent: Any, text: str, *, size: float = 10.5, bold: bool = False, after: float = 6, align: str = "left",
    colour: Any = None, first: bool = False, rule: bool = False, kept: bool = False,
) -> Any:  # fmt: skip
    paragraph = parent.paragraphs[0] if first else parent.add_paragraph()
    _run(paragraph, text, size, bold=bold, colour=colour)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if align == "right" else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = kept
    if rule:
        paragraph.paragraph_format.space_before = Pt(2)
    return paragraph


def _run(paragraph: Any, text: str, size: float, *, bold: bool = False, colour: Any = None) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _field(paragraph: Any, instruction: str) -> None:
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = _run(paragraph, "", 8, colour=SOFT)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _mark_head(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _grid(table: Any, widths: tuple[int, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _styles(document: Any) -> None:
    """Latin and East Asian font by name; the theme's fonts would win over them."""
    properties = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    properties.insert(0, fonts)
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", EAST_ASIAN)):
        fonts.set(qn(f"w:{name}"), font)
    heading = document.styles["Heading 1"]
    for old in heading.element.rPr.findall(qn("w:rFonts")):
        heading.element.rPr.remove(old)
    heading.font.size, heading.font.bold, heading.font.color.rgb = Pt(18), True, RGBColor(0x1C, 0x24, 0x30)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(4), Pt(8)


if __name__ == "__main__":
    main()
