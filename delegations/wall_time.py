"""The two ends of a journey in their own wall time, and the instants that follow from them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from base.errors import Invalid
from base.wording import date_in_words, time_in_words
from people.validators import ZONES

End = tuple[dt.date | None, dt.time | None, str]
"""Day, time and zone of one end, each as far as it is stated."""


def instants(departure: End, arrival: End) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Both in UTC; None for an end whose day or time is not stated.

    A time that comes twice when clocks go back is the first, unless the journey would then end before it begins.
    Raises Invalid: a time without its day or zone, a time that the clock skips, an arrival that is not after the departure.
    """
    departs, arrives = _instant(departure, "departs"), _instant(arrival, "arrives")
    if departs and arrives and arrives <= departs:
        arrives = _instant(arrival, "arrives", fold=1) or arrives
    if departs and arrives and arrives <= departs:
        raise Invalid(
            _("It arrives before it departs. Compare the days, and the time zones of both ends."),
            field="arrives_on",
        )
    if departure[0] and arrival[0] and arrival[0] < departure[0] - dt.timedelta(days=1):
        # No two zones are more than a day apart.
        raise Invalid(_("It arrives before it departs."), field="arrives_on")
    return departs, arrives


def _instant(end: End, name: str, fold: int = 0) -> dt.datetime | None:
    day, time, zone = end
    if time is not None and day is None:
        raise Invalid(_("State the day as well."), field=f"{name}_on")
    if day is None or time is None:
        return None
    if not zone:
        raise Invalid(_("State in which time zone that is."), field=f"{name}_zone")
    if zone not in ZONES:
        raise Invalid(
            _("“%(value)s” is not a time zone. Use a name such as Asia/Shanghai.") % {"value": zone},
            field=f"{name}_zone",
        )
    wall = dt.datetime.combine(day, time.replace(tzinfo=None, fold=fold), tzinfo=ZoneInfo(zone))
    instant = wall.astimezone(dt.UTC)
    there = instant.astimezone(wall.tzinfo)
    if there.replace(tzinfo=None) != wall.replace(tzinfo=None, fold=0):
        text = _(
            "On %(day)s the clocks of %(zone)s are put forward; there is no %(time)s. Did they mean %(next)s?"
        )
        words = {
            "day": date_in_words(day),
            "zone": zone,
            "time": time_in_words(time),
            "next": time_in_words(there.time()),
        }
        raise Invalid(text % words, field=f"{name}_time")
    return instant
