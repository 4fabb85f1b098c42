"""After approval: published, shown to anyone or not, corrected by a new version."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict
from people.models import User
from people.services import records
from people.services.journal import Actor
from reports.models import Report, ReportFile
from reports.services.builds import wake_builders
from reports.services.versions import build_anew, held, held_line, turn
from reports.states import ReportState

REPLACED = (ReportState.APPROVED, ReportState.PUBLISHED)


@transaction.atomic
def publish(
    report: Report, *, public: bool, by: Actor, at: dt.datetime, expected: int | None = None
) -> Report:
    """Publish an approved version; the versions before it are then corrected ones. Raises Conflict, Stale.

    `public` gives it the public address of its line.
    """
    line = held_line(report)
    row = held(report, expected=expected)
    if row.state == ReportState.APPROVED:
        # Before the move: a line has one published version at a time.
        for earlier in line:
            if earlier.number < row.number and earlier.state in REPLACED:
                turn(earlier, ReportState.CORRECTED, by=by, at=at, note=f"corrected by version {row.number}")
    turn(row, ReportState.PUBLISHED, by=by, at=at, stamp={"published_at": at, "public": public})
    report.refresh_from_db()
    return report


@transaction.atomic
def correct(report: Report, *, by: User, at: dt.datetime, expected: int | None = None) -> Report:
    """The next version as a draft, which its files' first build collects from the present data. Raises Conflict, Stale."""
    line = held_line(report)
    row = held(report, expected=expected)
    if row.state not in REPLACED:
        raise Conflict(_("Only what is approved or published is corrected by a new version."))
    if line[-1].number > row.number:
        raise Conflict(_("Version %(number)s corrects it already.") % {"number": line[-1].number})
    formats = ReportFile.objects.filter(report=row).values_list("format", flat=True)
    copied = {
        name: getattr(row, name) for name in ("office_id", "event", "kind", "language", "line", "not_stated")
    }
    version = Report(**copied, number=row.number + 1, corrects=row, written_by=by)
    records.create(version, by=by, at=at, verb="correction begun")
    ReportFile.objects.bulk_create(
        ReportFile(office_id=row.office_id, report=version, format=one) for one in formats
    )
    wake_builders()
    return version


@transaction.atomic
def set_public(
    report: Report, *, public: bool, by: Actor, at: dt.datetime, expected: int | None = None
) -> Report:
    """Open or close the public address of a published version. Raises Conflict for one never published; Stale."""
    row = held(report)
    if row.published_at is None:
        raise Conflict(_("Only a published report has a public address."))
    if records.amend(row, {"public": public}, by=by, at=at, expected=expected):
        build_anew(row, by=by, at=at)
    report.refresh_from_db()
    return report
