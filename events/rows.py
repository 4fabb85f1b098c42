"""Events as plain rows of a list: everything is in words already, for a page shows fifty of them at once."""

from __future__ import annotations

import functools
from typing import Any, TypedDict

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.languages import CODES, EN, columns
from base.locale_text import country_name
from base.templatetags.ui import badge, lang_of
from events.models import EventKind
from events.states import PUBLIC_STATES, EventState
from events.when import days_in_words

COLUMNS = (
    "slug", "kind", "state", "start_on", "end_on", "duration_days", "city", "country", "seats_taken", "capacity", "edition",
    "parent__state", "parent__visibility", *columns("title"), *columns("parent__title"),
)  # fmt: skip


class Row(TypedDict):
    """A dict, which templates read fastest. `lang` is the language of the title for HTML, empty when it is the reader's; `when` is empty when nothing is stated, `part_of` the title of the event that it is a part of."""

    slug: str
    title: str
    lang: str
    when: str
    place: str
    kind: str
    seats: str
    state: str
    badge: SafeString
    edition: int | None
    part_of: str


def rows_of(events: Any, *, public: bool = False) -> list[Row]:
    """Of a queryset of events, also a sliced one; one query. To the public only what is announced is named as the whole."""
    language = get_language() or EN
    return [_row(values, language, public) for values in events.values_list(*COLUMNS)]


def _row(values: tuple[Any, ...], language: str, public: bool) -> Row:
    slug, kind, state, start, end, days, city, country, taken, capacity, edition, whole, seen, *titles = (
        values
    )
    title, said_in = _title(titles[: len(CODES)], language)
    told = whole is not None and (not public or (whole in PUBLIC_STATES and seen != "internal"))
    return {
        "slug": slug,
        "title": title,
        "lang": "" if said_in == language else lang_of(said_in),
        "when": days_in_words(start, end, days, language),
        "place": ", ".join(
            part for part in (city, country_name(country, language) if country else "") if part
        ),
        "kind": _kinds(language)[kind],
        "seats": str(taken) if capacity is None else f"{taken}/{capacity}",
        "state": state,
        "badge": _badges(language)[state],
        "edition": edition,
        "part_of": _("Part of %(event)s") % {"event": _title(titles[len(CODES) :], language)[0]}
        if told
        else "",
    }


def _title(titles: list[str | None], language: str) -> tuple[str, str]:
    stated = {code: title for code, title in zip(CODES, titles, strict=True) if title}
    code = next((code for code in (language, EN, *CODES) if code in stated), EN)
    return stated.get(code, ""), code


@functools.lru_cache(maxsize=len(CODES))
def _kinds(language: str) -> dict[str, str]:
    return {value: str(label) for value, label in EventKind.choices}


@functools.lru_cache(maxsize=len(CODES))
def _badges(language: str) -> dict[str, SafeString]:
    return {value: badge(value, str(label)) for value, label in EventState.choices}
