"""The buttons of the review: each asks for its permission, calls one verb and shows the report again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.errors import DomainError
from people.doors import StaffRequest, opened, staff
from reports.forms import CommentForm, MoveForm, PublishForm
from reports.models import Report
from reports.services import publication, review
from reports.views.report_page import page_of

POST = ("POST",)
Verb = Callable[..., Any]


@staff(None, methods=POST)
def submit(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _do(
        request, uid, "reports.write", review.submit, gettext_lazy("The report is submitted for review.")
    )


@staff(None, methods=POST)
def approve(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _do(request, uid, "reports.review", review.approve, gettext_lazy("The report is approved."))


@staff(None, methods=POST)
def bring_up_to_date(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Says how much had changed since it was collected last."""

    def refresh(report: Report, **doing: Any) -> None:
        count = len(review.bring_up_to_date(report, **doing))
        text = ngettext(
            "The draft is up to date: %(count)s change was taken over.",
            "The draft is up to date: %(count)s changes were taken over.",
            count,
        )
        messages.success(request, text % {"count": count})

    return _do(request, uid, "reports.write", refresh)


@staff(None, methods=POST)
def comment(request: StaffRequest, uid: UUID) -> HttpResponse:
    """A comment; with the button `return`, the one with which the report goes back to its writer."""
    report = opened(Report.objects.without_dossiers(), request, "reports.discuss", uid=uid)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return page_of(request, uid, comment=form)
    said: dict[str, Any] = {"text": form.cleaned_data["text"], "by": request.user, "at": timezone.now()}
    try:
        if "return" in request.POST:
            review.return_to_writer(report, expected=form.cleaned_data["version"], **said)
            messages.success(request, _("The report is returned to its writer."))
        else:
            review.comment(report, **said)
    except DomainError as exc:
        return page_of(request, uid, comment=form, error=exc)
    return redirect("reports:report", uid)


@staff(None, methods=POST)
def publish(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _with_choice(request, uid, publication.publish, gettext_lazy("The report is published."))


@staff(None, methods=POST)
def set_public(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _with_choice(request, uid, publication.set_public, gettext_lazy("The public address is changed."))


@staff(None, methods=POST)
def correct(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Leads to the next version, a draft of the present data."""
    report = opened(Report.objects.without_dossiers(), request, "reports.write", uid=uid)
    try:
        version = publication.correct(report, by=request.user, at=timezone.now(), expected=_version(request))
    except DomainError as exc:
        return page_of(request, uid, error=exc)
    messages.success(request, _("This is version %(number)s, a draft of what is recorded now.") % {"number": version.number})  # fmt: skip
    return redirect("reports:report", version.uid)


def _with_choice(request: StaffRequest, uid: UUID, verb: Verb, done: Any) -> HttpResponse:
    form = PublishForm(request.POST)
    if not form.is_valid():
        return page_of(request, uid, publishing=form)
    return _do(request, uid, "reports.publish", verb, done, public=form.cleaned_data["public"])


def _do(
    request: StaffRequest, uid: UUID, perm: str, verb: Verb, done: Any = "", **chosen: Any
) -> HttpResponse:
    """One verb under the version that the person saw; what it refuses is said on the page of the report."""
    report = opened(Report.objects.without_dossiers(), request, perm, uid=uid)
    try:
        verb(report, by=request.user, at=timezone.now(), expected=_version(request), **chosen)
    except DomainError as exc:
        return page_of(request, uid, error=exc)
    if done:
        messages.success(request, str(done))
    return redirect("reports:report", uid)


def _version(request: StaffRequest) -> int | None:
    form = MoveForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None
