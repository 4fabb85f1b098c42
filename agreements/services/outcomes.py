"""Recording what an event brought about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import ActorPart, Outcome, OutcomeActor
from agreements.services.appointments import set_appointment
from base.errors import Invalid
from base.languages import texts
from base.positions import next_position
from events.models import Event, Group
from people.models import Organization, Person
from people.services import journal, records
from people.services.journal import Actor

Someone = Organization | Person | Group
Involved = Someone | tuple[Someone, str]
"""Somebody alone did or undertook it; with a part they lead it, or it concerns them."""
AS_IT_IS: Mapping[str, Any] = {}


@transaction.atomic
def record_outcome(
    *,
    event: Event,
    kind: str,
    by: Actor,
    at: dt.datetime,
    actors: Iterable[Involved] = (),
    appointment: Mapping[str, Any] | None = None,
    **values: Any,
) -> Outcome:
    """`values`: text_en …, item, fields, manner, count, count_as_worded; `appointment`: as `set_appointment` takes it.

    Raises Invalid when no text is stated, or an appointment is named by an outcome of another kind.
    """
    outcome = Outcome(
        office_id=event.office_id,
        event=event,
        kind=kind,
        position=next_position(Outcome.objects.filter(event=event)),
        **values,
    )
    check_outcome(outcome)
    records.create(outcome, by=by, at=at)
    _set_actors(outcome, [_part(one) for one in actors])
    set_appointment(outcome, appointment, by=by, at=at)
    return outcome


@transaction.atomic
def amend_outcome(
    outcome: Outcome,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    actors: Iterable[Involved] | None = None,
    appointment: Mapping[str, Any] | None = AS_IT_IS,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Without an `appointment` it stays as it is; None takes it away.

    Raises Invalid, Stale.
    """
    for name, value in changes.items():
        setattr(outcome, name, value)
    check_outcome(outcome)
    changed = records.amend(outcome, changes, by=by, at=at, expected=expected)
    parts = []
    wanted = None if actors is None else [_part(one) for one in actors]
    if wanted is not None and wanted != actors_of(outcome):
        outcome.actors.all().delete()
        _set_actors(outcome, wanted)
        parts.append("actors")
    if set_appointment(outcome, appointment, by=by, at=at):
        parts.append("appointment")
    if parts:
        if not changed:
            records.touch(outcome, at=at)
        journal.record(outcome, "changed", by=by, at=at, fields=parts)
    return [*changed, *parts]


def delete_outcome(outcome: Outcome, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict when a follow-up rests on it."""
    records.delete(outcome, by=by, at=at)


def actors_of(outcome: Outcome) -> list[tuple[Someone, str]]:
    """Who stands in it in which part, in order."""
    rows = outcome.actors.select_related("organization", "person", "group")
    found = ((row.organization or row.person or row.group, row.part) for row in rows)
    return [(actor, part) for actor, part in found if actor is not None]


def check_outcome(outcome: Outcome) -> None:
    if not texts(outcome, "text"):
        raise Invalid(_("Say what it was, in at least one language."), field="text_en")
    if outcome.item_id and outcome.item is not None and outcome.item.event_id != outcome.event_id:
        raise Invalid(_("This agenda item belongs to another event."), field="item")


def _part(one: Involved) -> tuple[Someone, str]:
    return one if isinstance(one, tuple) else (one, ActorPart.ACTOR)


def _set_actors(outcome: Outcome, actors: list[tuple[Someone, str]]) -> None:
    """Raises Invalid for one of another office, a group of another event."""
    records.demand_own(outcome.office_id, [actor for actor, _part in actors], field="actors")
    if any(isinstance(actor, Group) and actor.event_id != outcome.event_id for actor, _part in actors):
        raise Invalid(_("This group belongs to another event."), field="actors")
    rows = [
        OutcomeActor(
            office_id=outcome.office_id,
            outcome=outcome,
            organization=actor if isinstance(actor, Organization) else None,
            person=actor if isinstance(actor, Person) else None,
            group=actor if isinstance(actor, Group) else None,
            part=part,
            position=position,
        )
        for position, (actor, part) in enumerate(dict.fromkeys(actors))
    ]
    OutcomeActor.objects.bulk_create(rows)
