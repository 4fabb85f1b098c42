"""The values by which figures are split, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import AgreementKind
from agreements.states import AgreementState, ProjectState
from base.locale_text import country_name
from delegations.models import Direction
from events.models import EventKind, Mode, RegistrationRole
from events.states import EventState
from reports.statistics.event_rows import PART, WHOLE
from reports.statistics.figure import Figure, Section

AGES = {
    "undated": gettext_lazy("open, no due date"),
    "open": gettext_lazy("open, not yet due"),
    "overdue_30": gettext_lazy("overdue, up to 30 days"),
    "overdue_90": gettext_lazy("overdue, 31 to 90 days"),
    "overdue_more": gettext_lazy("overdue, more than 90 days"),
    "reported": gettext_lazy("reported, to be verified"),
    "in_time": gettext_lazy("verified, done in time"),
    "late": gettext_lazy("verified, done late"),
    "verified": gettext_lazy("verified, not known whether in time"),
    "dropped": gettext_lazy("dropped"),
}
PLACES = {WHOLE: gettext_lazy("at whole events"), PART: gettext_lazy("at parts of events")}
STATES: dict[str, Any] = {
    Section.EVENTS: EventState,
    Section.AGREEMENTS: AgreementState,
    Section.PROJECTS: ProjectState,
}
CHOICES: dict[str, Any] = {"mode": Mode, "role": RegistrationRole, "direction": Direction}


def label(figure: Figure, value: tuple[str, ...]) -> str:
    """`forum`; `Chile`; `signed, USD`; what is not stated says so."""
    return ", ".join(_one(figure, column, one) for column, one in zip(figure.split, value, strict=True))


def order(figure: Figure) -> Callable[[tuple[str, ...]], Any]:
    """How the values of a figure are put in order where their order means something, else none."""
    known = [_known(figure, column) for column in figure.split]
    return lambda value: [
        (names.index(one) if one in names else len(names), one)
        for names, one in zip(known, value, strict=True)
    ]


def is_ordered(figure: Figure) -> bool:
    """Whether the values stand in an order of their own; else the largest number comes first."""
    return figure.split[0] in ("year", "age", "state_then", "place") or len(figure.split) > 1


def _known(figure: Figure, column: str) -> list[str]:
    if column == "age":
        return list(AGES)
    if column == "state_then":
        return list(STATES[figure.section].values)
    return [WHOLE, PART] if column == "place" else []


def _one(figure: Figure, column: str, value: str) -> str:
    if not value:
        return _("year not stated") if column == "year" else _("not stated")
    if column == "country":
        return country_name(value)
    if column in ("age", "place"):
        return str((AGES if column == "age" else PLACES)[value])
    if column == "state_then":
        return str(STATES[figure.section](value).label)
    if column == "kind":
        return str((AgreementKind if figure.section == Section.AGREEMENTS else EventKind)(value).label)
    return str(CHOICES[column](value).label) if column in CHOICES else value
