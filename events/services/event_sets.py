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
from people.models import Organization, Person
from people.services import record_parts, record_sets
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
def name_in_record(
    event: Event,
    *,
    organizations: Iterable[Organization] = (),
    people: Iterable[Person] = (),
    by: Actor,
    at: dt.datetime,
) -> list[Organization | Person]:
    """Of whom the record of an event speaks, though they have no part in it; returns whom it did not name before."""
    new: list[Any] = [
        *_named(event, Event.organizations_named.through, "organization", organizations),
        *_named(event, Event.people_named.through, "person", people),
    ]
    if new:
        record_parts.touch_many([event], by=by, at=at, fields=["named"])
    return new


def _named(event: Event, through: Any, noun: str, wanted: Iterable[Any]) -> list[Any]:
    chosen = {one.pk: one for one in wanted}
    there = set()
    if chosen:
        rows = through.objects.filter(event=event, **{f"{noun}__in": chosen})
        there = set(rows.values_list(f"{noun}_id", flat=True))
    new = [one for pk, one in chosen.items() if pk not in there]
    through.objects.bulk_create([through(event=event, **{noun: one}) for one in new])
    return new


def _touch(rows: Iterable[EventBody], at: dt.datetime) -> None:
    """The pages of an event show its bodies, so its version rises with them."""
    ids = {body.event_id for body in rows}
    if ids:
        Event.objects.filter(pk__in=ids).update(version=F("version") + 1, updated_at=at)
