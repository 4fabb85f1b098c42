"""Recording what an event brought about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.models import Outcome, OutcomeActor
from base.errors import Invalid
from base.languages import texts
from events.models import Event, Group
from people.models import Organization, Person
from people.services import journal, records
from people.services.journal import Actor

Someone = Organization | Person | Group


@transaction.atomic
def record_outcome(
    *, event: Event, kind: str, by: Actor, at: dt.datetime, actors: Iterable[Someone] = (), **values: Any
) -> Outcome:
    """`values`: text_en …, item, fields, manner, count, count_as_worded. Raises Invalid when no text is stated."""
    last = Outcome.objects.filter(event=event).aggregate(last=Max("position"))["last"]
    outcome = Outcome(
        office_id=event.office_id, event=event, kind=kind, position=0 if last is None else last + 1, **values
    )
    check_outcome(outcome)
    records.create(outcome, by=by, at=at)
    _set_actors(outcome, actors)
    return outcome


@transaction.atomic
def amend_outcome(
    outcome: Outcome,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    actors: Iterable[Someone] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(outcome, name, value)
    check_outcome(outcome)
    changed = records.amend(outcome, changes, by=by, at=at, expected=expected)
    if actors is not None and _differ(outcome, actors := list(actors)):
        outcome.actors.all().delete()
        _set_actors(outcome, actors)
        if not changed:
            records.touch(outcome, at=at)
        journal.record(outcome, "changed", by=by, at=at, fields=["actors"])
        changed = [*changed, "actors"]
    return changed


def delete_outcome(outcome: Outcome, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict when a follow-up rests on it."""
    records.delete(outcome, by=by, at=at)


def actors_of(outcome: Outcome) -> list[Someone]:
    """Who did or undertook it, in order."""
    rows = outcome.actors.select_related("organization", "person", "group")
    found = (row.organization or row.person or row.group for row in rows)
    return [actor for actor in found if actor is not None]


def check_outcome(outcome: Outcome) -> None:
    if not texts(outcome, "text"):
        raise Invalid(_("Say what it was, in at least one language."), field="text_en")
    if outcome.item_id and outcome.item is not None and outcome.item.event_id != outcome.event_id:
        raise Invalid(_("This agenda item belongs to another event."), field="item")


def _differ(outcome: Outcome, actors: list[Someone]) -> bool:
    return [(type(a), a.pk) for a in actors_of(outcome)] != [(type(a), a.pk) for a in actors]


def _set_actors(outcome: Outcome, actors: Iterable[Someone]) -> None:
    actors = list(actors)
    records.demand_own(outcome.office_id, actors, field="actors")
    OutcomeActor.objects.bulk_create(
        OutcomeActor(
            office_id=outcome.office_id,
            outcome=outcome,
            organization=actor if isinstance(actor, Organization) else None,
            person=actor if isinstance(actor, Person) else None,
            group=actor if isinstance(actor, Group) else None,
            position=position,
        )
        for position, actor in enumerate(actors)
    )
