"""Participants, unnamed groups and delegations that can be counted, at events that took place."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from delegations.models import Delegation, Member
from delegations.states import DelegationState
from events.models import Group, Registration
from events.states import RegistrationState
from reports.statistics import past
from reports.statistics.event_rows import PART, WHOLE, held, held_wholes, root
from reports.statistics.scope import Scope

TOOK_PART = (RegistrationState.ATTENDED, RegistrationState.CONFIRMED)
"""Invited, pending, waiting, declined, cancelled, substituted and absent ones did not."""
WITH, WITHOUT = "with", "without"


def participants(scope: Scope) -> QuerySet[Any]:
    """Registrations of named persons; `root` is the whole event."""
    rows = past.standing(scope.of(Registration).filter(person__isnull=False), TOOK_PART, scope)
    return _at_held_events(rows, "event__", scope)


def groups(scope: Scope) -> QuerySet[Any]:
    """Unnamed groups, unless they were registered and their registration no longer stands."""
    registered = Registration.objects.filter(group=OuterRef("pk"))
    came = past.standing(registered, TOOK_PART, scope)
    rows = scope.existing(scope.of(Group)).filter(~Exists(registered) | Exists(came))
    return _at_held_events(rows, "event__", scope).annotate(
        stated=_stated("count"),
        place=Case(When(event__parent=None, then=Value(WHOLE)), default=Value(PART)),
    )


def delegations(scope: Scope) -> QuerySet[Any]:
    """Delegations that were not withdrawn, each once, however many organizations send it."""
    rows = past.with_state(scope.of(Delegation), scope)
    return _at_held_events(rows.exclude(state_then=DelegationState.WITHDRAWN), "event__", scope)


def members(scope: Scope) -> QuerySet[Any]:
    """Named members of these delegations who took part."""
    return _members(scope).filter(registration__in=participants(scope).values("pk"))


def delegated_groups(scope: Scope) -> QuerySet[Any]:
    """Unnamed groups within these delegations."""
    came = past.standing(scope.of(Registration).filter(group__isnull=False), TOOK_PART, scope)
    rows = _members(scope).filter(registration__in=came.values("pk"))
    return rows.annotate(stated=_stated("registration__group__count"))


def _members(scope: Scope) -> QuerySet[Any]:
    rows = scope.existing(scope.of(Member)).filter(delegation__in=delegations(scope).values("pk"))
    return rows.annotate(root=root("registration__event__"))


def _at_held_events(rows: QuerySet[Any], prefix: str, scope: Scope) -> QuerySet[Any]:
    """Those at an event that took place and is, or belongs to, a whole event that is counted."""
    return rows.annotate(root=root(prefix)).filter(event__in=held(scope), root__in=held_wholes(scope))


def _stated(column: str) -> Any:
    return Case(When(Q(**{column: None}), then=Value(WITHOUT)), default=Value(WITH))
