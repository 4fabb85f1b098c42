"""Content in several languages on pages: `{% load texts %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from base.languages import EN, best, best_text
from base.locale_text import language_name
from base.templatetags.ui import lang_of

register = template.Library()


@register.simple_tag
def read_text(given: Mapping[str, str]) -> dict[str, str]:
    """A text by language codes for the reader: `{text, lang}`, where `lang` is an attribute when it is not their language."""
    return _said(*best_text(given))


@register.simple_tag
def content(obj: Any, field: str) -> dict[str, str]:
    """A content field of a record for the reader, with its `lang` like `read_text`."""
    return _said(*best(obj, field))


def _said(text: str, code: str) -> dict[str, str]:
    mark = format_html(' lang="{}"', lang_of(code)) if code != (get_language() or EN) else ""
    return {"text": text, "lang": mark}


register.filter(language_name)
