"""ReviewComment: what was said of a version while it was reviewed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from people.models import OfficeRecord
from people.querysets import OfficeRecordQuerySet
from reports.models.report import Report


class ReviewComment(OfficeRecord):
    """Written once and kept as it stands; `returned` marks the one that sent the report back to its writer."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=5000)
    returned = models.BooleanField(default=False, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(editable=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.report.event_id, report=self.report_id)
