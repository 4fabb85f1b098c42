"""Reports: asked for, watched while they are built, read, downloaded."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.errors import DomainError, add_to_form
from base.files import path_of
from base.languages import supported
from events.models import Event
from people.doors import StaffRequest, opened, staff
from reports.dossier.schema import Dossier
from reports.forms import ReportForm
from reports.models import Report, ReportFile
from reports.renderers import MEDIA_TYPES, render_fragment
from reports.services import builds
from reports.services.reports import request_report
from reports.states import BuildState

PAGE = 50
RUNNING = frozenset({BuildState.QUEUED, BuildState.BUILDING})


@staff(methods=["GET", "HEAD", "POST"])
def event_reports(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office"), request, slug=slug)
    form = ReportForm(request.POST or None, initial={"language": supported(get_language())})
    may_write = request.user.has_perm("reports.write", event)
    if request.method == "POST":
        opened(Event.objects, request, "reports.write", slug=slug)
        if form.is_valid():
            try:
                report = request_report(event=event, by=request.user, at=timezone.now(), **form.cleaned_data)
                return redirect("reports:report", report.uid)
            except DomainError as exc:
                add_to_form(form, exc)
    reports = (
        Report.objects.visible_to(request.user).filter(event=event).prefetch_related("files").defer("dossier")
    )
    context = {"event": event, "form": form, "reports": reports, "may_write": may_write}
    return render(request, "reports/event_reports.html", context)


@staff()
def report_list(request: StaffRequest) -> HttpResponse:
    reports = (
        Report.objects.visible_to(request.user)
        .of(request.office)
        .select_related("event")
        .prefetch_related("files")
        .defer("dossier")
    )
    page = Paginator(reports, PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/report_list.html", {"page": page})


@staff()
def report(request: StaffRequest, uid: str) -> HttpResponse:
    found = opened(Report.objects.select_related("event__office", "requested_by"), request, uid=uid)
    context = _with_files(found) | {"event": found.event}
    if found.dossier:
        dossier = Dossier.model_validate(found.dossier)
        context["body"] = render_fragment(
            dossier, kind=found.kind, language=found.language, not_stated=found.marks
        )
    return render(request, "reports/report.html", context)


@staff()
@never_cache
def files(request: StaffRequest, uid: str) -> HttpResponse:
    """The builds of a report as a fragment, asked for again while one of them runs."""
    found = opened(Report.objects.select_related("event").defer("dossier"), request, uid=uid)
    return render(request, "reports/_files.html", _with_files(found))


@staff(None, methods=["POST"])
def retry(request: StaffRequest, uid: str) -> HttpResponse:
    file = opened(ReportFile.objects.select_related("report"), request, "reports.write", uid=uid)
    builds.retry(file, by=request.user, at=timezone.now())
    return redirect("reports:report", file.report.uid)


@staff()
def download(request: StaffRequest, uid: str) -> FileResponse:
    file = opened(ReportFile.objects.select_related("report__event"), request, uid=uid)
    if file.state != BuildState.READY:
        raise Http404(_("This file is not ready."))
    found = file.report
    name = f"{found.event.slug}-{found.kind}-{found.language}.{file.format}"
    try:
        content = path_of(file.file).open("rb")
    except FileNotFoundError:
        raise Http404(_("This file is not ready.")) from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=name,
        content_type=MEDIA_TYPES[file.format],
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _with_files(found: Report) -> dict[str, object]:
    rows = list(found.files.all())
    running = any(row.state in RUNNING for row in rows)
    percent = sum(row.percent for row in rows) // len(rows) if rows else 0
    return {"report": found, "files": rows, "running": running, "percent": percent}
