"""A narrative as HTML: a self-contained accessible document, or its body for a page of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
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
    gap_after,
)

STYLESHEET = Path("static/css/report.css")
WEB_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
_LAST_STEP = re.compile(r"(\.\w+|\[[^\]]*\])$")


def render_document(narrative: Narrative, *, links: Mapping[str, str] | None = None) -> bytes:
    """A whole document with its style inside."""
    context = {**_Page(links).context(narrative), "style": _stylesheet()}
    return render_to_string("documents/report.html", context).encode()


def render_body(narrative: Narrative, *, links: Mapping[str, str] | None = None) -> str:
    """Essentials, lead and sections from <h2> on, without the title."""
    return render_to_string("documents/report_body.html", _Page(links).context(narrative))


@cache
def _stylesheet() -> SafeString:
    # Our own file, read as it is; it holds no character that ends a style element.
    return mark_safe((Path(settings.BASE_DIR) / STYLESHEET).read_text(encoding="utf-8"))


class _Page:
    """The context of the templates. `links`: JSON path of a record → the address of its page."""

    def __init__(self, links: Mapping[str, str] | None) -> None:
        self.links = links or {}

    def context(self, narrative: Narrative) -> dict[str, Any]:
        return {
            "language": _tag(narrative.language),
            "kind": narrative.kind,
            "label": narrative.label,
            "title": self.markup(narrative.title),
            "plain_title": narrative.title.text,
            "subtitle": self.markup(narrative.subtitle),
            "facts": self.facts(narrative.facts),
            "lead": self.paragraph(narrative.lead),
            "sections": [self.section(section, 2) for section in narrative.sections],
            "imprint": self.facts(narrative.imprint),
        }

    def section(self, section: Section, level: int) -> dict[str, Any]:
        return {
            "id": section.id,
            "number": section.number,
            "title": section.title,
            "lang": _tag(section.lang) if section.lang else "",
            "level": min(level, 6),
            "groups": self.groups(section),
            "sections": [self.section(inner, level + 1) for inner in section.sections],
        }

    def groups(self, section: Section) -> list[dict[str, Any]]:
        """The blocks; items of the agenda that follow each other make one list."""
        told: list[dict[str, Any]] = []
        for place, block in enumerate(section.blocks):
            if isinstance(block, Item) and told and told[-1]["kind"] == "items":
                told[-1]["items"].append(self.item(block))
                told[-1]["timed"] |= bool(block.when)
            else:
                told.append(self.block(block, f"{section.id}-{place}"))
        return told

    def block(self, block: Block, key: str) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "text": self.paragraph(block)}
            case Listing():
                return {"kind": "listing", "entries": [self.markup(item) for item in block.items]}
            case Facts():
                return {"kind": "facts", "facts": self.facts(block)}
            case Table():
                rows = [
                    [(self.markup(cell), place in block.numeric) for place, cell in enumerate(row)]
                    for row in block.rows
                ]
                columns = [(name, place in block.numeric) for place, name in enumerate(block.columns)]
                shape = {"kind": "table", "caption": block.caption, "strong": block.strong}
                return {**shape, "columns": columns, "rows": rows}
            case Bars():
                svg = bar_chart(block.title, block.rows, description=block.description, key=key)
                return {"kind": "bars", "svg": mark_safe(svg)}
            case Item():
                return {"kind": "items", "items": [self.item(block)], "timed": bool(block.when)}

    def item(self, item: Item) -> dict[str, Any]:
        return {
            "when": item.when,
            "title": self.markup(item.title),
            "gist": self.markup(item.gist),
            "strong": item.strong,
            "facts": self.facts(Facts(item.facts)),
            "speeches": [
                (self.markup(speech.who), self.markup(speech.title), self.markup(speech.gist))
                for speech in item.speeches
            ],
        }

    def paragraph(self, paragraph: Paragraph) -> SafeString:
        said = list(filter(None, paragraph.statements))
        return format_html_join("", "{}{}", ((self.markup(one), gap_after(one.text)) for one in said))

    def facts(self, facts: Facts) -> list[tuple[str, SafeString]]:
        return [(label, self.markup(statement)) for label, statement in facts.rows]

    def markup(self, statement: Statement) -> SafeString:
        """The statement as a quiet link to its record; what leads elsewhere by itself stays its own link."""
        address = self.record_address(statement.refs)
        if address is None:
            return _runs(statement.runs)
        return format_html_join(
            "",
            "{}",
            (
                (_runs(runs) if leads_elsewhere else _record_link(address, _runs(runs)),)
                for leads_elsewhere, runs in groupby(statement.runs, key=lambda run: run.href is not None)
            ),
        )

    def record_address(self, refs: tuple[str, ...]) -> str | None:
        """The page of the first record that has one: `$.agenda[2].gist` is told on that of `$.agenda[2]`."""
        if not self.links:
            return None
        for ref in refs:
            path = ref
            while path:
                if path in self.links:
                    return self.links[path]
                shorter = _LAST_STEP.sub("", path)
                path = "" if shorter == path else shorter
        return None


def _record_link(address: str, text: SafeString) -> SafeString:
    return format_html('<a class="report-record" href="{}">{}</a>', address, text)


def _runs(runs: Iterable[Run]) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Run) -> SafeString:
    if run.muted:
        return format_html('<span class="not-stated">{}</span>', run.text)
    if run.href and WEB_ADDRESS.match(run.href):
        return format_html('<a href="{}"{}>{}</a>', run.href, _lang(run), run.text)
    if run.lang:
        return format_html("<span{}>{}</span>", _lang(run), run.text)
    return SafeString(conditional_escape(run.text))


def _lang(run: Run) -> SafeString:
    return format_html(' lang="{}"', _tag(run.lang)) if run.lang else SafeString("")


def _tag(language: str) -> str:
    """The language tag as HTML writes it: `zh-hans` → `zh-Hans`."""
    first, *rest = language.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part for part in rest)])
