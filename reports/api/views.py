"""The doors of reports: ask for one, bring it through its review, publish, correct, compare; watch files being built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from pydantic_core import to_jsonable_python
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.errors import Conflict, Invalid
from base.inputs import Input, RecordInput
from base.languages import Language
from base.uids import as_uid
from events.api.filters import OfEventFilter
from people.api.doors import Reading, reading
from people.api.filters import RecordFilter, one_of, uid_of
from people.api.keeping import Adding, Changing, Deleting
from reports.api.pictures import DIFFERENCE, REPORT, REPORT_FILE
from reports.dossier.compare import Difference
from reports.dossier.difference_words import tell
from reports.models import Report, ReportFile, ReportFormat, ReportKind
from reports.renderers import MEDIA_TYPES
from reports.services import builds, publication, review
from reports.services.comparing import changed_since, differences_between
from reports.services.reports import discard, request_report
from reports.states import BuildState, ReportState
from reports.views.reports import sent

READ, WRITE, DISCUSS = "reports.read", "reports.write", "reports.discuss"
REVIEW, PUBLISH = "reports.review", "reports.publish"


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


class ReportChanges(RecordInput):
    class Meta:
        model = Report
        fields = ("public",)


class CommentInput(Input):
    text = serializers.CharField(max_length=5000, help_text="what is said, as plain text")


class PublishInput(Input):
    public = serializers.BooleanField(
        default=False, help_text="whether it gets a public address, readable without a token"
    )


class NothingInput(Input):
    """An empty body."""


class ReportFilter(OfEventFilter):
    kind = one_of(ReportKind, "kind")
    state = one_of(ReportState, "state")
    language = one_of(Language, "language")
    line = filters.CharFilter("line", label="the short name that all versions of a report share")


class ReportFileFilter(RecordFilter):
    report = uid_of("report")
    format = one_of(ReportFormat, "format")
    state = one_of(BuildState, "state")


def _move(summary: str, **more: Any) -> Any:
    """A verb on one version, under the ETag that was read."""
    declared: dict[str, Any] = {"input": NothingInput, "demands_etag": True, **more}
    return action(detail=True, methods=["post"], summary=summary, **declared)


class ReportDoor(Adding, Changing, Deleting):
    """Each record is one version. Its dossier is collected when its first file is built, and frozen when it is approved."""

    rule = reading(
        READ, create=WRITE, partial_update=PUBLISH, destroy=WRITE, submit=WRITE, bring_up_to_date=WRITE,
        return_to_writer=DISCUSS, comment=DISCUSS, approve=REVIEW, publish=PUBLISH, correct=WRITE, versions=READ,
        compare=READ,
    )  # fmt: skip
    model, picture = Report, REPORT
    one, many = "a report", "reports"
    parent = "event"
    input, changes = ReportInput, ReportChanges
    filterset_class = ReportFilter

    def add(self, place: Any, values: dict[str, Any]) -> Report:
        return request_report(**values, **self.doing)

    def amend(self, obj: Report, values: dict[str, Any], expected: int) -> None:
        """Open or close the public address of a published version."""
        if "public" in values:
            publication.set_public(obj, public=values["public"], expected=expected, **self.doing)

    def remove(self, obj: Report) -> None:
        """Only a draft that was never submitted."""
        discard(obj, **self.doing)

    @_move("Submit a report for review")
    def submit(self, request: Request, **lookup: Any) -> HttpResponse:
        """A draft goes to the reviewers of the office, who get a letter."""
        return self.moved(review.submit)

    @_move("Bring a draft up to date", url_path="up-to-date")
    def bring_up_to_date(self, request: Request, **lookup: Any) -> HttpResponse:
        """Its dossier is collected anew from what is recorded now, and its files are built again."""
        return self.moved(review.bring_up_to_date)

    @_move("Return a report to its writer", url_path="return", input=CommentInput)
    def return_to_writer(self, request: Request, **lookup: Any) -> HttpResponse:
        """It is a draft again; the comment says why, and the writer gets a letter."""
        return self.moved(review.return_to_writer)

    @_move("Approve a report")
    def approve(self, request: Request, **lookup: Any) -> HttpResponse:
        """By a reviewer who is not its writer. From now on its dossier stays as it is."""
        return self.moved(review.approve)

    @_move("Publish a report", input=PublishInput)
    def publish(self, request: Request, **lookup: Any) -> HttpResponse:
        """An approved version; those before it are then corrected."""
        return self.moved(publication.publish)

    @action(detail=True, methods=["post"], input=NothingInput, summary="Correct a report by a new version", status=201)  # fmt: skip
    def correct(self, request: Request, **lookup: Any) -> HttpResponse:
        """The next version as a draft of what is recorded now."""
        report = self.opened()
        self.sent()
        return self.once(lambda: self.made(publication.correct(report, **self.doing)))

    @action(
        detail=True, methods=["post"], url_path="comments", input=CommentInput, status=201,
        summary="Comment on a report",
    )  # fmt: skip
    def comment(self, request: Request, **lookup: Any) -> HttpResponse:
        """Kept beside the version, as it stands. Answers the report with all its comments."""
        report = self.opened()
        said = self.sent()["text"]

        def perform() -> Any:
            review.comment(report, text=said, **self.doing)
            return self.made(report)

        return self.once(perform)

    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=REPORT, shows_many=True,
        summary="List the versions of a report",
    )  # fmt: skip
    def versions(self, request: Request, **lookup: Any) -> Response:
        """All of its line, the newest first."""
        line = self.get_queryset().filter(line=self.opened().line).order_by("-number")
        return Response(REPORT.many(REPORT.rows(line, "pk")))

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "against",
                OpenApiTypes.UUID,
                description="Another report of the same event; without it, what is recorded now.",
            )
        ]
    )
    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=DIFFERENCE, shows_many=True,
        summary="Compare a report with another version or with the present data",
    )  # fmt: skip
    def compare(self, request: Request, **lookup: Any) -> Response:
        """Every difference between the two dossiers, from the one collected earlier to the one collected later."""
        report = self.opened(related=("event__series", "event__office"))
        against = request.query_params.get("against")
        if against is None:
            return Response(_shown(changed_since(report)))
        older, newer = sorted(
            (report, self.other(report, against)), key=lambda one: (str(one.collected_at or ""), one.pk)
        )
        return Response(_shown(differences_between(older, newer)))

    def moved(self, verb: Callable[..., Any]) -> HttpResponse:
        """One verb under the version that If-Match names."""
        report = self.opened()
        expected = self.demanded(report)
        verb(report, expected=expected, **self.sent(), **self.doing)
        return self.changed(report)

    def other(self, report: Report, uid: str) -> Report:
        """Raises Invalid unless it is another report of the same event."""
        found = self.get_queryset().filter(event=report.event_id, uid=as_uid(uid)).first()
        if found is None:
            raise Invalid(_("There is no such report of this event."), field="against")
        return found


def _shown(differences: list[Difference]) -> list[dict[str, Any]]:
    return [
        {
            "path": difference.path,
            "action": difference.action.value,
            "place": list(told.place),
            "old": to_jsonable_python(difference.old),
            "new": to_jsonable_python(difference.new),
            "old_in_words": told.old,
            "new_in_words": told.new,
        }
        for difference, told in zip(differences, tell(differences), strict=True)
    ]


class ReportFileDoor(Reading):
    """One format of a report: `state` and `percent` say how far its build is."""

    rule = reading(READ, retry=WRITE, cancel=WRITE, download=READ)
    model, picture = ReportFile, REPORT_FILE
    one, many = "a report file", "report files"
    filterset_class = ReportFileFilter

    @action(detail=True, methods=["post"], summary="Build a report file again")
    def retry(self, request: Request, **lookup: Any) -> HttpResponse:
        """Only a build that failed or was cancelled can be tried again."""
        file = self.opened(related=("report",))
        builds.retry(file, **self.doing)
        return self.changed(file)

    @action(detail=True, methods=["post"], summary="Cancel the build of a report file")
    def cancel(self, request: Request, **lookup: Any) -> HttpResponse:
        """While it waits or runs; 409 once it is finished. What a worker has made of it is dropped."""
        file = self.opened()
        builds.cancel(file, **self.doing)
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
        return sent(file)
