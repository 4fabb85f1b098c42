"""How the API shows reports, what was said of them, their files, and the differences between two versions."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from base.languages import Language
from base.pictures import STAMPS, Member, Picture, Row, choice, flag, moment, number, part, ref, text, uid
from people.api.pictures import user_brief
from reports.dossier.compare import Action
from reports.models import ReportFile, ReportFormat, ReportKind, ReviewComment
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
COMMENT = Picture(
    "ReviewComment",
    uid=uid(),
    text=text("text"),
    returned=flag("returned"),
    written_by=user_brief("written_by"),
    written_at=moment("written_at"),
)


def _public_address() -> Member:
    """Where anyone reads it; null unless it is published with an address."""

    def read(row: Row) -> str | None:
        if not row["public"]:
            return None
        newest = row["state"] == ReportState.PUBLISHED
        name, args = (
            ("published", [row["line"]]) if newest else ("published_version", [row["line"], row["number"]])
        )
        return f"{settings.SITE_URL}{reverse(f'reports:{name}', args=args)}"

    return Member(("public", "state", "line", "number"), read, lambda: serializers.URLField(allow_null=True))


REPORT = Picture(
    "Report",
    uid=uid(),
    event=text("event__slug"),
    kind=choice("kind", ReportKind),
    language=choice("language", Language),
    line=text("line"),
    number=number("number"),
    corrects=ref("corrects__uid"),
    corrected_by=ref("corrected_by__uid"),
    state=choice("state", ReportState),
    not_stated=text("not_stated"),
    collected_at=moment("collected_at"),
    written_by=user_brief("written_by"),
    submitted_by=user_brief("submitted_by"),
    submitted_at=moment("submitted_at"),
    reviewed_by=user_brief("reviewed_by"),
    approved_at=moment("approved_at"),
    published_at=moment("published_at"),
    public=flag("public"),
    public_address=_public_address(),
    comments=part(COMMENT, ReviewComment.objects.all, of="report_id"),
    files=part(FILE_OF_REPORT, ReportFile.objects.all, of="report_id"),
    **STAMPS,
)


def _value(name: str, help_text: str) -> Member:
    return Member(
        (name,), lambda row: row[name], lambda: serializers.JSONField(allow_null=True, help_text=help_text)
    )


def _words(name: str) -> Member:
    return Member((name,), lambda row: row[name], lambda: serializers.CharField(allow_null=True))


DIFFERENCE = Picture(
    "ReportDifference",
    path=text("path"),
    action=Member(
        ("action",), lambda row: row["action"], lambda: serializers.ChoiceField([a.value for a in Action])
    ),
    place=Member(
        ("place",),
        lambda row: row["place"],
        lambda: serializers.ListField(
            child=serializers.CharField(), help_text="the path in words, from the wide to the narrow"
        ),
    ),
    old=_value("old", "as it stands in the older dossier; null = not stated, or not there"),
    new=_value("new", "as it stands in the newer dossier; null = not stated, or not there"),
    old_in_words=_words("old_in_words"),
    new_in_words=_words("new_in_words"),
)
