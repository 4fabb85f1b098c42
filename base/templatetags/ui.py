"""Components of the pages: `{% load ui %}`. Their markup stands in `templates/components/`."""

from __future__ import annotations

import datetime as dt
import fnmatch
import functools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms, template
from django.conf import settings
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from base import wording
from base.dates import PartialDate
from base.languages import CODES, Language, column
from base.locale_text import country_name

register = template.Library()

TONES = {
    "neutral": {"draft", "proposed", "invited", "announced", "exempt", "withdrawn", "dropped", "closed", "terminated"},
    "busy": {
        "running", "in_progress", "in_review", "negotiating", "text_agreed", "composed", "received", "implementing",
        "building", "queued", "sending", "claimed", "applied", "letter_issued", "documents_checked", "intention",
    },
    "good": {
        "published", "confirmed", "attended", "held", "approved", "signed", "in_force", "completed", "verified",
        "reported", "sent", "ready", "done", "issued", "departed", "renewed", "active", "agreed",
    },
    "warn": {
        "pending", "waitlisted", "postponed", "documents_wanted", "unknown", "open", "corrected", "due", "planned",
        "discussed", "substituted", "stale",
    },
    "bad": {"cancelled", "declined", "absent", "refused", "failed", "expired", "overdue", "missing"},
}  # fmt: skip
TONE_OF_STATE = {state: tone for tone, states in TONES.items() for state in states}

MARK = re.compile(r"constant-value-(\w+)-")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_constants: dict[tuple[str, str, str], str] = {}


@functools.cache
def _sprite() -> str:
    return static("vendor/icons.svg")


@functools.cache
def _silent_icon(name: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra,
        _sprite(),
        name,
    )


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """A Tabler icon of `static/icons.txt`: decoration, or with a `label` an image of that name."""
    if not label:
        return _silent_icon(name, extra)
    return format_html(
        '<svg class="icon {}" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
        extra,
        label,
        _sprite(),
        name,
    )


@register.simple_tag
def badge(state: Any, label: Any = "", tone: str = "") -> SafeString:
    """A state in words and colour; `label` defaults to the state's own label, `tone` to the one of the state."""
    value = getattr(state, "value", state)
    tone = tone or TONE_OF_STATE.get(str(value).lower().replace(" ", "_").replace("-", "_"), "neutral")
    text = label or getattr(state, "label", "") or state
    return format_html('<span class="state state-{}">{}</span>', tone, text)


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: SafeString, name: str, **parameters: Any) -> SafeString:
    """`{% component "card" title=… %}body{% endcomponent %}` renders `components/card.html` around the body."""
    engine = context.template.engine  # type: ignore[union-attr]
    inner = context.new({**parameters, "content": mark_safe(content.strip())})
    for shared in ("request", "csrf_token", "user", "perms"):
        if shared in context:
            inner[shared] = context[shared]
    return engine.get_template(f"components/{name}.html").render(inner)


@register.simple_tag(takes_context=True)
def constant(context: Context, template_name: str, **values: Any) -> SafeString:
    """`{% constant "…/_tabs.html" slug=event.slug %}` includes what differs only by language, view and the values it writes.

    It is rendered once for each language and view in the life of a process (not while templates are being written), so
    that it can write the values, also into addresses, but not ask about them; and it knows nothing else of the page.
    """
    request = context.get("request")
    template = functools.partial(context.template.engine.get_template, template_name)  # type: ignore[union-attr]
    if settings.DEBUG or not SLUG.fullmatch(str(values.get("slug", "none"))):
        return template().render(Context({**values, "request": request}))
    view = getattr(getattr(request, "resolver_match", None), "view_name", "")
    key = (template_name, get_language() or "", view)
    if key not in _constants:
        marks = {name: f"constant-value-{name}-" for name in values}
        text = template().render(Context({**marks, "request": request})).replace("%", "%%")
        _constants[key] = MARK.sub(r"%(\1)s", text)
    return mark_safe(_constants[key] % {name: conditional_escape(value) for name, value in values.items()})


@register.simple_tag(takes_context=True)
def here(context: Context, patterns: str) -> SafeString | str:
    """`aria-current="page"` when the view's name matches; a pattern after `!` excludes: `"events:* !events:calendar"`."""
    match = getattr(context.get("request"), "resolver_match", None)
    name = match.view_name if match else ""
    wanted = False
    for pattern in patterns.split():
        if pattern.startswith("!"):
            if fnmatch.fnmatchcase(name, pattern[1:]):
                return ""
        elif fnmatch.fnmatchcase(name, pattern):
            wanted = True
    return mark_safe(' aria-current="page"') if wanted else ""


@register.simple_tag
def language_fields(form: forms.BaseForm, *names: str) -> list[dict[str, Any]]:
    """The fields of `form` by language, e.g. `title_en`, `summary_en`: `[{code, label, fields, errors}]`."""
    found = []
    for code in CODES:
        fields = [form[column(name, code)] for name in names if column(name, code) in form.fields]
        if fields:
            label = Language(code).label
            filled = any(field.value() for field in fields)
            errors = any(field.errors for field in fields)
            found.append({"code": code, "label": label, "fields": fields, "filled": filled, "errors": errors})
    return found


@register.simple_tag
def languages() -> list[dict[str, str]]:
    """The languages of the interface, each in its own name."""
    return [{"code": language.value, "label": language.label} for language in Language]


@register.simple_tag
def bars(rows: Iterable[tuple[Any, int]]) -> list[dict[str, Any]]:
    """Pairs (label, value) as bars: `[{label, value, share}]`, share of the largest in thousandths, as text for SVG."""
    pairs = [(label, value or 0) for label, value in rows]
    largest = max((value for _label, value in pairs), default=0) or 1
    return [
        {"label": label, "value": value, "share": str(round(1000 * value / largest))}
        for label, value in pairs
    ]


@register.simple_tag
def date_span(start: dt.date | PartialDate | None, end: dt.date | PartialDate | None = None) -> str:
    """`26–29 June 2023`; `26 July, year not stated`."""
    return wording.span_as_stated(start, end)


@register.simple_tag
def clock(moment: dt.datetime | dt.time | None, zone: str | None = None) -> str:
    """`14:30` on the clock of `zone`."""
    return wording.time_in_words(moment, zone=zone)


@register.filter
def day(value: Any) -> str:
    """A date, moment or partial date in words: `29 June 2023`."""
    return wording.date_in_words(value)


@register.filter
def weekday(value: Any) -> str:
    """`Thursday 29 June 2023`."""
    return wording.date_in_words(value, weekday=True)


@register.filter
def moment(value: Any, zone: str | None = None) -> str:
    """`29 June 2023, 14:30`, on the clock of `zone` if one is given."""
    return wording.moment_in_words(value, zone=zone)


@register.filter
def ago(value: Any) -> str:
    """`3 days ago`, `in 2 hours`."""
    return wording.ago(value)


@register.filter
def country(code: str) -> str:
    """A country code as its name in the reader's language."""
    return country_name(code) if code else ""


@register.filter
def lang_of(code: str) -> str:
    """A Django language code as the HTML `lang` attribute: `zh-hans` → `zh-Hans`."""
    return "-".join(part.title() if len(part) == 4 else part for part in (code or "").split("-"))


@register.filter
def numeral(value: Any) -> str:
    """A number with the separators of the language."""
    return wording.number_in_words(value) if isinstance(value, int | float | Decimal) else str(value)
