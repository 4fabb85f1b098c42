"""What every public page on taking part shows of its event."""

from __future__ import annotations

from typing import Any

from base.languages import best
from base.locale_text import country_name
from events.models import Event


def public_context(event: Event) -> dict[str, Any]:
    """The event with its texts in the reader's language, each with the language it is in."""
    title, title_language = best(event, "title")
    place, place_language = best(event, "place")
    return {
        "event": event,
        "office": event.office,
        "title": title or event.slug,
        "title_language": title_language,
        "place": place,
        "place_language": place_language,
        "country": country_name(str(event.country)) if event.country else "",
        "is_announced": event.visibility != "internal",
    }
