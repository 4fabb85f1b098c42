"""Follow-ups as rows of a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import FollowUp
from base.languages import best
from base.sheets import Value

COLUMNS: list[tuple[Any, int]] = [
    (gettext_lazy("What is to be done"), 48),
    (gettext_lazy("Because of"), 40),
    (gettext_lazy("State"), 14),
    (gettext_lazy("Overdue"), 10),
    (gettext_lazy("Priority"), 10),
    (gettext_lazy("Due on"), 14),
    (gettext_lazy("Next report due on"), 16),
    (gettext_lazy("Lead organization"), 32),
    (gettext_lazy("Responsible person"), 24),
    (gettext_lazy("Owner in the office"), 24),
    (gettext_lazy("Recorded at"), 18),
]


def rows_of(follow_ups: Iterable[FollowUp], on: dt.date) -> Iterator[list[Value]]:
    """Needs lead, responsible, owner and the cause loaded; runs no query then."""
    for one in follow_ups:
        yield [
            best(one, "text")[0], cause_in_words(one), str(one.get_state_display()),
            _("yes") if one.is_overdue(on) else "", str(one.get_priority_display()), one.due_on, one.next_report_on,
            str(one.lead or ""), str(one.responsible or ""), str(one.owner or ""), one.created_at,
        ]  # fmt: skip


def cause_in_words(follow_up: FollowUp) -> str:
    """The event, the outcome with its event, or the agreement from which it stems."""
    if follow_up.event is not None:
        return best(follow_up.event, "title")[0]
    if follow_up.outcome is not None:
        return f"{best(follow_up.outcome, 'text')[0]} ({best(follow_up.outcome.event, 'title')[0]})"
    agreement = follow_up.agreement
    return (best(agreement, "title")[0] or agreement.get_kind_display()) if agreement is not None else ""
