"""What was achieved this year against last: the figures of the statistics, and what was finished by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Min, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models import FollowUp, Project, ProjectStage
from agreements.states import FollowUpState, ProjectState
from base.dates import local_instant
from people.models import Entry
from reports.head_figures import Look
from reports.statistics.counting import Number, count
from reports.statistics.figure import Figure, Shown
from reports.statistics.figures import BY_KEY
from reports.statistics.filters import asked_of
from reports.statistics.scope import CERTAIN, Scope

THIS, SAME_TIME, LAST = "this", "same-time", "last"
LEAP_DAY = (2, 29)
COUNTED = ("events", "persons", "person-times", "delegations", "agreements")
"""Figures of the statistics, in their rules and words."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A figure by the day on which something came to pass; the statistics date the same records by their origin."""

    key: str
    name: str | Promise
    rows: Callable[[Scope], QuerySet[Any]]
    shown: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the address query of its rows; `figure` is one of the statistics, or none of them."""

    number: Number
    query: str


@dataclass(frozen=True, slots=True)
class YearLine:
    name: str | Promise
    in_statistics: bool
    cells: Sequence[Cell]


def scopes(look: Look) -> dict[str, Scope]:
    """This year until today, last year until the same day, and last year as a whole."""
    today = look.today
    before = dt.date(today.year - 1, today.month, 28 if (today.month, today.day) == LEAP_DAY else today.day)
    this = Scope(look.office, look.user, today, since=dt.date(today.year, 1, 1), until=today)
    first = dt.date(today.year - 1, 1, 1)
    return {
        THIS: this,
        SAME_TIME: replace(this, since=first, until=before),
        LAST: replace(this, since=first, until=dt.date(today.year - 1, 12, 31)),
    }


def year_lines(look: Look) -> list[YearLine]:
    """A fixed number of queries, however much there was."""
    periods = scopes(look)
    figures = [BY_KEY[key] for key in COUNTED if key in BY_KEY]
    counted = {name: count(scope, figures) for name, scope in periods.items()}
    lines = [
        YearLine(
            figure.name, True,
            [Cell(counted[name][figure.key][0].number, _query(figure, scope)) for name, scope in periods.items()],
        )
        for figure in figures
    ]  # fmt: skip
    for own in FINISHED:
        cells = [Cell(own.rows(scope).count(), f"period={name}") for name, scope in periods.items()]
        lines.append(
            YearLine(own.name, False, [replace(c, query=f"figure={own.key}&{c.query}") for c in cells])
        )
    return lines


def _query(figure: Figure, scope: Scope) -> str:
    return asked_of(scope, figure=figure.key)


def _verified(scope: Scope) -> QuerySet[Any]:
    """By the day on which they were verified; one that was entered as verified has no such day."""
    since, until = _moments(scope)
    entries = Entry.objects.filter(
        office=scope.office, verb=f"moved to {FollowUpState.VERIFIED}", subject__startswith="followup:", at__gte=since, at__lt=until,
    )  # fmt: skip
    keys = [
        int(subject.partition(":")[2]) for subject in entries.order_by().values_list("subject", flat=True)
    ]
    return scope.of(FollowUp).filter(pk__in=keys, state=FollowUpState.VERIFIED).order_by("pk")


def _begun(scope: Scope) -> QuerySet[Any]:
    """By the day of their first stage, where it surely lies in the period."""
    first = (
        ProjectStage.objects.filter(office=scope.office)
        .order_by()
        .values("project")
        .annotate(first=Min("pk"))
    )
    return _of_stages(scope, pk__in=first.values("first"))


def _completed(scope: Scope) -> QuerySet[Any]:
    """Those that are completed, by the day on which they surely were."""
    return _of_stages(scope, state=ProjectState.COMPLETED, project__state=ProjectState.COMPLETED)


def _of_stages(scope: Scope, **which: Any) -> QuerySet[Any]:
    stages = ProjectStage.objects.filter(office=scope.office, **which).annotate(
        dated=scope.dated("entered_on")
    )
    return (
        scope.of(Project)
        .filter(pk__in=stages.filter(dated=CERTAIN).order_by().values("project"))
        .order_by("pk")
    )


def _moments(scope: Scope) -> tuple[dt.datetime, dt.datetime]:
    """From the first moment of the period to the first one after it, on the office's clock."""
    assert scope.since
    assert scope.until
    after = scope.until + dt.timedelta(days=1)
    return local_instant(scope.since, dt.time(), scope.office.zone), local_instant(
        after, dt.time(), scope.office.zone
    )


FINISHED = (
    Finished("verified", _("Follow-ups verified"), _verified, Shown.FOLLOW_UP),
    Finished("begun", _("Projects begun"), _begun, Shown.PROJECT),
    Finished("completed", _("Projects completed"), _completed, Shown.PROJECT),
)
FINISHED_BY_KEY = {one.key: one for one in FINISHED}
