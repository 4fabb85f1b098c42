"""Dossier → database through the rooms' verbs: once or again, whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import transaction

from base.languages import texts
from events.models import Event, Series
from events.services import lifecycle, schedule, series
from people.models import Office
from people.services.journal import Actor
from reports.dossier.check import InvalidDossierError, Mistake
from reports.dossier.load_results import Results
from reports.dossier.load_what import Programme
from reports.dossier.load_who import People
from reports.dossier.loading import Loading, columns_of, date_of, foreign_texts, listed, same, stated
from reports.dossier.schema import Dossier


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was created or changed: where it stands in the dossier, and each field with its old and new value."""

    path: str
    noun: str
    label: str
    action: Literal["created", "changed"]
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The event, how many records of each noun were created and changed, and what exactly."""

    event: Event
    created: dict[str, int]
    changed: dict[str, int]
    changes: list[Change] = field(default_factory=list)


@transaction.atomic
def preview(dossier: Dossier, *, office: Office, by: Actor, at: dt.datetime) -> Loaded:
    """What loading would create and change; nothing is written. Raises InvalidDossierError like `load`."""
    loaded = load(dossier, office=office, by=by, at=at)
    transaction.set_rollback(True)
    return loaded


@transaction.atomic
def load(dossier: Dossier, *, office: Office, by: Actor, at: dt.datetime) -> Loaded:
    """Create the event, or bring the one of this slug up to what the dossier states; what it omits stays.

    Loading the same dossier again changes nothing. Raises InvalidDossierError with everything that cannot be loaded; then
    nothing is written.
    """
    loading = Loading(office=office, by=by, at=at)
    loading.errors += foreign_texts(dossier)
    _refuse_foreign_event(dossier, office, loading)
    who = People(dossier, loading)
    who.load_directory()
    event = None
    with loading.telling("event", value=dossier.event.slug):
        event = _event(dossier, loading)
    if event is not None:
        _load_parts(dossier, loading, who, event)
    if loading.errors or event is None:
        raise InvalidDossierError(loading.errors)
    return Loaded(event, dict(loading.created), dict(loading.changed))


def _load_parts(dossier: Dossier, loading: Loading, who: People, event: Event) -> None:
    who.load_groups(event)
    who.load_registrations(event)
    programme = Programme(dossier, loading, who, event)
    programme.load_bodies()
    programme.load_agenda()
    programme.load_photos()
    programme.load_sources()
    Results(dossier, loading, who, programme, event).load()


def _refuse_foreign_event(dossier: Dossier, office: Office, loading: Loading) -> None:
    if Event.objects.filter(slug=dossier.event.slug).exclude(office=office).exists():
        expected = "another slug: an event of another office has this one"
        loading.errors.append(Mistake("$.event.slug", dossier.event.slug, expected))


def _event(dossier: Dossier, loading: Loading) -> Event:
    part = dossier.event
    values = {
        **{name: value for field in ("title", "theme", "summary", "place") for name, value in columns_of(field, getattr(part, field)).items()},
        **stated(
            {
                "kind": part.kind.value,
                "mode": part.mode and part.mode.value,
                "series": _series(dossier, loading),
                "edition": part.edition,
                "city": part.city,
                "country": part.country,
                "zone": part.zone,
                "start_on": date_of(part.start_on),
                "start_time": part.start_time,
                "end_on": date_of(part.end_on),
                "end_time": part.end_time,
                "part_of_day": part.part_of_day and part.part_of_day.value,
                "duration_days": part.duration_days,
                "capacity": part.capacity,
                "aims": listed(part.aims),
            }
        ),
    }  # fmt: skip
    event = Event.objects.of(loading.office).select_related("series", "office").filter(slug=part.slug).first()
    if event is None:
        loading.created["event"] += 1
        return schedule.schedule(
            office=loading.office,
            slug=part.slug,
            recorded=True,
            state=part.state.value,
            **values,
            **loading.who_when,
        )
    changed = schedule.amend_event(event, values, **loading.who_when)
    if event.state != part.state.value:
        lifecycle.move_event(event, to=part.state.value, **loading.who_when)
        changed = [*changed, "state"]
    loading.count_changes("event", changed)
    return event


def _series(dossier: Dossier, loading: Loading) -> Series | None:
    part = dossier.event.series
    if part is None:
        return None
    known = next(
        (row for row in Series.objects.of(loading.office) if same(texts(row, "name"), part.name)), None
    )
    values = {**columns_of("name", part.name), **stated({"founded_year": part.founded_year})}
    if known is None:
        loading.created["series"] += 1
        return series.add_series(office=loading.office, **values, **loading.who_when)
    loading.count_changes("series", series.amend_series(known, values, **loading.who_when))
    return known
