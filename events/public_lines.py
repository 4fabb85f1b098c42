"""The markup of the public list: its lines and the bar of its filters, of which only what was typed differs."""

from __future__ import annotations

import functools
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.rows import filled
from events.forms.filters import PublicFilter
from events.rows import Row, rows_of
from events.states import EventState

CELLS = ("slug", "lang_attribute", "title", "facts", "badge")
TOLD = frozenset({EventState.CANCELLED, EventState.POSTPONED})
"""States that a line tells of."""
TYPED = "typed"
"""Stands in a kept bar where the searched words go; as a value, nothing else of the bar reads so."""


def lines(events: Any) -> SafeString:
    """Of a queryset of events, also a sliced one; one query, and empty when there are none."""
    rows = rows_of(events, public=True)
    return filled("events/_public_row.html", CELLS, map(_line, rows)) if rows else mark_safe("")


def _line(row: Row) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "lang_attribute": format_html(' lang="{}"', row["lang"]) if row["lang"] else "",
        "title": row["title"],
        "facts": " · ".join(filter(None, (row["when"], row["kind"], row["place"], row["part_of"]))),
        "badge": row["badge"] if row["state"] in TOLD else "",
    }


def bar(filters: PublicFilter, path: str) -> SafeString:
    """The filters as asked. What is asked wrongly is said beside its field, so such a bar is made for itself."""
    if settings.DEBUG or filters.errors:
        return _made(filters, path)
    typed = str(filters["q"].value() or "")
    kept = _kept(get_language() or "", path, bool(typed), filters["when"].value(), filters["kind"].value())
    return mark_safe(kept.replace(f'value="{TYPED}"', f'value="{escape(typed)}"', 1)) if typed else kept


@functools.lru_cache(maxsize=256)
def _kept(_language: str, path: str, searched: bool, when: str | None, kind: str | None) -> SafeString:
    asked = {"q": TYPED if searched else "", "when": when or "", "kind": kind or ""}
    return _made(PublicFilter(asked), path)


def _made(filters: PublicFilter, path: str) -> SafeString:
    context = {"form": filters, "label": _("Filter events"), "request": {"path": path}}
    return render_to_string("components/filter_bar.html", context)
