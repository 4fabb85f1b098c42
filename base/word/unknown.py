"""What of a Word file the PDF will not show, in words for whoever uploads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from base.word.pictures import FORMATS
from base.word.reading import FIELD

MOST_FIELDS = ("HYPERLINK",)


def unknown_to_pdf(document: Any) -> list[str]:
    """A sentence for each thing of the document that the PDF leaves out or shows otherwise; Word itself shows them all."""
    roots = [document.element.body, *(edge._element for edge in _edges(document))]
    tags = {child.tag.rpartition("}")[2] for root in roots for child in root.iter() if isinstance(child.tag, str)}  # fmt: skip
    told = [text for names, text in _remarks() if tags & names]
    sections = list(document.element.body.iter(qn("w:sectPr")))
    if len(sections) > 1:
        told.append(_("Only the last section's page, head and foot are used for the whole letter."))
    if any(points.get(qn("w:num"), "1") not in ("0", "1") for one in sections for points in one.iter(qn("w:cols"))):  # fmt: skip
        told.append(_("Newspaper columns are set as one column; use a table."))
    if any(part.content_type not in FORMATS for part in _images(document)):
        told.append(_("Pictures other than PNG, JPEG, GIF, SVG and WebP are left out."))
    if any(_is_other_field(one.text or "") for root in roots for one in root.iter(qn("w:instrText"))):
        told.append(_("Fields other than page numbers keep the text that Word last wrote."))
    return told


def _remarks() -> Iterator[tuple[set[str], str]]:
    yield {"txbxContent", "textbox", "wsp", "wgp"}, _("Text boxes and shapes are left out; use a table.")
    yield {"chart", "relIds", "oMath", "oMathPara", "object"}, _("Charts, diagrams, formulas and objects are left out; use pictures.")  # fmt: skip
    yield {"anchor"}, _("Floating pictures stand in the line where they are anchored.")
    yield {"footnoteReference", "endnoteReference"}, _("Footnotes and endnotes are left out.")
    yield {"del", "moveFrom"}, _("Tracked deletions are taken as accepted.")
    yield {"sym"}, _("Characters of symbol fonts are left out; use Unicode characters.")
    yield {"pict"}, _("Pictures in the format of Word 2003 are left out.")
    yield {"bidi", "rtl", "textDirection"}, _("Text is set from left to right, in horizontal lines.")


def _edges(document: Any) -> Iterator[Any]:
    section = document.sections[-1]
    edges = [section.header, section.footer]
    if section.different_first_page_header_footer:
        edges += [section.first_page_header, section.first_page_footer]
    return (edge for edge in edges if not edge.is_linked_to_previous)


def _images(document: Any) -> Iterator[Any]:
    return (part for part in document.part.package.iter_parts() if part.content_type.startswith("image/"))


def _is_other_field(text: str) -> bool:
    return bool(text.strip()) and not FIELD.match(text) and not text.strip().upper().startswith(MOST_FIELDS)
