"""Events that are recorded after the fact, in sets, with their series and bodies: nothing is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from events import validators
from events.models import Event, EventBody, Series
from events.services import bodies, schedule
from events.services.series import check_series
from people.models import Organization
from people.services import record_sets
from people.services.journal import Actor


def add_series(series: Iterable[Series], *, by: Actor, at: dt.datetime) -> list[Series]:
    """Raises SetRefused."""
    return record_sets.create_many(series, by=by, at=at, checks=[partial(check_series, at=at)])


def amend_series(
    pairs: Iterable[tuple[Series, Mapping[str, Any]]], *, by: Actor, at: dt.datetime
) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[partial(check_series, at=at)])


def record_events(events: Iterable[Event], *, by: Actor, at: dt.datetime) -> list[Event]:
    """Enter events in whatever state they are known in, without reminder rules. Raises SetRefused, Conflict."""
    chosen = list(events)
    for event in chosen:
        schedule.derive(event)
    checks = [partial(validators.check_event, recorded=True)]
    return record_sets.create_many(chosen, by=by, at=at, checks=checks, refusals=schedule.REFUSALS)


@transaction.atomic
def add_bodies(rows: Iterable[EventBody], *, by: Actor, at: dt.datetime) -> list[EventBody]:
    """Give organizations their roles. Raises SetRefused; Conflict when one has its role already."""
    added = record_sets.create_many(rows, by=by, at=at, refusals=bodies.REFUSALS)
    _touch(added, at)
    return added


@transaction.atomic
def amend_bodies(
    pairs: Iterable[tuple[EventBody, Mapping[str, Any]]], *, by: Actor, at: dt.datetime
) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale, Conflict."""
    chosen = list(pairs)
    changed = record_sets.amend_many(chosen, by=by, at=at, refusals=bodies.REFUSALS)
    _touch([body for (body, _changes), names in zip(chosen, changed, strict=True) if names], at)
    return changed


@transaction.atomic
def mention(
    event: Event, organizations: Iterable[Organization], *, by: Actor, at: dt.datetime
) -> list[Organization]:
    """Organizations of which the record of an event speaks although none of its parts names them; returns the new ones.

    Links between organizations belong to the record of an event where both stand in it.
    """
    wanted = {one.pk: one for one in organizations}
    through: Any = Event.mentioned.through
    there = through.objects.filter(event=event, organization__in=wanted).values_list(
        "organization_id", flat=True
    )
    new = [one for pk, one in wanted.items() if pk not in set(there)]
    through.objects.bulk_create([through(event=event, organization=one) for one in new])
    if new:
        record_sets.touch_many([event], by=by, at=at, fields=["mentioned"])
    return new


def _touch(rows: Iterable[EventBody], at: dt.datetime) -> None:
    """The pages of an event show its bodies, so its version rises with them."""
    ids = {body.event_id for body in rows}
    if ids:
        Event.objects.filter(pk__in=ids).update(version=F("version") + 1, updated_at=at)
