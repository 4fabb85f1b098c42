"""Figures of agreements, follow-ups and projects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.statistics.figure import Figure, Section, Shown
from reports.statistics.result_rows import GIVEN_UP, PREPARED, SIGNED
from reports.statistics.scope import CERTAIN, UNSURE
from reports.statistics.sources import AGREEMENTS, FOLLOW_UPS, PROJECTS

DATED = {"dated": (CERTAIN,)}
SIGNED_IN_TIME = {"stage": (SIGNED,), **DATED}
PRICED = {"priced": ("yes",), **DATED}


def _agreement(key: str, name: Any, rule: Any, where: Any = SIGNED_IN_TIME, **more: Any) -> Figure:
    return Figure(key, Section.AGREEMENTS, name, _("agreements"), rule, AGREEMENTS, Shown.AGREEMENT, where, **more)  # fmt: skip


def _follow_up(key: str, name: Any, rule: Any, where: Any, **more: Any) -> Figure:
    return Figure(key, Section.FOLLOW_UPS, name, _("follow-ups"), rule, FOLLOW_UPS, Shown.FOLLOW_UP, where, **more)  # fmt: skip


def _project(key: str, name: Any, rule: Any, where: Any = DATED, **more: Any) -> Figure:
    unit = more.pop("unit", _("projects"))
    return Figure(key, Section.PROJECTS, name, unit, rule, PROJECTS, Shown.PROJECT, where, **more)


AGREEMENT_FIGURES = (
    _agreement(
        "agreements", _("Agreements signed"),
        _("Agreements that were signed, whatever became of them since; each once, however many parties. One belongs to the period of its signature. Supplements and renewals are agreements of their own."),
        is_headline=True,
    ),
    _agreement("agreements-by-kind", _("Agreements signed by kind"), _("The same agreements, each under its kind."), split=("kind",)),
    _agreement("agreements-by-state", _("Agreements signed by state"), _("The same agreements, each under the state it is in."), split=("state_then",)),
    _agreement(
        "agreements-undated", _("Agreements signed, not dated as far as the period asks"),
        _("Agreements that may have been signed in the period, but the day of signature is not stated that far. They are in no other figure of the period."),
        {"stage": (SIGNED,), "dated": (UNSURE,)},
    ),
    _agreement(
        "agreements-prepared", _("Agreements in preparation"),
        _("Proposed, being negotiated, or with a text agreed. They have no day of signature, so the period does not narrow them."),
        {"stage": (PREPARED,)}, split=("state_then",),
    ),
    _agreement(
        "agreements-given-up", _("Agreements given up before the signature"),
        _("Terminated without a day of signature. The period does not narrow them."), {"stage": (GIVEN_UP,)},
    ),
)  # fmt: skip

FOLLOW_UP_FIGURES = (
    _follow_up(
        "follow-ups", _("Follow-ups given"),
        _("All but dropped ones. One belongs to the period of what it stems from: the signature of an agreement, else the first day of the event."),
        {"counted": ("yes",), **DATED}, is_headline=True,
    ),
    _follow_up(
        "follow-ups-by-age", _("Follow-ups by age"),
        _("Open ones by days past the due date on the day as of which is counted. Verified ones were done in time when the report that was verified came on the due date or before; where no report or no due date is recorded, that is not known."),
        DATED, split=("age",),
    ),
    _follow_up(
        "follow-ups-undated", _("Follow-ups, not dated as far as the period asks"),
        _("They stem from events or agreements that may lie in the period, but their date is not stated that far."),
        {"counted": ("yes",), "dated": (UNSURE,)},
    ),
)  # fmt: skip

PROJECT_FIGURES = (
    _project(
        "projects", _("Projects"),
        _("Projects in any stage. One belongs to the period of the agreement or event it stems from, like a follow-up."),
        is_headline=True,
    ),
    _project("projects-by-stage", _("Projects by stage"), _("The stage in which the project is."), split=("state_then",)),
    _project(
        "project-amounts", _("Amounts of projects"),
        _("The stated amounts, added up for each currency. Currencies are never added to each other."),
        PRICED, unit=_("in the currency"), split=("currency_then",), total="amount",
    ),
    _project(
        "project-amounts-by-stage", _("Amounts of projects by stage"),
        _("The same amounts by stage, for each currency."),
        PRICED, unit=_("in the currency"), split=("state_then", "currency_then"), total="amount",
    ),
    _project(
        "projects-unpriced", _("Projects without a stated amount"),
        _("They are among the projects, and in no amount."), {"priced": ("no",), **DATED},
    ),
    _project(
        "projects-undated", _("Projects, not dated as far as the period asks"),
        _("They stem from events or agreements that may lie in the period, but their date is not stated that far."),
        {"dated": (UNSURE,)},
    ),
)  # fmt: skip
