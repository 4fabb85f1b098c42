"""Makes templates/documents/report.docx anew: `python -P reports/renderers/build_docx_template.py`.

The template is an ordinary Word file: an office may change its styles, header and footer in Word. This script only says how the
first one came about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LATIN, EAST_ASIAN = "Calibri", "Microsoft YaHei"
INK, SOFT, ACCENT = "1C2430", "566072", "1B5A8F"
TEXT_WIDTH = 162
HANGING = 27
FACT_LABEL = 36


def main() -> None:
    document = Document()
    _page(document)
    _styles(document)
    _head(document)
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
    _style(styles["Heading 4"], size=10, bold=True, before=8, after=3, keep=True)
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
    _own(styles, "Agenda Sentence", "Normal", before=8, after=2)
    for name, indent in (("Agenda Fact", HANGING), ("Plain Fact", 0)):
        style = _own(styles, name, "Normal", size=9.5, after=1, line=1.15)
        layout = style.paragraph_format
        layout.left_indent, layout.first_line_indent = Mm(indent + FACT_LABEL), Mm(-FACT_LABEL)
        layout.tab_stops.add_tab_stop(Mm(indent + FACT_LABEL))
    after_table = _own(styles, "After Table", "Normal", size=4, after=2)
    after_table.paragraph_format.line_spacing = 1
    link = styles.add_style("Web Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(ACCENT)
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
    # In the place of this paragraph come the essentials, the lead and all sections.
    document.add_paragraph("{{ body }}")


if __name__ == "__main__":
    main()
