"""Series: events that are held again and again under one name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Invalid
from base.languages import column, texts
from events.models import Series
from people.models import Office
from people.services import records
from people.services.journal import Actor

EARLIEST_YEAR = 1800


def add_series(*, office: Office, by: Actor, at: dt.datetime, **values: Any) -> Series:
    """Raises Invalid."""
    series = Series(office=office, **values)
    check_series(series, at)
    return records.create(series, by=by, at=at)


def amend_series(
    series: Series, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(series, name, value)
    check_series(series, at)
    return records.amend(series, changes, by=by, at=at, expected=expected)


def delete_series(series: Series, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict while events belong to it."""
    records.delete(series, by=by, at=at)


def check_series(series: Series, at: dt.datetime) -> None:
    if not texts(series, "name"):
        raise Invalid(_("State a name in at least one language."), field=column("name", "en"))
    year = series.founded_year
    if year is not None and not EARLIEST_YEAR <= year <= at.year + 1:
        raise Invalid(_("State the year in four digits, such as 2013."), field="founded_year")
