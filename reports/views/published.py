"""Published reports for anyone: the newest version at the address of its line, earlier ones below it, the files of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from base.edition import edition
from events import showing
from events.models import Event, Photo
from people.doors import public
from reports.dossier.schema import Dossier
from reports.imprints import imprint_of
from reports.models import Report, ReportFile
from reports.renderers import render_fragment
from reports.states import BuildState, ReportState
from reports.views.reports import sent

RULE = "reports published with an address, and their earlier versions"


@dataclass(frozen=True, slots=True)
class Published:
    """A version that anyone may read, with the newest one of its line and what stands beside it; no dossier yet.

    `photos` are all of its event that may be published.
    """

    report: Report
    newest: Report
    versions: list[Report]
    others: list[Report]
    photos: list[Photo]
    files: list[ReportFile]

    @property
    def revision(self) -> str:
        """Changes with all that the page shows, and only with it."""
        shown = [
            *self.versions, *self.others, *self.photos, *self.files, self.report.event, self.report.office,
        ]  # fmt: skip
        seen = [f"{type(one).__name__}{one.pk}.{one.version}" for one in shown]
        parts = [edition(), get_language(), self.report.pk, *seen]
        return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:24]


@public(rule=RULE)
def newest(request: HttpRequest, line: str) -> HttpResponse:
    return _page(request, line)


@public(rule=RULE)
def version(request: HttpRequest, line: str, number: int) -> HttpResponse:
    """One version for good; an earlier one says that it is corrected and leads to the newest."""
    return _page(request, line, number)


@public(rule=RULE)
def download(request: HttpRequest, line: str, number: int, form: str) -> HttpResponseBase:
    """The file of a version in one format; 304 to whoever holds it."""
    files = ReportFile.objects.filter(report__in=Report.objects.public().filter(line=line, number=number))
    file = files.select_related("report__event").filter(format=form, state=BuildState.READY).first()
    if file is None:
        raise Http404
    etag = f'"{file.file}"'
    held = get_conditional_response(request, etag=etag)
    if held is not None:
        return held
    answer = sent(file)
    answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return answer


def _page(request: HttpRequest, line: str, number: int | None = None) -> HttpResponse:
    shown = _opened(line, number)
    etag = f'W/"published-{shown.revision}"' if showing.is_a_stranger(request) else ""
    if etag and (answer := showing.unchanged(request, etag)):
        return answer
    dossier = Dossier.model_validate(shown.report.dossier)
    body = showing.kept_as(
        f"published:{shown.report.pk}", shown.revision, lambda: _body(shown.report, dossier)
    )
    title, language = dossier.event.title.read(shown.report.language)
    held = {photo.file for photo in dossier.photos}
    context: dict[str, Any] = {
        "report": shown.report,
        "newest": shown.newest,
        "versions": shown.versions,
        "others": shown.others,
        "photos": [photo for photo in shown.photos if photo.file in held],
        "files": [file for file in shown.files if file.state == BuildState.READY],
        "office": shown.report.office,
        "event": shown.report.event,
        "title": title,
        "title_lang": language,
        "body": mark_safe(body),
    }
    return showing.marked(render(request, "reports/published.html", context), etag)


def _opened(line: str, number: int | None) -> Published:
    """Raises Http404 unless the line has a published version with an address, and the number is one of its own."""
    versions = list(
        Report.objects.public().filter(line=line).select_related("office", "event", "written_by", "reviewed_by")
        .defer("dossier", "record_map", "event__search").order_by("-number")
    )  # fmt: skip
    newest = next((one for one in versions if one.state == ReportState.PUBLISHED), None)
    report = next((one for one in versions if one.number == number), None) if number else newest
    if newest is None or report is None:
        raise Http404
    others = Report.objects.public().filter(event=report.event_id, state=ReportState.PUBLISHED)
    return Published(
        report,
        newest,
        versions,
        list(others.exclude(line=line).without_dossiers().order_by("kind", "pk")),
        _photos(report),
        list(report.files.all()),
    )


def _photos(report: Report) -> list[Photo]:
    """Those of its event and the parts of it that may be published, while their own pages are open to anyone."""
    events = Event.objects.published().filter(Q(pk=report.event_id) | Q(parent=report.event_id))
    shown = Photo.objects.filter(public=True, event__in=events).exclude(file="")
    return list(shown.select_related("event").defer("event__search"))


def _body(report: Report, dossier: Dossier) -> str:
    return render_fragment(
        dossier,
        kind=report.kind,
        language=report.language,
        not_stated=report.marks,
        imprint=imprint_of(report),
    )
