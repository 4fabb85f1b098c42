"""What state may follow which, for reports and their builds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("corrected")


REPORT_MOVES: dict[str, frozenset[str]] = {
    ReportState.DRAFT: frozenset({"in_review"}),
    ReportState.IN_REVIEW: frozenset({"draft", "approved"}),
    ReportState.APPROVED: frozenset({"published", "corrected"}),
    ReportState.PUBLISHED: frozenset({"corrected"}),
    ReportState.CORRECTED: frozenset(),
}

FROZEN_STATES = frozenset({ReportState.APPROVED, ReportState.PUBLISHED, ReportState.CORRECTED})
"""From approval on the dossier stays as it was approved; what is wrong is corrected by a new version."""


class BuildState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("build", "waiting")
    BUILDING = "building", pgettext_lazy("build", "being built")
    READY = "ready", pgettext_lazy("build", "ready")
    FAILED = "failed", pgettext_lazy("build", "failed")
    CANCELLED = "cancelled", pgettext_lazy("build", "cancelled")


BUILD_MOVES: dict[str, frozenset[str]] = {
    BuildState.QUEUED: frozenset({"building", "failed", "cancelled"}),
    BuildState.BUILDING: frozenset({"ready", "failed", "queued", "cancelled"}),
    BuildState.READY: frozenset({"queued"}),
    BuildState.FAILED: frozenset({"queued"}),
    BuildState.CANCELLED: frozenset({"queued"}),
}
