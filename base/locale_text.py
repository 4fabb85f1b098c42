"""Countries, languages and lists in the words of the reader's language, by CLDR; dates and numbers stand in `base.wording`."""

from __future__ import annotations

import functools

from babel.lists import format_list
from django.utils.translation import get_language, pgettext

from base.wording import current_locale

SHORT_NAMES = frozenset({"MM"})
"""Countries that CLDR names with a former name in brackets, which an official letter leaves out."""


def country_name(code: str, language: str | None = None) -> str:
    """`BR` → Brazil, 巴西, Brasil; the code itself where CLDR has no name."""
    name = str(current_locale(language).territories.get(code.upper(), code))
    return name.partition(" (")[0] if code.upper() in SHORT_NAMES else name


def language_name(code: str, language: str | None = None) -> str:
    """`es` → Spanish, 西班牙语, español; the code itself where CLDR has no name."""
    tag = code.replace("-", "_")
    parts = tag.split("_")
    names = current_locale(language).languages
    written = "_".join([parts[0], *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])])
    return str(names.get(written) or names.get(parts[0]) or code)


def edition_in_words(number: int, language: str | None = None) -> str:
    """`8th edition`, `8.ª edición`, 第8届, in the language that is active."""
    said = ordinal(number, language or get_language() or "en")
    return pgettext("number of an edition", "%(ordinal)s edition") % {"ordinal": said}


def ordinal(number: int, language: str) -> str:
    """The number as it stands before “edition”; Chinese wraps it in words of its own."""
    if language == "es":
        return f"{number}.ª"
    if language == "pt":
        return f"{number}ª"
    if language == "zh-hans":
        return str(number)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def list_in_words(items: list[str], language: str | None = None) -> str:
    """`A, B and C`, `A、B和C`."""
    return "".join(text if item is None else items[item] for item, text in list_pattern(len(items), language))


def list_pattern(count: int, language: str | None = None) -> list[tuple[int | None, str]]:
    """A list of `count` items in pieces: (position, "") for an item, (None, text) for what stands between, in order."""
    return _list_pattern(count, current_locale(language).language)


@functools.lru_cache(maxsize=256)
def _list_pattern(count: int, language: str) -> list[tuple[int | None, str]]:
    # A private-use character cannot stand in a CLDR pattern, so it marks the places of the items.
    mark = "\ue000"
    locale = current_locale("zh-hans" if language == "zh" else language)
    pieces = format_list([mark] * count, locale=locale).split(mark) if count else [""]
    pattern: list[tuple[int | None, str]] = [(None, pieces[0])] if pieces[0] else []
    for position, between in enumerate(pieces[1:]):
        pattern.append((position, ""))
        if between:
            pattern.append((None, between))
    return pattern
