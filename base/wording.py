"""Dates, times and numbers in the words of the reader's language, by CLDR."""

from __future__ import annotations

import datetime as dt
import functools
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.dates import PartialDate, Precision

DAY_IN_PATTERN = re.compile(r"(?<![A-Za-z])d+(?![A-Za-z])")
SKELETONS = {Precision.MONTH: "yMMMM", Precision.YEAR: "y"}


@functools.cache
def locale_of(language: str) -> Locale:
    """Babel's locale of a Django language code such as `zh-hans`; English when it is unknown.

    English stands for British wording (29 June 2023, 14:30), as the news of such offices writes it.
    """
    if language in ("en", ""):
        return Locale.parse("en_GB")
    try:
        return Locale.parse(language, sep="-")
    except ValueError:
        return Locale.parse("en_GB")


def current_locale(language: str | None = None) -> Locale:
    return locale_of((language or get_language() or "en").lower())


def local(moment: dt.datetime, zone: str | None = None) -> dt.datetime:
    """A moment on the clock of `zone`, or of the reader's zone; a naive one is left as it is."""
    if timezone.is_naive(moment):
        return moment
    return moment.astimezone(ZoneInfo(zone)) if zone else timezone.localtime(moment)


def date_in_words(
    value: dt.date | PartialDate | None,
    *,
    language: str | None = None,
    weekday: bool = False,
    zone: str | None = None,
) -> str:
    """`29 June 2023`, `June 2023`, `2023` or `29 June`: never more than is known."""
    if value is None or value == "":
        return ""
    locale = current_locale(language)
    if isinstance(value, PartialDate):
        if value.date is None:
            return _partial_in_words(value, locale)
        value = value.date
    if isinstance(value, dt.datetime):
        value = local(value, zone).date()
    return str(dates.format_date(value, "full" if weekday else "long", locale=locale))


def month_name(month: int, *, language: str | None = None) -> str:
    """`June`, 六月, junio, as it stands alone."""
    return str(current_locale(language).months["stand-alone"]["wide"][month])


def _partial_in_words(value: PartialDate, locale: Locale) -> str:
    leap_year = 2000  # so that an unstated year may have a 29 February
    day = dt.date(value.year or leap_year, value.month or 1, value.day or 1)
    if value.precision is Precision.UNSTATED_YEAR:
        return str(dates.format_skeleton("MMMMd" if value.day else "MMMM", day, locale=locale))
    return str(dates.format_skeleton(SKELETONS[value.precision], day, locale=locale))


def time_in_words(
    value: dt.datetime | dt.time | None, *, language: str | None = None, zone: str | None = None
) -> str:
    """`14:30`, on the clock of `zone` when the value is a moment."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = local(value, zone).time()
    return str(dates.format_time(value, "short", locale=current_locale(language)))


def moment_in_words(
    value: dt.datetime | None, *, language: str | None = None, zone: str | None = None
) -> str:
    """`29 June 2023, 14:30`."""
    if not value:
        return ""
    return f"{date_in_words(value, language=language, zone=zone)}, {time_in_words(value, language=language, zone=zone)}"


def span_in_words(
    start: dt.date | PartialDate | None,
    end: dt.date | PartialDate | None = None,
    *,
    language: str | None = None,
) -> str:
    """`26–29 June 2023`, `29 June – 3 July 2023`; the start alone when there is no other end."""
    if not start or not end or start == end:
        return date_in_words(start or end, language=language)
    first = start.date if isinstance(start, PartialDate) else start
    last = end.date if isinstance(end, PartialDate) else end
    if first and last and first.year == last.year:
        return _span_in_a_year(first, last, current_locale(language))
    return f"{date_in_words(start, language=language)} – {date_in_words(end, language=language)}"


def span_as_stated(
    start: dt.date | PartialDate | None,
    end: dt.date | PartialDate | None = None,
    *,
    language: str | None = None,
) -> str:
    """The span, saying of one without a year that the year is not stated; call it while `language` is active."""
    said = span_in_words(start, end, language=language)
    first = start or end
    unstated = isinstance(first, PartialDate) and first.year is None
    return _("%(date)s, year not stated") % {"date": said} if unstated else said


def _span_in_a_year(first: dt.date, last: dt.date, locale: Locale) -> str:
    """The year, and the month if it is one, are said once; CLDR has such spans with abbreviated months only."""
    pattern = locale.date_formats["long"].pattern
    if first.month == last.month:
        days = DAY_IN_PATTERN.sub(f"'{first.day}–{last.day}'", pattern)
        return str(dates.format_date(last, days, locale=locale))
    whole, part = (first, last) if pattern.startswith("y") else (last, first)
    said = {
        whole: dates.format_date(whole, "long", locale=locale),
        part: dates.format_skeleton("MMMMd", part, locale=locale),
    }
    return f"{said[first]} – {said[last]}"


def ago(moment: dt.datetime | dt.date | None, *, language: str | None = None) -> str:
    """`3 days ago`, `in 2 hours`."""
    if not moment:
        return ""
    if isinstance(moment, dt.datetime):
        delta = (moment if timezone.is_aware(moment) else timezone.make_aware(moment)) - timezone.now()
    else:
        delta = moment - timezone.localdate()
        if not delta:
            return _("today")
    return str(
        dates.format_timedelta(delta, threshold=1.2, add_direction=True, locale=current_locale(language))
    )


FOUR_DIGITS_TOGETHER = frozenset({"es"})


def number_in_words(value: float | Decimal | None, *, language: str | None = None) -> str:
    """`1,234` with the separators of the language; Spanish writes four digits together (CLDR, minimumGroupingDigits)."""
    if value is None:
        return ""
    locale = current_locale(language)
    grouped = locale.language not in FOUR_DIGITS_TOGETHER or abs(float(value)) >= 10_000
    return str(numbers.format_decimal(value, locale=locale, group_separator=grouped))
