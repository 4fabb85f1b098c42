"""What an event and its groups state, in words of the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.locale_text import country_name, list_in_words


def broadcast_in_words(event: Any) -> str:
    """`broadcast live in China and Hungary`; empty when no broadcast is stated."""
    if not event.broadcast:
        return ""
    said = str(event.get_broadcast_display())
    names = [country_name(country.code) for country in event.broadcast_countries]
    return (
        _("%(broadcast)s in %(countries)s") % {"broadcast": said, "countries": list_in_words(names)}
        if names
        else said
    )


def origin_of(
    *,
    countries: Sequence[str] = (),
    regions: Sequence[str] = (),
    organizations: Sequence[str] = (),
    complete: bool | None = None,
) -> str:
    """Where unnamed participants come from: `Cambodia and Thailand`; with examples only, `such as Cambodia and Thailand`."""
    language = get_language()
    lists = [[country_name(code, language) for code in countries], list(regions), list(organizations)]
    said = "; ".join(list_in_words(names, language) for names in lists if names)
    return _("such as %(names)s") % {"names": said} if said and complete is False else said
