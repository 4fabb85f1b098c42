"""Makes templates/documents/report.docx anew: `python reports/renderers/build_docx_template.py`.

The template is an ordinary Word file: an office may change its styles, header and footer in Word. This script only says how the
first one came about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LATIN, EAST_ASIAN = "Calibri", "Microsoft YaHei"
INK, SOFT, ACCENT, LINE = "1C2430", "566072", "1B5A8F", "D3D9E2"
TEXT_WIDTH = 162
HANGING = 27


def main() -> None:
    document = Document()
    _page(document)
    _styles(document)
    _head(document)
    _blocks(document)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(Path("templates/documents/report.docx")))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.text = "{{ title }}\t{{ label }}"
    header.paragraph_format.tab_stops.clear_all()
    header.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    for footer in (section.footer, section.first_page_footer):
        _page_number(footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (
        ("{{ page_before }}", "PAGE"),
        ("{{ page_between }}", "NUMPAGES"),
        ("{{ page_after }}", ""),
    ):
        paragraph.add_run(text)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            run = OxmlElement("w:r")
            shown = OxmlElement("w:t")
            shown.text = "1"
            run.append(shown)
            simple.append(run)
            paragraph._p.append(simple)


def _styles(document: Any) -> None:
    styles = document.styles
    _fonts(styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0])
    _style(styles["Normal"], size=10.5, after=6, line=1.25)
    _style(styles["Title"], size=22, bold=True, after=4, line=1.1)
    _style(styles["Subtitle"], size=12, colour=SOFT, after=8)
    _style(styles["Heading 1"], size=14, bold=True, before=20, after=6, keep=True)
    _style(styles["Heading 2"], size=11.5, bold=True, before=14, after=5, keep=True)
    _style(styles["Heading 3"], size=10.5, bold=True, before=10, after=4, keep=True)
    _style(styles["List Bullet"], size=10.5, after=3)
    _style(styles["Header"], size=8.5, colour=SOFT)
    _style(styles["Footer"], size=8.5, colour=SOFT)
    _own(styles, "Report Label", "Normal", size=11, bold=True, colour=ACCENT, after=2)
    _own(styles, "Table Text", "Normal", size=9.5, before=2, after=2, line=1.15)
    _own(styles, "Table Number", "Table Text", size=9.5).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _own(styles, "Table Name", "Table Text", size=9.5, bold=True)
    _own(styles, "Table Head", "Table Text", size=9, bold=True, colour=SOFT)
    _own(
        styles, "Table Head Number", "Table Head", size=9, bold=True, colour=SOFT
    ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _own(styles, "Fact Label", "Table Text", size=9.5, colour=SOFT)
    timed = _own(styles, "Agenda Item", "Normal", bold=True, before=8, after=2, keep=True)
    timed.paragraph_format.left_indent, timed.paragraph_format.first_line_indent = Mm(HANGING), Mm(-HANGING)
    timed.paragraph_format.tab_stops.add_tab_stop(Mm(HANGING))
    for name, bold, indent in (
        ("Agenda Text", False, 0),
        ("Agenda Speaker", True, 3),
        ("Agenda Speech", False, 3),
    ):
        style = _own(styles, name, "Normal", bold=bold, before=3 if bold else 0, after=3, keep=bold)
        style.paragraph_format.left_indent = Mm(HANGING + indent)
    _own(styles, "Agenda Plain", "Normal", bold=True, before=8, after=2, keep=True)
    muted = styles.add_style("Not Stated", WD_STYLE_TYPE.CHARACTER)
    muted.font.color.rgb, muted.font.italic = RGBColor.from_string(SOFT), True


def _own(styles: Any, name: str, base: str, **look: Any) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[base]
    style.quick_style = True
    return _style(style, **look)


def _style(
    style: Any, *, size: float | None = None, bold: bool | None = None, colour: str = INK, before: float = 0, after: float = 0,
    line: float | None = None, keep: bool = False,
) -> Any:  # fmt: skip
    style.font.name, style.font.color.rgb = LATIN, RGBColor.from_string(colour)
    if size:
        style.font.size = Pt(size)
    style.font.bold, style.font.italic = bold, None
    _fonts(style.element.get_or_add_rPr())
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if line:
        layout.line_spacing = line
    layout.keep_with_next = keep or None
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    return style


def _fonts(properties: Any) -> None:
    """Latin and East Asian font by name; the theme's fonts would win over them."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", EAST_ASIAN)):
        fonts.set(qn(f"w:{name}"), font)


def _head(document: Any) -> None:
    document.add_paragraph("{{ label }}", "Report Label")
    document.add_paragraph("{{r title_runs }}", "Title")
    document.add_paragraph("{%p if subtitle %}")
    document.add_paragraph("{{r subtitle }}", "Subtitle")
    document.add_paragraph("{%p endif %}")
    _facts_table(document, "facts")
    document.add_paragraph("{{r lead }}").paragraph_format.space_before = Pt(10)


def _blocks(document: Any) -> None:
    add = document.add_paragraph
    add("{%p for b in blocks %}")
    add("{%p if b.style %}")
    # One paragraph for each style: what an office restyles in Word is the style, never this line.
    for name in _PARAGRAPHS:
        add(f"{{%p if b.style == '{name}' %}}")
        add("{{r b.text }}", name)
        add("{%p endif %}")
    add("{%p elif b.kind == 'facts' %}")
    _facts_table(document, "b.rows")
    add("").paragraph_format.space_after = Pt(2)
    for columns in (2, 3, 4):
        add(f"{{%p elif b.kind == 'table' and b.columns|length == {columns} %}}")
        _data_table(document, columns)
        add("").paragraph_format.space_after = Pt(2)
    add("{%p elif b.kind == 'bars' %}")
    add("{{ b.image }}")
    add("{%p endif %}")
    add("{%p endfor %}")


_PARAGRAPHS = (
    "Heading 1", "Heading 2", "Heading 3", "Normal", "List Bullet", "Agenda Item", "Agenda Plain", "Agenda Text", "Agenda Speaker",
    "Agenda Speech",
)  # fmt: skip
_WIDTHS = {2: (120, 42), 3: (46, 74, 42), 4: (42, 66, 24, 30)}


def _facts_table(document: Any, rows: str) -> None:
    table = _table(document, 3, (40, TEXT_WIDTH - 40))
    table.cell(0, 0).text = f"{{%tr for row in {rows} %}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    _cell(table.cell(1, 0), "{{ row.label }}", "Fact Label")
    _cell(table.cell(1, 1), "{{r row.text }}", "Table Text")
    _borders(table, top=True)


def _data_table(document: Any, columns: int) -> None:
    table = _table(document, 4, _WIDTHS[columns])
    for place in range(columns):
        number = columns == 2 and place == 1
        _cell(
            table.cell(0, place),
            f"{{{{ b.columns[{place}] }}}}",
            "Table Head Number" if number else "Table Head",
        )
        style = "Table Number" if number else "Table Name" if place == 0 else "Table Text"
        _cell(table.cell(2, place), f"{{{{r row[{place}] }}}}", style)
    table.cell(1, 0).text = "{%tr for row in b.rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _borders(table, top=False)


def _table(document: Any, rows: int, widths: tuple[int, ...]) -> Any:
    table = document.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        for row in table.rows:
            row.cells[place].width = Mm(width)
    return table


def _cell(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text, cell.paragraphs[0].style = text, style


def _borders(table: Any, *, top: bool) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        if side == "top" and not top:
            continue
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


if __name__ == "__main__":
    main()
