"""Figures that somebody reported, as of a day; never mixed with what is counted here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Indicator
from base.errors import Invalid
from base.languages import column, texts
from base.positions import next_position
from events.models import Event
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def report_figure(*, event: Event, by: Actor, at: dt.datetime, **values: Any) -> Indicator:
    """`values`: name_en …, value, unit_en …, subject, as_of, source. Raises Invalid when nothing is said to be counted."""
    indicator = Indicator(
        office_id=event.office_id,
        event=event,
        position=next_position(Indicator.objects.filter(event=event)),
        **values,
    )
    check_figure(indicator)
    return records.create(indicator, by=by, at=at)


@transaction.atomic
def amend_figure(
    indicator: Indicator,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(indicator, name, value)
    check_figure(indicator)
    return records.amend(indicator, changes, by=by, at=at, expected=expected)


def delete_figure(indicator: Indicator, *, by: Actor, at: dt.datetime) -> None:
    records.delete(indicator, by=by, at=at)


def check_figure(indicator: Indicator) -> None:
    if not texts(indicator, "name"):
        raise Invalid(_("Say what is counted, in at least one language."), field=column("name", "en"))
    if indicator.source is not None and indicator.source.event_id != indicator.event_id:
        raise Invalid(_("This source belongs to another event."), field="source")
