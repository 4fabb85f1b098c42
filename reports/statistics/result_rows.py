"""Agreements, follow-ups and projects that can be counted."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, TruncDate

from agreements.models import Agreement, FollowUp, Project
from agreements.states import UNFINISHED, AgreementState, FollowUpState
from reports.statistics import past
from reports.statistics.scope import OUTSIDE, Scope

SIGNED_STATES = (
    AgreementState.SIGNED,
    AgreementState.IN_FORCE,
    AgreementState.EXPIRED,
    AgreementState.RENEWED,
)
PREPARED_STATES = (AgreementState.PROPOSED, AgreementState.NEGOTIATING, AgreementState.TEXT_AGREED)
SIGNED, PREPARED, GIVEN_UP = "signed", "prepared", "given_up"
BANDS = (30, 90)
"""Days overdue: up to 30, up to 90, more."""


def agreements(scope: Scope) -> QuerySet[Any]:
    """Each once, however many parties; one that was signed is dated by the day of its signature."""
    rows = past.with_state(scope.of(Agreement).filter(scope.by_event("event__")), scope)
    was_signed = Q(state_then__in=SIGNED_STATES) | Q(
        state_then=AgreementState.TERMINATED, signed_on__isnull=False
    )
    return rows.annotate(
        stage=Case(
            When(was_signed, then=Value(SIGNED)),
            When(state_then__in=PREPARED_STATES, then=Value(PREPARED)),
            default=Value(GIVEN_UP),
        ),
        dated=scope.dated("signed_on"),
    ).exclude(dated=OUTSIDE, stage=SIGNED)


def follow_ups(scope: Scope) -> QuerySet[Any]:
    """Dated by what they stem from: the signature of an agreement, else the first day of the event."""
    rows = past.with_state(
        _of_events(scope.of(FollowUp), ("event__", "outcome__event__", "agreement__event__"), scope), scope
    )
    sources = (
        "agreement__signed_on",
        "event__start_on",
        "outcome__event__start_on",
        "agreement__event__start_on",
    )
    rows = rows.annotate(
        since=_first(*sources), reported_at=past.moved_at(rows, FollowUpState.REPORTED, scope)
    )
    return rows.annotate(
        dated=scope.dated("since"),
        age=_age(scope),
        counted=Case(When(state_then=FollowUpState.DROPPED, then=Value("no")), default=Value("yes")),
    ).exclude(dated=OUTSIDE)


def projects(scope: Scope) -> QuerySet[Any]:
    """Dated like follow-ups."""
    rows = past.with_state(
        _of_events(scope.of(Project), ("outcome__event__", "agreement__event__"), scope), scope
    )
    sources = ("agreement__signed_on", "outcome__event__start_on", "agreement__event__start_on")
    return (
        rows.annotate(
            since=_first(*sources),
            priced=Case(When(amount=None, then=Value("no")), default=Value("yes")),
            currency_then=F("currency"),
        )
        .annotate(dated=scope.dated("since"))
        .exclude(dated=OUTSIDE)
    )


def _of_events(rows: QuerySet[Any], prefixes: tuple[str, ...], scope: Scope) -> QuerySet[Any]:
    """Those whose event, however they lead to it, is of the kind, country and series asked for."""
    if not scope.by_event():
        return rows
    asked = Q()
    for prefix in prefixes:
        asked |= scope.by_event(prefix)
    return rows.filter(asked)


def _first(*columns: str) -> Any:
    """The first partial date that is stated, as text."""
    return Coalesce(*(Cast(F(column), CharField()) for column in columns), output_field=CharField())


def _age(scope: Scope) -> Any:
    """How old an open follow-up is, or how a finished one ended."""
    unfinished = Q(state_then__in=UNFINISHED)
    bands = [
        When(unfinished & Q(due_by__gte=scope.day - dt.timedelta(days=days)), then=Value(f"overdue_{days}"))
        for days in BANDS
    ]
    verified = Q(state_then=FollowUpState.VERIFIED)
    reported_on = TruncDate("reported_at", tzinfo=ZoneInfo(scope.office.zone))
    return Case(
        When(unfinished & Q(due_by=None), then=Value("undated")),
        When(unfinished & Q(due_by__gte=scope.day), then=Value("open")),
        *bands,
        When(unfinished, then=Value("overdue_more")),
        When(Q(state_then=FollowUpState.REPORTED), then=Value("reported")),
        When(verified & (Q(due_by=None) | Q(reported_at=None)), then=Value("verified")),
        When(verified & Q(due_by__gte=reported_on), then=Value("in_time")),
        When(verified, then=Value("late")),
        default=Value("dropped"),
    )
