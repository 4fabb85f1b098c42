"""When an event or an item is, in words that say no more than is stated."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from base.dates import PartialDate, PartOfDay
from base.languages import EN
from base.wording import span_as_stated, time_in_words


def days_of_event(event: Any) -> str:
    """`26 July, year not stated`; `21 days, dates not stated`; empty when neither is stated."""
    return days_in_words(event.start_on, event.end_on, event.duration_days, get_language() or EN)


@functools.lru_cache(maxsize=4096)
def days_in_words(start: PartialDate | None, end: PartialDate | None, days: int | None, language: str) -> str:
    """Call it while `language` is active."""
    if start:
        return span_as_stated(start, end, language=language)
    if days:
        return ngettext("%(n)s day, date not stated", "%(n)s days, dates not stated", days) % {"n": days}
    return ""


def hours_of(thing: Any, *, zone: str = "", on_clock: bool = False) -> SafeString | str:
    """`14:30–17:00`, `22:00–01:00 +1`, or the part of the day; with `on_clock` it says whose clock that is."""
    ends_later = getattr(thing, "end_on", None) not in (None, getattr(thing, "start_on", None))
    said = span_of_hours(thing.start_time, thing.end_time, get_language() or EN, ends_later)
    said = said or (str(PartOfDay(thing.part_of_day).label) if thing.part_of_day else "")
    if not said or not on_clock:
        return said
    local = format_html(_("%(when)s, local time") % {"when": "{}"}, said)
    return format_html("{} ({})", local, zone) if zone else local


@functools.lru_cache(maxsize=4096)
def span_of_hours(
    start: dt.time | None, end: dt.time | None, language: str, ends_later: bool = False
) -> SafeString | str:
    """From one time to another; an end that is not after the beginning is marked as on the next day."""
    if start is None:
        return ""
    begins = time_in_words(start, language=language)
    if end is None:
        return begins
    ends = time_in_words(end, language=language)
    if end > start or ends_later:
        return f"{begins}–{ends}"
    return format_html('{}–{}<abbr class="next-day" title="{}">+1</abbr>', begins, ends, _("on the next day"))
