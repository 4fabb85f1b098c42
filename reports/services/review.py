"""The review of a report: brought up to date, submitted, discussed, returned, approved by somebody other than its writer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid, NotAllowed
from people.models import User
from people.services import journal, records
from people.services.journal import Actor
from reports.dossier.compare import Difference
from reports.models import Report, ReviewComment
from reports.services import review_letters
from reports.services.comparing import compared
from reports.services.gathering import gather, gathered_in, keep
from reports.services.versions import build_anew, held, turn
from reports.states import ReportState


@transaction.atomic
def bring_up_to_date(
    report: Report, *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[Difference]:
    """Collect a draft anew and build its files again; returns what changed since it was collected last.

    Raises Conflict for anything but a draft, Stale.
    """
    row = held(report, expected=expected)
    if row.state != ReportState.DRAFT:
        raise Conflict(
            _("Only a draft is brought up to date; what is approved is corrected by a new version.")
        )
    now = gather(row.event)
    changes = compared(gathered_in(row), now) if row.dossier is not None else []
    keep(row, now, at=at)
    records.touch(row, at=at)
    journal.record(row, "brought up to date", by=by, at=at, fields=["dossier"])
    build_anew(row, by=by, at=at)
    report.refresh_from_db()
    return changes


@transaction.atomic
def submit(report: Report, *, by: User, at: dt.datetime, expected: int | None = None) -> Report:
    """Hand a draft to the reviewers, who get a letter. Raises Conflict, Stale."""
    row = held(report, expected=expected)
    if row.dossier is None:
        keep(row, gather(row.event), at=at)
    stamp = {"submitted_by": by, "submitted_at": at, "written_by": row.written_by or by}
    turn(row, ReportState.IN_REVIEW, by=by, at=at, stamp=stamp)
    review_letters.tell_reviewers(row, by=by, at=at)
    report.refresh_from_db()
    return report


@transaction.atomic
def return_to_writer(
    report: Report, *, text: str, by: User, at: dt.datetime, expected: int | None = None
) -> Report:
    """Back to a draft, with a comment that says why; the writer gets a letter. Raises Invalid, Conflict, Stale."""
    row = held(report, expected=expected)
    turn(row, ReportState.DRAFT, by=by, at=at)
    comment(row, text=text, by=by, at=at, returned=True)
    review_letters.tell_writer(row, "report.returned", by=by, at=at)
    report.refresh_from_db()
    return report


@transaction.atomic
def approve(report: Report, *, by: User, at: dt.datetime, expected: int | None = None) -> Report:
    """From now on the dossier stays as it is. Raises NotAllowed for its writer and who submitted it; Conflict, Stale."""
    row = held(report, expected=expected)
    if not may_be_final_reviewer(by, row):
        raise NotAllowed(_("Somebody other than its writer approves a report."))
    turn(row, ReportState.APPROVED, by=by, at=at, stamp={"reviewed_by": by, "approved_at": at})
    review_letters.tell_writer(row, "report.approved", by=by, at=at)
    report.refresh_from_db()
    return report


@transaction.atomic
def comment(report: Report, *, text: str, by: User, at: dt.datetime, returned: bool = False) -> ReviewComment:
    """Add to what is said of a version, in whatever state it is. Raises Invalid for an empty comment."""
    if not text.strip():
        raise Invalid(_("Write a comment."), field="text")
    said = ReviewComment(
        office_id=report.office_id,
        report=report,
        text=text.strip(),
        written_by=by,
        written_at=at,
        returned=returned,
    )
    return records.create(said, by=by, at=at, verb="commented")


def may_be_final_reviewer(user: User, report: Report) -> bool:
    """The final reviewer is neither the writer nor who submitted it."""
    return user.pk not in (report.written_by_id, report.submitted_by_id)
