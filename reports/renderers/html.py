"""A narrative as HTML: a self-contained accessible document, or its body for a page of the site."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from base.charts import bar_chart
from reports.narrative.tree import (
    Bars,
    Block,
    Facts,
    Item,
    Listing,
    Narrative,
    Paragraph,
    Run,
    Section,
    Statement,
    Table,
)

STYLESHEET = Path("static/css/report.css")


def render_document(narrative: Narrative) -> bytes:
    """A whole document with its style inside."""
    context = {**_context(narrative), "style": _stylesheet()}
    return render_to_string("documents/report.html", context).encode()


def render_body(narrative: Narrative) -> str:
    """Essentials, lead and sections from <h2> on, without the title."""
    return render_to_string("documents/report_body.html", _context(narrative))


@cache
def _stylesheet() -> SafeString:
    # Our own file, read as it is; it holds no character that ends a style element.
    return mark_safe((Path(settings.BASE_DIR) / STYLESHEET).read_text(encoding="utf-8"))


def _context(narrative: Narrative) -> dict[str, Any]:
    return {
        "language": _tag(narrative.language),
        "label": narrative.label,
        "title": _markup(narrative.title),
        "plain_title": narrative.title.text,
        "subtitle": _markup(narrative.subtitle),
        "facts": _facts(narrative.facts),
        "lead": [_markup(statement) for statement in narrative.lead.statements],
        "sections": [_section(section, 2) for section in narrative.sections],
    }


def _section(section: Section, level: int) -> dict[str, Any]:
    return {
        "id": section.id,
        "number": section.number,
        "title": section.title,
        "level": level,
        "groups": _groups(section),
        "sections": [_section(inner, level + 1) for inner in section.sections],
    }


def _groups(section: Section) -> list[dict[str, Any]]:
    """The blocks; items of the agenda that follow each other make one list."""
    told: list[dict[str, Any]] = []
    for place, block in enumerate(section.blocks):
        if isinstance(block, Item) and told and told[-1]["kind"] == "items":
            told[-1]["items"].append(_item(block))
            told[-1]["timed"] |= bool(block.when)
        else:
            told.append(_block(block, f"{section.id}-{place}"))
    return told


def _block(block: Block, key: str) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "statements": [_markup(statement) for statement in block.statements]}
        case Listing():
            return {"kind": "listing", "entries": [_markup(item) for item in block.items]}
        case Facts():
            return {"kind": "facts", "facts": _facts(block)}
        case Table():
            rows = [
                [(_markup(cell), place in block.numeric) for place, cell in enumerate(row)]
                for row in block.rows
            ]
            columns = [(name, place in block.numeric) for place, name in enumerate(block.columns)]
            return {"kind": "table", "caption": block.caption, "columns": columns, "rows": rows}
        case Bars():
            svg = bar_chart(block.title, block.rows, description=block.description, key=key)
            return {"kind": "bars", "svg": mark_safe(svg)}
        case Item():
            return {"kind": "items", "items": [_item(block)], "timed": bool(block.when)}


def _item(item: Item) -> dict[str, Any]:
    return {
        "when": item.when,
        "title": _markup(item.title),
        "gist": _markup(item.gist),
        "facts": _facts(Facts(item.facts)),
        "speeches": [
            (_markup(speech.who), _markup(speech.title), _markup(speech.gist)) for speech in item.speeches
        ],
    }


def _facts(facts: Facts) -> list[tuple[str, SafeString]]:
    return [(label, _markup(statement)) for label, statement in facts.rows]


def _markup(statement: Statement) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in statement.runs))


def _run(run: Run) -> SafeString:
    if run.muted:
        return format_html('<span class="not-stated">{}</span>', run.text)
    if run.lang:
        return format_html('<span lang="{}">{}</span>', _tag(run.lang), run.text)
    return SafeString(conditional_escape(run.text))


def _tag(language: str) -> str:
    """The language tag as HTML writes it: `zh-hans` → `zh-Hans`."""
    first, *rest = language.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part for part in rest)])
