"""How many seats of an event a country has: setting, changing and lifting the number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import Conflict, DomainError, Invalid
from base.locale_text import country_name
from events.models import CountryQuota, Event, Registration
from events.services.registration_moves import promote_waiting
from events.services.seats import lock
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def add_quota(*, event: Event, country: str, seats: int, by: Actor, at: dt.datetime) -> CountryQuota:
    """Raises Invalid; Conflict when the country has a number already, or more people than that."""
    quota = CountryQuota(office_id=event.office_id, event=event, country=country, seats=seats)
    lock(event)
    _demand_enough(quota)
    return records.create(quota, by=by, at=at, refusals=_REFUSALS)


@transaction.atomic
def amend_quota(
    quota: CountryQuota,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Change the number; more seats go to those who wait. Returns what changed. Raises Invalid, Stale, Conflict."""
    lock(quota.event)
    for name, value in changes.items():
        setattr(quota, name, value)
    _demand_enough(quota)
    changed = records.amend(quota, changes, by=by, at=at, expected=expected, refusals=_REFUSALS)
    if changed:
        promote_waiting(quota.event, by=by, at=at)
    return changed


@transaction.atomic
def delete_quota(quota: CountryQuota, *, by: Actor, at: dt.datetime) -> None:
    """The country shares the seats of the event again; those who wait move up."""
    event = quota.event
    lock(event)
    records.delete(quota, by=by, at=at)
    promote_waiting(event, by=by, at=at)


def _demand_enough(quota: CountryQuota) -> None:
    """Raises Invalid without a country or number; Conflict when more seats are taken than the country would have."""
    if not quota.country:
        raise Invalid(_("Choose a country."), field="country")
    if quota.seats is None:
        raise Invalid(_("Write a number."), field="seats")
    held = Registration.objects.filter(event=quota.event_id, country=quota.country).holding_seat()
    taken = sum(held.values_list("seats", flat=True))
    if taken > quota.seats:
        text = ngettext(
            "%(country)s has %(count)s seat taken already.",
            "%(country)s has %(count)s seats taken already.",
            taken,
        )
        raise Conflict(text % {"country": country_name(str(quota.country)), "count": taken}, field="seats")


def _twice() -> DomainError:
    return Conflict(_("This country has a number of seats already."), field="country")


_REFUSALS = {"country_quota_once": _twice}
