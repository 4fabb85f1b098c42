"""A narrative as the data of its PDF."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

from base.charts import bar_chart
from base.typesetting import typeset
from reports.narrative.tree import Bars, Facts, Item, Listing, Narrative, Paragraph, Run, Statement, Table

# Typst breaks no word that has no place to break, and such a word would run off the page.
UNBREAKABLE = re.compile(r"[!-~\u00a1-\u024f\u0370-\u04ff]{28,}")
WEB_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
SHORT = 1500
"""Characters up to which a block stays on one page."""
BREAK = "\u200b"


def render_document(narrative: Narrative) -> bytes:
    """A tagged PDF. Raises RenderError when the fonts are missing or Typst refuses."""
    data = _plain(narrative) | {"plain_title": narrative.title.text}
    return typeset("report.typ", data, language=narrative.language)


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
