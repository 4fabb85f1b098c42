"""Comparing a version of a report with another, or with what is recorded now."""

from __future__ import annotations

from reports.dossier.compare import Difference, compare
from reports.models import Report
from reports.services.gathering import Gathered, gather, gathered_in


def changed_since(report: Report) -> list[Difference]:
    """What is recorded otherwise now than when the version was collected. Raises Conflict while it holds nothing."""
    return compared(gathered_in(report), gather(report.event))


def differences_between(older: Report, newer: Report) -> list[Difference]:
    """Raises Conflict while one of them holds nothing."""
    return compared(gathered_in(older), gathered_in(newer))


def compared(old: Gathered, new: Gathered) -> list[Difference]:
    """Records are known again by their uids."""
    return compare(old.dossier, new.dossier, old.records, new.records)
