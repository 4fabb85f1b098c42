"""Words of a timeline: `{% load timelines %}`."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.translation import gettext as _

from reports.timeline import Point, Year

register = template.Library()


@register.filter
def year_heading(year: Year) -> str:
    return str(year.year) if year.year is not None else _("Year not stated")


@register.filter
def ahead_of(point: Point, today: dt.date) -> bool:
    return point.is_ahead(today)
