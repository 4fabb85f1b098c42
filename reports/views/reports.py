"""Reports: asked for, watched while they are built, listed, downloaded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.errors import DomainError, add_to_form
from base.files import path_of
from base.languages import supported
from events.models import Event
from people.doors import StaffRequest, opened, staff
from reports import queries
from reports.forms import ReportFilter, ReportForm
from reports.models import Report, ReportFile
from reports.renderers import MEDIA_TYPES
from reports.services import builds
from reports.services.reports import discard as discard_draft
from reports.services.reports import request_report
from reports.states import BuildState
from reports.views.report_page import page_of, with_files

PAGE = 50


@staff(methods=["GET", "HEAD", "POST"])
def event_reports(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office"), request, slug=slug)
    form = ReportForm(request.POST or None, initial={"language": supported(get_language())})
    if request.method == "POST":
        opened(Event.objects, request, "reports.write", slug=slug)
        if form.is_valid():
            try:
                report = request_report(event=event, by=request.user, at=timezone.now(), **form.cleaned_data)
                return redirect("reports:report", report.uid)
            except DomainError as exc:
                add_to_form(form, exc)
    context = _listed(request, Report.objects.filter(event=event)) | {
        "event": event,
        "form": form,
        "may_write": request.user.has_perm("reports.write", event),
    }
    return render(request, "reports/event_reports.html", context)


@staff()
def report_list(request: StaffRequest) -> HttpResponse:
    context = _listed(request, Report.objects.of(request.office))
    return render(request, "reports/report_list.html", context)


def _listed(request: StaffRequest, reports: Any) -> dict[str, Any]:
    """A page of lines, each by its newest version with the earlier ones beside it."""
    newest = reports.visible_to(request.user).newest().without_dossiers().select_related("event")
    wanted = ReportFilter(request.GET)
    if wanted.is_valid() and (state := wanted.cleaned_data["state"]):
        newest = newest.in_line_with(state)
    page = Paginator(newest, PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": queries.lines_of(list(page.object_list)), "filter": wanted}


@staff()
def report(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One version: its text, each statement leading to its record, and where it stands."""
    return page_of(request, uid)


@staff(None, methods=["GET", "HEAD", "POST"])
def discard(request: StaffRequest, uid: UUID) -> HttpResponse:
    found = opened(
        Report.objects.select_related("event").without_dossiers(), request, "reports.write", uid=uid
    )
    if request.method == "POST":
        discard_draft(found, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is discarded."))
        return redirect("reports:event_reports", found.event.slug)
    context = {"report": found, "event": found.event, "cancel": reverse("reports:report", args=[uid])}
    return render(request, "reports/report_discard.html", context)


@staff()
@never_cache
def files(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The builds of a report as a fragment, asked for again while one of them runs."""
    found = opened(Report.objects.select_related("event").without_dossiers(), request, uid=uid)
    return render(request, "reports/_files.html", with_files(found, request.user))


@staff(None, methods=["POST"])
def retry(request: StaffRequest, uid: UUID) -> HttpResponse:
    file = opened(ReportFile.objects.select_related("report"), request, "reports.write", uid=uid)
    builds.retry(file, by=request.user, at=timezone.now())
    return redirect("reports:report", file.report.uid)


@staff(None, methods=["POST"])
def cancel(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Gives up a build that waits or runs; one that was finished in the meantime stays, and it says so."""
    file = opened(ReportFile.objects.select_related("report"), request, "reports.write", uid=uid)
    try:
        builds.cancel(file, by=request.user, at=timezone.now())
        messages.success(request, _("The build is cancelled."))
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("reports:report", file.report.uid)


@staff()
def download(request: StaffRequest, uid: UUID) -> FileResponse:
    return sent(opened(ReportFile.objects.select_related("report__event"), request, uid=uid))


def sent(file: ReportFile) -> FileResponse:
    """The file for download. Raises Http404 until it is built."""
    if file.state != BuildState.READY:
        raise Http404(_("This file is not ready."))
    try:
        content = path_of(file.file).open("rb")
    except FileNotFoundError:
        raise Http404(_("This file is not ready.")) from None
    response = FileResponse(
        content, as_attachment=True, filename=file.name, content_type=MEDIA_TYPES[file.format]
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
