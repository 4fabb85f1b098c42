"""What a version of a report says of itself: its number, who wrote and reviewed it, where it stands, its address."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from base.languages import speaking
from reports.models import Report
from reports.renderers.imprint import Imprint
from reports.states import ReportState


def imprint_of(report: Report) -> Imprint:
    """Runs no query when office, written_by and reviewed_by are loaded."""
    approved = report.approved_at
    with speaking(report.language):
        return Imprint(
            number=report.number,
            written_by=str(report.written_by or ""),
            reviewed_by=str(report.reviewed_by or ""),
            approved_on=approved.astimezone(ZoneInfo(report.office.zone)).date() if approved else None,
            state=str(ReportState(report.state).label),
            address=public_address(report) if report.public else "",
        )


def public_path(report: Report) -> str:
    """The newest version stands at the address of its line, an earlier one below it."""
    if report.state == ReportState.CORRECTED:
        return reverse("reports:published_version", args=[report.line, report.number])
    return reverse("reports:published", args=[report.line])


def public_address(report: Report) -> str:
    return f"{settings.SITE_URL}{public_path(report)}"
