"""The doors of reports: ask for one, watch its files being built, retry, download."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request

from base.errors import Conflict
from base.files import path_of
from base.inputs import RecordInput
from base.languages import Language
from events.api.filters import OfEventFilter
from people.api.doors import Reading, reading
from people.api.filters import RecordFilter, one_of, uid_of
from people.api.keeping import Adding
from reports.api.pictures import REPORT, REPORT_FILE
from reports.models import Report, ReportFile, ReportFormat, ReportKind
from reports.renderers import MEDIA_TYPES
from reports.services import builds
from reports.services.reports import request_report
from reports.states import BuildState, ReportState


class ReportInput(RecordInput):
    formats = serializers.ListField(
        child=serializers.ChoiceField(ReportFormat.choices),
        required=False,
        allow_empty=False,
        help_text="default: all",
    )

    class Meta:
        model = Report
        fields = ("event", "kind", "language", "formats", "not_stated")


class ReportFilter(OfEventFilter):
    kind = one_of(ReportKind, "kind")
    state = one_of(ReportState, "state")
    language = one_of(Language, "language")


class ReportFileFilter(RecordFilter):
    report = uid_of("report")
    format = one_of(ReportFormat, "format")
    state = one_of(BuildState, "state")


class ReportDoor(Adding):
    """A report tells what is recorded of an event when its first file is built."""

    rule = reading("reports.read", create="reports.write")
    model, picture = Report, REPORT
    one, many = "a report", "reports"
    parent = "event"
    input = ReportInput
    filterset_class = ReportFilter

    def add(self, place: Any, values: dict[str, Any]) -> Report:
        return request_report(**values, **self.doing)


class ReportFileDoor(Reading):
    """One format of a report: `state` and `percent` say how far its build is."""

    rule = reading("reports.read", retry="reports.write", download="reports.read")
    model, picture = ReportFile, REPORT_FILE
    one, many = "a report file", "report files"
    filterset_class = ReportFileFilter

    @action(detail=True, methods=["post"], summary="Build a report file again")
    def retry(self, request: Request, **lookup: Any) -> HttpResponse:
        """Only a build that failed can be tried again."""
        file = self.opened(related=("report",))
        builds.retry(file, **self.doing)
        return self.changed(file)

    @action(
        detail=True,
        summary="Download a report file",
        conditional=False,
        file_types=sorted(set(MEDIA_TYPES.values())),
    )
    def download(self, request: Request, **lookup: Any) -> HttpResponseBase:
        """409 until it is ready; a half-written file is never served."""
        file = self.opened(related=("report__event",))
        if file.state != BuildState.READY:
            raise Conflict(_("This file is not ready."))
        told = file.report
        name = f"{told.event.slug}-{told.kind}-{told.language}.{file.format}"
        return FileResponse(
            path_of(file.file).open("rb"),
            as_attachment=True,
            filename=name,
            content_type=MEDIA_TYPES[file.format],
        )
