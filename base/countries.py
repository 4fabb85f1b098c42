"""Countries as choices of a form, in the reader's language and its order."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from base.locale_text import country_name
from base.search import sort_key

NOT_STATED = _("not stated")


@functools.lru_cache(maxsize=8)
def _sorted(language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, country_name(code, language)) for code in countries.countries]
    return tuple(sorted(named, key=lambda pair: sort_key(pair[1])))


def choices() -> list[tuple[str, str]]:
    """Code and name of every country, after an empty choice; made once per language."""
    return [("", str(NOT_STATED)), *_sorted(get_language() or "en")]


@functools.lru_cache(maxsize=8)
def names(language: str) -> dict[str, str]:
    """Code → name, for tables of many rows."""
    return dict(_sorted(language))


class CountryField(forms.ChoiceField):
    """A country by its code, or none; its list is sorted once per language, and not walked through to check a value."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": choices, "required": False, **kwargs})

    def valid_value(self, value: Any) -> bool:
        return str(value) in names(get_language() or "en")


def as_ordered(chosen: Iterable[str], before: Iterable[Any]) -> list[str]:
    """Country codes chosen from a list, in the order of mention that was kept before; new ones follow."""
    codes = [str(code) for code in chosen]
    kept = [str(country.code) for country in before if str(country.code) in codes]
    return [*kept, *(code for code in codes if code not in kept)]


def codes_in(text: str) -> list[str]:
    """Codes of the countries named by code or by name in the reader's language, with commas between.

    Raises ValidationError for what is no country.
    """
    named = {country_name(code).casefold(): code for code in countries.countries}
    found = []
    for word in text.replace("，", ",").replace("、", ",").split(","):
        if not (one := word.strip()):
            continue
        code = one.upper() if one.upper() in countries.countries else named.get(one.casefold())
        if code is None:
            raise forms.ValidationError(_("“%(text)s” is not a country."), params={"text": one})
        found.append(code)
    return found
