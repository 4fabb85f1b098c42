"""The page of one version of a report: its text, its state, what was said of it, its files and its other versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from base.errors import DomainError
from people.doors import StaffRequest, opened
from people.models import User
from people.services.moves import may_move
from reports.dossier.schema import Dossier
from reports.forms import CommentForm, PublishForm
from reports.imprints import imprint_of, public_path
from reports.links import links_of
from reports.models import Report
from reports.renderers import render_fragment
from reports.services.review import may_be_final_reviewer
from reports.states import BuildState, ReportState

RUNNING = frozenset({BuildState.QUEUED, BuildState.BUILDING})
PEOPLE = ("written_by", "submitted_by", "reviewed_by")


def page_of(
    request: StaffRequest,
    uid: UUID,
    *,
    comment: CommentForm | None = None,
    publishing: PublishForm | None = None,
    error: DomainError | None = None,
) -> HttpResponse:
    """The page; with a form that was refused, or an error, it says so and keeps what was typed."""
    found = opened(
        Report.objects.select_related("event__office", "event__series", "office", *PEOPLE), request, uid=uid
    )
    may = allowed(found, request.user)
    versions = list(Report.objects.without_dossiers().filter(line=found.line).order_by("-number"))
    context = with_files(found, request.user) | {
        "event": found.event,
        "body": _body(found, request.user),
        "versions": versions,
        "newer": versions[0] if versions[0].number > found.number else None,
        "comments": found.comments.select_related("written_by"),
        "may": may,
        "comment_form": comment or CommentForm(initial={"version": found.version}),
        "publish_form": publishing or PublishForm(initial=_as_before(found, versions)),
        "public_path": public_path(found) if found.public else "",
        "error": error,
    }
    refused = error.status if error else 422 if comment or publishing else 200
    return render(request, "reports/report.html", context, status=refused)


def allowed(report: Report, user: User) -> dict[str, bool]:
    """What this person may do with this version as it stands."""
    writes, discusses, reviews, publishes = (
        user.has_perm(f"reports.{perm}", report) for perm in ("write", "discuss", "review", "publish")
    )
    draft, in_review = report.state == ReportState.DRAFT, report.state == ReportState.IN_REVIEW
    return {
        "refresh": draft and writes,
        "submit": draft and writes,
        "discard": draft and writes and report.submitted_at is None,
        "comment": discusses,
        "return": in_review and discusses,
        "approve": in_review and reviews and may_be_final_reviewer(user, report),
        "own_work": in_review and reviews and not may_be_final_reviewer(user, report),
        "publish": publishes and may_move(report, ReportState.PUBLISHED),
        "set_public": publishes and report.published_at is not None,
        "correct": writes and may_move(report, ReportState.CORRECTED) and not hasattr(report, "corrected_by"),
    }


def with_files(found: Report, user: User) -> dict[str, Any]:
    rows = list(found.files.all())
    running = any(row.state in RUNNING for row in rows)
    percent = sum(row.percent for row in rows) // len(rows) if rows else 0
    may_build = user.has_perm("reports.write", found)
    return {"report": found, "files": rows, "running": running, "percent": percent, "may_build": may_build}


def _body(found: Report, user: User) -> str:
    if found.dossier is None:
        return ""
    return render_fragment(
        Dossier.model_validate(found.dossier),
        kind=found.kind,
        language=found.language,
        not_stated=found.marks,
        imprint=imprint_of(found),
        links=links_of(found, user),
    )


def _as_before(found: Report, versions: list[Report]) -> dict[str, Any]:
    """What is published stays where it is; a correction goes where the version before it stands."""
    earlier = [version for version in versions if version.number < found.number]
    public = found.public if found.published_at else bool(earlier) and earlier[0].public
    return {"version": found.version, "public": public}
