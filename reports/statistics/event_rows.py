"""Events that can be counted. A whole event is one that is no part of another."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from events.models import Event
from events.states import EventState
from reports.statistics import past
from reports.statistics.scope import CERTAIN, OUTSIDE, Scope, year_of

TOOK_PLACE = (EventState.RUNNING, EventState.HELD, EventState.CLOSED)
"""Postponed and cancelled events, drafts and what is only announced did not."""
WHOLE, PART = "whole", "part"
HELD, NOT_HELD = "held", "not_held"


def events(scope: Scope) -> QuerySet[Any]:
    """Whole events and parts, of every state; those outside of the period are left out."""
    rows = past.with_state(scope.of(Event).filter(scope.by_event()), scope)
    return rows.annotate(
        whole=Case(When(parent=None, then=Value(WHOLE)), default=Value(PART)),
        stage=Case(When(state_then__in=TOOK_PLACE, then=Value(HELD)), default=Value(NOT_HELD)),
        dated=scope.dated("start_on"),
        year=year_of("start_on"),
        numbered=Case(When(Q(series=None) | Q(edition=None), then=Value("no")), default=Value("yes")),
    ).exclude(dated=OUTSIDE)


def held_wholes(scope: Scope) -> RawSQL:
    """Keys of the whole events that took place in the period."""
    return scope.keys("held wholes", lambda: events(scope).filter(whole=WHOLE, stage=HELD, dated=CERTAIN))


def held(scope: Scope) -> RawSQL:
    """Keys of all events that took place, whole or part, whatever else is asked."""
    return scope.keys(
        "held", lambda: past.with_state(scope.of(Event), scope).filter(state_then__in=TOOK_PLACE)
    )


def root(prefix: str) -> Any:
    """The whole that an event is a part of, itself where it is none; parts of parts of parts are followed."""
    return Coalesce(
        F(f"{prefix}parent__parent__parent_id"), F(f"{prefix}parent__parent_id"), F(f"{prefix}parent_id"), F(f"{prefix}id")
    )  # fmt: skip
