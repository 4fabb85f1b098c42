"""What the head of an office looks at: the coming week, what is late, what expires. Every figure opens its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, FollowUp, Project
from agreements.states import AgreementState
from base.dates import PartialDate, local_instant
from base.wording import date_in_words
from delegations.models import Delegation
from delegations.naming import title_of
from delegations.states import DelegationState
from events.models import Event, PreparationTask
from events.states import LIVE_STATES
from reports.sight import Sight
from reports.statistics.figure import Shown
from reports.statistics.listing import SHOWN, Row

WEEK = 7
NEAR = 30
"""Days before a signing in which a text that is not agreed is late."""
OPEN_EVENTS = ("draft", *LIVE_STATES)
UNSIGNED = (AgreementState.PROPOSED, AgreementState.NEGOTIATING, AgreementState.TEXT_AGREED)
UNAGREED = (AgreementState.PROPOSED, AgreementState.NEGOTIATING)
TASK = "task"


@dataclass(frozen=True, slots=True)
class Look(Sight):
    """Who looks at which office on which day."""

    today: dt.date

    def day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def moment(self, days: int) -> dt.datetime:
        """The first moment of the day so many days from now, on the office's clock."""
        return local_instant(self.day(days), dt.time(), self.office.zone)


@dataclass(frozen=True, slots=True)
class HeadFigure:
    """`shown` says as what its rows are listed; `tone` how a number above zero looks."""

    key: str
    name: str | Promise
    rows: Callable[[Look], QuerySet[Any]]
    shown: str
    tone: str = ""


def _events(look: Look) -> QuerySet[Any]:
    soon = Q(starts_at__lt=look.moment(WEEK), ends_at__gte=look.moment(0))
    return look.of(Event).filter(soon, state__in=OPEN_EVENTS).order_by("starts_at", "pk")


def _delegations(look: Look) -> QuerySet[Any]:
    """Those not received yet whose event begins."""
    expected = (DelegationState.ANNOUNCED, DelegationState.COMPOSED, DelegationState.CONFIRMED)
    begins = Q(event__starts_at__gte=look.moment(0), event__starts_at__lt=look.moment(WEEK))
    rows = look.of(Delegation).filter(begins, state__in=expected).with_senders()  # type: ignore[attr-defined]
    return rows.order_by("event__starts_at", "pk")


def _signings(look: Look, days: int = WEEK) -> QuerySet[Any]:
    """By the agenda item of the signing where there is one, else by the day planned for it."""
    planned = _days_of("planned_on", look.today, look.day(days - 1))
    arranged = Q(signing__item__starts_at__gte=look.moment(0), signing__item__starts_at__lt=look.moment(days))
    arranged |= Q(signing__item__starts_at=None) & _days_of(
        "signing__item__on", look.today, look.day(days - 1)
    )
    found = look.of(Agreement).filter(arranged | Q(signing=None) & planned, state__in=UNSIGNED)
    on_item = When(signing__item__isnull=False, then=Cast(F("signing__item__on"), CharField()))
    text = Case(on_item, default=Cast(F("planned_on"), CharField()), output_field=CharField())
    return found.annotate(signed_then=text).order_by("signed_then", "pk")


def _days_of(column: str, first: dt.date, last: dt.date) -> Q:
    """A partial date that names a day between these; months and years say no day of signing."""
    return Q(
        **{
            f"{column}__gte": str(first),
            f"{column}__lte": str(last),
            f"{column}__regex": r"^\d{4}-\d\d-\d\d$",
        }
    )


def _overdue(first: int, last: int | None) -> Callable[[Look], QuerySet[Any]]:
    """Follow-ups so many days past their due date."""

    def rows(look: Look) -> QuerySet[Any]:
        found = look.of(FollowUp).overdue(look.day(1 - first))  # type: ignore[attr-defined]
        if last is not None:
            found = found.filter(due_by__gte=look.day(-last))
        return found.order_by("due_by", "priority", "pk")

    return rows


def _expiring(first: int, last: int) -> Callable[[Look], QuerySet[Any]]:
    def rows(look: Look) -> QuerySet[Any]:
        found = look.of(Agreement).in_force()  # type: ignore[attr-defined]
        return found.filter(expires_by__range=(look.day(first), look.day(last))).order_by("expires_by", "pk")

    return rows


def _tasks(look: Look) -> QuerySet[Any]:
    late = look.of(PreparationTask).overdue(look.today)  # type: ignore[attr-defined]
    return late.filter(event__state__in=OPEN_EVENTS).order_by("due_on", "pk")


WEEK_FIGURES = (
    HeadFigure("events", _("Events"), _events, Shown.EVENT),
    HeadFigure("delegations", _("Delegations expected"), _delegations, Shown.DELEGATION),
    HeadFigure("signings", _("Signings"), _signings, Shown.AGREEMENT),
)
LATE_FIGURES = (
    HeadFigure("overdue-more", _("Follow-ups overdue by more than 90 days"), _overdue(91, None), Shown.FOLLOW_UP, "bad"),
    HeadFigure("overdue-90", _("Follow-ups overdue by 31 to 90 days"), _overdue(31, 90), Shown.FOLLOW_UP, "bad"),
    HeadFigure("overdue-30", _("Follow-ups overdue by up to 30 days"), _overdue(1, 30), Shown.FOLLOW_UP, "warn"),
    HeadFigure("tasks", _("Preparation tasks overdue"), _tasks, TASK, "warn"),
    HeadFigure(
        "unagreed", _("Signings within 30 days without an agreed text"),
        lambda look: _signings(look, NEAR + 1).filter(state__in=UNAGREED), Shown.AGREEMENT, "bad",
    ),
    HeadFigure(
        "milestones", _("Projects past their milestone"),
        lambda look: look.of(Project).late(look.today).order_by("milestone_on", "pk"), Shown.PROJECT, "warn",  # type: ignore[attr-defined]
    ),
    HeadFigure(
        "untold", _("Projects without an update for a quarter"),
        lambda look: look.of(Project).untold(look.today).order_by(F("updated_on").asc(nulls_first=True), "pk"), Shown.PROJECT, "warn",  # type: ignore[attr-defined]
    ),
    HeadFigure(
        "lapsed", _("Agreements past their last day, still kept as in force"),
        lambda look: look.of(Agreement).lapsed(look.today).order_by("expires_by", "pk"), Shown.AGREEMENT, "bad",  # type: ignore[attr-defined]
    ),
)  # fmt: skip
EXPIRING_FIGURES = (
    HeadFigure("expiring-30", _("within 30 days"), _expiring(0, 30), Shown.AGREEMENT, "bad"),
    HeadFigure("expiring-90", _("in 31 to 90 days"), _expiring(31, 90), Shown.AGREEMENT, "warn"),
    HeadFigure("expiring-180", _("in 91 to 180 days"), _expiring(91, 180), Shown.AGREEMENT),
    HeadFigure("expiring-365", _("in 181 to 365 days"), _expiring(181, 365), Shown.AGREEMENT),
)
FIGURES = {figure.key: figure for figure in (*WEEK_FIGURES, *LATE_FIGURES, *EXPIRING_FIGURES)}


def listed(figure: HeadFigure, rows: QuerySet[Any]) -> list[Row]:
    """Rows of the figure with what they are late or due by; one query."""
    if figure.shown == TASK:
        return [_task(task) for task in rows.select_related("event", "who")]
    _model, related, show = SHOWN[figure.shown]
    return [_dated(figure, record, show(record)) for record in rows.select_related(*related)]


def _task(task: PreparationTask) -> Row:
    href = reverse("events:tasks", args=[task.event.slug])
    more = " · ".join(str(one) for one in (task.event, task.who) if one)
    return Row(task.what, href, more, date_in_words(task.due_on), "")


def _dated(figure: HeadFigure, record: Any, row: Row) -> Row:
    """What the figure is about, in place of the day that lists show elsewhere."""
    if isinstance(record, Delegation):
        return replace(row, title=title_of(record))
    day: Any = None
    if figure.key in ("signings", "unagreed"):
        day = PartialDate.parse(record.signed_then)
    elif isinstance(record, Agreement):
        day = record.expires_by
    elif isinstance(record, Project):
        day = record.milestone_on if figure.key == "milestones" else record.updated_on
    return replace(row, when=date_in_words(day)) if day else row
