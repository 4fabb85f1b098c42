"""A narrative as PDF by Typst: tagged (PDF/UA), with Chinese, in milliseconds."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst
from django.conf import settings
from django.utils.translation import gettext as _

from base.charts import bar_chart
from reports.narrative.tree import Bars, Facts, Item, Listing, Narrative, Paragraph, Run, Statement, Table
from reports.renderers.errors import RenderError

SOURCE = Path("templates/documents/report.typ")
# Typst breaks no word that has no place to break, and such a word would run off the page.
UNBREAKABLE = re.compile(r"[!-~\u00a1-\u024f\u0370-\u04ff]{28,}")
WEB_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
SHORT = 1500
"""Characters up to which a block stays on one page."""
BREAK = "\u200b"


def render_document(narrative: Narrative) -> bytes:
    """A tagged PDF. Raises RenderError when the fonts are missing or Typst refuses."""
    data = _plain(narrative) | {
        "plain_title": narrative.title.text,
        "lang": narrative.language.split("-")[0],
        "region": "CN" if narrative.language == "zh-hans" else None,
        "page": _("Page %(page)s of %(pages)s"),
    }
    inputs = {"data": orjson.dumps(data).decode()}
    try:
        return _compile(inputs, fonts(), ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise RenderError(f"Typst could not set the document: {error.message}") from error
    # A rare character must not cost the whole report: it is sought in the machine's fonts, and PDF/UA is not claimed.
    try:
        return _compile(inputs, fonts(with_system=True), [])
    except typst.TypstError as error:
        raise RenderError(f"Typst could not set the document: {error.message}") from error


def _compile(inputs: dict[str, str], faces: typst.Fonts, standards: list[Any]) -> bytes:
    """The data goes in beside the source and is never read as Typst code."""
    source = Path(settings.BASE_DIR) / SOURCE
    return typst.compile(
        str(source),
        root=str(source.parent),
        font_paths=faces,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standards,
    )


@cache
def fonts(*, with_system: bool = False) -> typst.Fonts:
    """The fonts of documents and, if need be, the machine's: without those a document looks the same everywhere."""
    found = typst.Fonts(
        include_system_fonts=with_system, include_embedded_fonts=True, font_paths=[str(settings.FONTS_DIR)]
    )
    if "Noto Sans SC" not in found.families():
        raise RenderError(f"The fonts for documents are missing in {settings.FONTS_DIR}: run `make setup`.")
    return found


def _plain(value: Any) -> Any:
    """The tree as plain data, with charts drawn and long words breakable."""
    if isinstance(value, str):
        return UNBREAKABLE.sub(lambda word: BREAK.join(word[0]), value) if len(value) >= 28 else value
    if isinstance(value, Run):
        return {
            "text": _plain(value.text),
            "lang": value.lang,
            "muted": value.muted,
            "href": _web(value.href),
        }
    if isinstance(value, Statement):
        marked = any(run.lang or run.muted or run.href for run in value.runs)
        return [_plain(run) for run in value.runs] if marked else _plain(value.text)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Paragraph):
        return {"kind": value.kind, "text": _plain(value.running)}
    if isinstance(value, Bars):
        return {
            "kind": value.kind,
            "svg": bar_chart(value.title, value.rows, description=value.description),
            "description": value.description,
        }
    if isinstance(value, Facts | Table | Listing | Item):
        return {"short": _is_short(value)} | {
            field.name: _plain(getattr(value, field.name)) for field in fields(value)
        }
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _is_short(block: Facts | Table | Listing | Item) -> bool:
    """Whether the block is to stay on one page: Typst lets an unbreakable one that is longer than a page run off it."""
    match block:
        case Facts(rows=rows):
            told, most = [statement for __, statement in rows], 14
        case Table(rows=rows):
            told, most = [cell for row in rows for cell in row], 10 * len(block.columns)
        case Listing(items=items):
            told, most = list(items), 6
        case Item():
            told, most = [block.title, block.gist, *(statement for __, statement in block.facts)], 12
            if block.speeches:
                return False
    return len(told) <= most and sum(len(statement.text) for statement in told) <= SHORT


def _web(address: str | None) -> str | None:
    """The address as it is; nothing but the web is linked."""
    return address if address and WEB_ADDRESS.match(address) else None
