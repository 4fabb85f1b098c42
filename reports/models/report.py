"""Report: one version of what is told of an event — its dossier at one moment, in one language."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from base.records import keys
from events.models import Event
from people.models import OfficeRecord
from reports.querysets import ReportQuerySet
from reports.states import FROZEN_STATES, REPORT_MOVES, ReportState

NOT_STATED = [("omit", _("is left out")), ("mark", _("is marked “not stated”"))]


class ReportKind(models.TextChoices):
    POST_EVENT = "post-event", _("post-event report")
    NEWS_RELEASE = "news-release", _("news release")


class Report(OfficeRecord):
    """Versions that correct each other share their `line`, which is also their public address."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind, default=ReportKind.POST_EVENT)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    line = models.SlugField(max_length=140, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        editable=False,
        verbose_name=_("corrects"),
    )
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT, editable=False)
    not_stated = models.CharField(
        _("what is not stated"),
        max_length=4,
        choices=NOT_STATED,
        default="omit",
    )
    dossier = models.JSONField(null=True, editable=False)
    record_map = models.JSONField(
        default=dict, editable=False, help_text="JSON path of each record in the dossier → its noun and uid"
    )
    collected_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    public = models.BooleanField(
        _("public address"),
        default=False,
        help_text=_("Anyone who has the address can read and download it, without a log-in."),
    )

    objects = ReportQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = REPORT_MOVES

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="report_number_once"),
            models.UniqueConstraint(
                fields=["line"], condition=Q(state="published"), name="report_published_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, corrects=None) | Q(number__gt=1, corrects__isnull=False),
                name="report_later_version_corrects",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("written_by")) & ~Q(reviewed_by=F("submitted_by")),
                name="report_reviewer_is_not_writer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review"], reviewed_by=None, approved_at=None)
                | Q(
                    state__in=["approved", "published", "corrected"],
                    reviewed_by__isnull=False,
                    approved_at__isnull=False,
                    dossier__isnull=False,
                ),
                name="report_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="published", published_at=None) & ~Q(public=True, published_at=None),
                name="report_published_at_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "-updated_at"], condition=Q(state="in_review"), name="report_in_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.number}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, report=self.pk)

    @property
    def marks(self) -> Literal["omit", "mark"]:
        """How the reader wants what is not stated."""
        return "mark" if self.not_stated == "mark" else "omit"

    @property
    def is_frozen(self) -> bool:
        """Whether its dossier stays as it is for good."""
        return self.state in FROZEN_STATES
