"""How the API shows reports and their files."""

from __future__ import annotations

from base.languages import Language
from base.pictures import STAMPS, Picture, choice, moment, number, part, ref, text, uid
from people.api.pictures import user_brief
from reports.models import ReportFile, ReportFormat, ReportKind
from reports.states import BuildState, ReportState

BUILD = {
    "format": choice("format", ReportFormat),
    "state": choice("state", BuildState),
    "percent": number("percent"),
    "step": text("step"),
    "error": text("error"),
    "size": number("size", null=True),
    "built_at": moment("built_at"),
}
FILE_OF_REPORT = Picture("FileOfReport", uid=uid(), **BUILD)
REPORT_FILE = Picture("ReportFile", uid=uid(), report=ref("report__uid"), **BUILD, **STAMPS)
REPORT = Picture(
    "Report",
    uid=uid(),
    event=text("event__slug"),
    kind=choice("kind", ReportKind),
    language=choice("language", Language),
    state=choice("state", ReportState),
    not_stated=text("not_stated"),
    requested_by=user_brief("requested_by"),
    files=part(FILE_OF_REPORT, ReportFile.objects.all, of="report_id"),
    **STAMPS,
)
