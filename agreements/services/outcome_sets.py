"""What events brought about, in sets, recorded after the fact: outcomes with their actors, appointments, follow-ups, reported figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from agreements.models import Appointment, FollowUp, Indicator, Outcome, OutcomeActor, OutcomeKind
from agreements.services.follow_ups import check_follow_up, derive, revoke_links
from agreements.services.indicators import check_figure
from agreements.services.outcomes import check_outcome
from base.errors import Conflict, DomainError, Invalid
from base.records import Record
from people.services import record_parts, record_sets
from people.services.journal import Actor

R = TypeVar("R", bound=Record)
Pairs = Iterable[tuple[R, Mapping[str, Any]]]
"""Records with the attributes to set on each."""


def record_outcomes(outcomes: Iterable[Outcome], *, by: Actor, at: dt.datetime) -> list[Outcome]:
    """Raises SetRefused."""
    return record_sets.create_many(outcomes, by=by, at=at, checks=[check_outcome])


def amend_outcomes(pairs: Pairs[Outcome], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[check_outcome])


def set_actors(
    wanted: Sequence[tuple[Outcome, Sequence[OutcomeActor]]], *, new: bool, by: Actor, at: dt.datetime
) -> set[Any]:
    """Who acted, leads or is concerned, in order of mention, in place of those there were; returns the keys of what changed.

    Raises SetRefused.
    """
    actors = [actor for _outcome, parts in wanted for actor in parts]
    record_sets.demand_sound(actors, checks=[_demand_same_event])
    for _outcome, parts in wanted:
        for position, actor in enumerate(parts):
            actor.position = position
    key = ("organization_id", "person_id", "group_id", "part")
    changed = record_parts.set_parts(wanted, owner="outcome", key=key)
    if not new:
        outcomes = [outcome for outcome, _parts in wanted if outcome.pk in changed]
        record_parts.touch_many(outcomes, by=by, at=at, fields=["actors"])
    return changed


def record_appointments(rows: Iterable[Appointment], *, by: Actor, at: dt.datetime) -> list[Appointment]:
    """Raises SetRefused; Conflict when an outcome has its appointment already."""
    return record_sets.create_many(
        rows,
        by=by,
        at=at,
        checks=[_demand_appointment],
        refusals={"agreements_appointment_outcome_id_key": _appointed_already},
    )


def amend_appointments(pairs: Pairs[Appointment], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[_demand_appointment])


def record_follow_ups(rows: Iterable[FollowUp], *, by: Actor, at: dt.datetime) -> list[FollowUp]:
    """Enter what is to be done in whatever state it is known in. Raises SetRefused."""
    chosen = list(rows)
    for follow_up in chosen:
        derive(follow_up)
    return record_sets.create_many(chosen, by=by, at=at, checks=[check_follow_up])


def amend_follow_ups(pairs: Pairs[FollowUp], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    written = []
    for follow_up, changes in pairs:
        for name, value in changes.items():
            setattr(follow_up, name, value)
        derive(follow_up)
        written.append((follow_up, {**changes, "due_by": follow_up.due_by}))
    changed = record_sets.amend_many(written, by=by, at=at, checks=[check_follow_up])
    pairs_changed = zip(written, changed, strict=True)
    revoke_links(one for (one, _changes), names in pairs_changed if "responsible" in names)
    return [[name for name in names if name != "due_by"] for names in changed]


def report_figures(rows: Iterable[Indicator], *, by: Actor, at: dt.datetime) -> list[Indicator]:
    """Raises SetRefused."""
    return record_sets.create_many(rows, by=by, at=at, checks=[check_figure])


def amend_figures(pairs: Pairs[Indicator], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[check_figure])


def _demand_same_event(actor: OutcomeActor) -> None:
    if actor.group is not None and actor.group.event_id != actor.outcome.event_id:
        raise Invalid(_("This group belongs to another event."), field="group")


def _demand_appointment(appointment: Appointment) -> None:
    if appointment.outcome.kind != OutcomeKind.APPOINTMENT:
        raise Invalid(_("Only an outcome of the kind “appointment” names a post."), field="outcome")


def _appointed_already() -> DomainError:
    return Conflict(_("This outcome names its appointment already."), field="outcome")
