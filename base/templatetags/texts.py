"""Content in several languages on pages: `{% load texts %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from base.languages import EN, best_text
from base.locale_text import language_name
from base.templatetags.ui import lang_of

register = template.Library()


@register.simple_tag
def read_text(given: Mapping[str, str]) -> dict[str, str]:
    """A text by language codes for the reader: `{text, lang}`, where `lang` is an attribute when it is not their language."""
    text, code = best_text(given)
    mark = format_html(' lang="{}"', lang_of(code)) if code != (get_language() or EN) else ""
    return {"text": text, "lang": mark}


register.filter(language_name)
