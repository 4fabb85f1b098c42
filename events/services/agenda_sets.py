"""The agenda in sets: many tracks, items, participations and exhibits at once, recorded after the fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError
from base.records import Record
from events.item_validators import check_exhibit, check_item, check_participation
from events.models import AgendaItem, Exhibit, Participation, Track
from events.services import agenda, participations
from people.services import record_sets
from people.services.journal import Actor

R = TypeVar("R", bound=Record)
Pairs = Iterable[tuple[R, Mapping[str, Any]]]
"""Records with the attributes to set on each."""


def add_tracks(tracks: Iterable[Track], *, by: Actor, at: dt.datetime) -> list[Track]:
    """Raises SetRefused; Conflict when an event has one of that name."""
    return record_sets.create_many(tracks, by=by, at=at, refusals=agenda.TRACK_REFUSALS)


def record_items(items: Iterable[AgendaItem], *, by: Actor, at: dt.datetime) -> list[AgendaItem]:
    """Enter items in whatever state they are known in. Raises SetRefused; Conflict when a room is taken."""
    chosen = list(items)
    for item in chosen:
        agenda.derive(item)
    return record_sets.create_many(chosen, by=by, at=at, checks=[check_item], refusals=_refusals())


def amend_items(pairs: Pairs[AgendaItem], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale; Conflict when a room is taken."""
    written = []
    for item, changes in pairs:
        for name, value in changes.items():
            setattr(item, name, value)
        agenda.derive(item)
        derived: dict[str, Any] = {"starts_at": item.starts_at, "ends_at": item.ends_at}
        if agenda.is_announced(changes):
            derived["sequence"] = item.sequence + 1
        written.append((item, {**changes, **derived}))
    changed = record_sets.amend_many(written, by=by, at=at, checks=[check_item], refusals=_refusals())
    return [[name for name in names if name not in ("starts_at", "ends_at", "sequence")] for names in changed]


def add_participations(rows: Iterable[Participation], *, by: Actor, at: dt.datetime) -> list[Participation]:
    """Raises SetRefused; Conflict when somebody has a role at an item already."""
    return record_sets.create_many(
        rows, by=by, at=at, checks=[check_participation], refusals=participations.REFUSALS
    )


def amend_participations(pairs: Pairs[Participation], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale, Conflict."""
    return record_sets.amend_many(
        pairs, by=by, at=at, checks=[check_participation], refusals=participations.REFUSALS
    )


def add_exhibits(exhibits: Iterable[Exhibit], *, by: Actor, at: dt.datetime) -> list[Exhibit]:
    """Raises SetRefused."""
    return record_sets.create_many(exhibits, by=by, at=at, checks=[check_exhibit])


def amend_exhibits(pairs: Pairs[Exhibit], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[check_exhibit])


def _refusals() -> Any:
    return {agenda.ROOM_TAKEN: _room_taken, "item_ends_after_start": agenda.ends_first}


def _room_taken() -> DomainError:
    return Conflict(_("The room is taken at this time."), field="room")
