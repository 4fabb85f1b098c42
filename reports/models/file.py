"""ReportFile: one format of a report, and how far its build is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from base.records import keys
from people.models import OfficeRecord
from people.querysets import OfficeRecordQuerySet
from reports.models.report import Report
from reports.states import BUILD_MOVES, BuildState


class ReportFormat(models.TextChoices):
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


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

    @property
    def name(self) -> str:
        """The name under which it is downloaded; expects report and event to be loaded."""
        told = self.report
        later = f"-{told.number}" if told.number > 1 else ""
        return f"{told.event.slug}-{told.kind}-{told.language}{later}.{self.format}"
