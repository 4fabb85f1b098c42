"""Projects as rows of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from agreements.models import Project
from base.languages import best
from base.sheets import Value

COLUMNS: list[tuple[Any, int]] = [
    (gettext_lazy("Project"), 44),
    (gettext_lazy("Stage"), 18),
    (gettext_lazy("Since"), 14),
    (gettext_lazy("Lead organization"), 32),
    (gettext_lazy("Partners"), 40),
    (gettext_lazy("Field"), 24),
    (gettext_lazy("Amount"), 16),
    (gettext_lazy("Currency"), 10),
    (gettext_lazy("Next milestone"), 36),
    (gettext_lazy("Milestone due on"), 16),
    (gettext_lazy("Responsible person"), 24),
    (gettext_lazy("Owner in the office"), 24),
    (gettext_lazy("Last update"), 14),
    (gettext_lazy("Stems from"), 44),
]


def rows_of(projects: Iterable[Project]) -> Iterator[list[Value]]:
    """Needs lead, responsible, owner, origin, partners and stages loaded; runs no query then."""
    for one in projects:
        partners = "; ".join(str(line.organization) for line in one.partners.all())
        yield [
            best(one, "title")[0], str(one.get_state_display()), since(one), str(one.lead or ""), partners,
            best(one, "field")[0], None if one.amount is None else float(one.amount), one.currency,
            best(one, "milestone")[0], one.milestone_on, str(one.responsible or ""), str(one.owner or ""),
            one.updated_on, origin_in_words(one),
        ]  # fmt: skip


def since(project: Project) -> Any:
    """The day on which it entered its present stage, as far as stated."""
    stages = list(project.stages.all())
    return stages[-1].entered_on if stages else None


def origin_in_words(project: Project) -> str:
    """The agreement, or the outcome with its event."""
    if project.outcome is not None:
        return f"{best(project.outcome, 'text')[0]} ({best(project.outcome.event, 'title')[0]})"
    agreement = project.agreement
    return (best(agreement, "title")[0] or agreement.get_kind_display()) if agreement is not None else ""
