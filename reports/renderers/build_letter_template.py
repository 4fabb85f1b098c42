"""Makes templates/documents/letter.docx anew: `python -P reports/renderers/build_letter_template.py`.

The template is an ordinary Word file that an office may change in Word; this script only says how the first one came about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

LATIN, EAST_ASIAN = "Calibri", "Microsoft YaHei"


def main() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(30)
    _fonts(document)
    _line(document, "{{ office }}", size=15, bold=True, after=80)
    _line(document, "{{ title }}", size=24, bold=True, after=40)
    _line(document, "{{ body }}", after=14)
    _line(document, "{{ person }}", size=19, bold=True, after=4)
    _line(document, "{{ native_name }}", size=15, after=10, when="native_name")
    _line(document, "{{ labels.as }}", after=8, when="post")
    _line(document, "{{ post }}", size=15, bold=True, after=4, when="post")
    _line(document, "{{ organization }}", size=13, after=14, when="organization")
    _line(document, "{{ labels.term }}: {{ term }}", after=14, when="term")
    _line(document, "{{ place_and_date }}", after=60, before=110, left=True)
    _line(document, "________________________________", left=True, after=2)
    _line(document, "{{ signature }}", size=9.5, left=True)
    document.core_properties.author = document.core_properties.comments = ""
    document.save(str(Path("templates/documents/letter.docx")))


def _line(
    document: Any, text: str, *, size: float = 12, bold: bool = False, before: float = 0, after: float = 6,
    left: bool = False, when: str = "",
) -> None:  # fmt: skip
    """A paragraph, which is left out where `when` is empty."""
    if when:
        document.add_paragraph("{%p if " + when + " %}")
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    if when:
        document.add_paragraph("{%p endif %}")


def _fonts(document: Any) -> None:
    """Latin and East Asian font by name; the theme's fonts would win over them."""
    properties = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    properties.insert(0, fonts)
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", EAST_ASIAN)):
        fonts.set(qn(f"w:{name}"), font)


if __name__ == "__main__":
    main()
