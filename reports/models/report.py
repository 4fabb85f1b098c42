"""Report: one event's dossier at one moment, told in one language, with the files built from it."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from base.records import keys
from events.models import Event
from people.models import OfficeRecord
from people.querysets import OfficeRecordQuerySet
from reports.states import BUILD_MOVES, REPORT_MOVES, BuildState, ReportState

NOT_STATED = [("omit", _("is left out")), ("mark", _("is marked “not stated”"))]


class ReportKind(models.TextChoices):
    POST_EVENT = "post-event", _("post-event report")


class ReportFormat(models.TextChoices):
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


class Report(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind, default=ReportKind.POST_EVENT)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT, editable=False)
    not_stated = models.CharField(
        _("what is not stated"),
        max_length=4,
        choices=NOT_STATED,
        default="omit",
    )
    dossier = models.JSONField(null=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfficeRecordQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = REPORT_MOVES

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id} {self.language}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, report=self.pk)

    @property
    def marks(self) -> Literal["omit", "mark"]:
        """How the reader wants what is not stated."""
        return "mark" if self.not_stated == "mark" else "omit"


class ReportFile(OfficeRecord):
    """A build is this row before it is a message to a worker: claimed under a lease, retried, its progress shown."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=4, choices=ReportFormat)
    state = models.CharField(max_length=10, choices=BuildState, default=BuildState.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the content in the file store")
    size = models.PositiveIntegerField(null=True, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeRecordQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = BUILD_MOVES

    class Meta:
        ordering = ["format"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="report_file_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file=""), name="report_file_ready_has_file"
            ),
        ]
        indexes = [
            models.Index(fields=["lease_until"], condition=Q(state="building"), name="report_file_lease")
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.state}"

    @property
    def about(self) -> list[str]:
        return keys(report=self.report_id)
