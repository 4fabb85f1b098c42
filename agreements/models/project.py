"""Project: what grows out of an agreement or an outcome, from intention to completion."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.outcome import Outcome
from agreements.querysets import OfProjectQuerySet, ProjectQuerySet
from agreements.states import ALIVE, PROJECT_MOVES, ProjectState
from base.fields import PartialDateField
from base.records import keys
from people.models import OfficeRecord, Organization, Person


class Project(OfficeRecord):
    """Stems from exactly one of agreement, outcome."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("agreement"))  # fmt: skip
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("outcome"))  # fmt: skip
    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    field = models.CharField(_("field"), max_length=200, blank=True)
    state = models.CharField(
        max_length=12, choices=ProjectState, default=ProjectState.INTENTION, editable=False
    )
    lead = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead organization"))  # fmt: skip
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible person"))  # fmt: skip
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner in the office"))  # fmt: skip
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    milestone = models.CharField(_("next milestone"), max_length=300, blank=True)
    milestone_on = models.DateField(_("milestone due on"), null=True, blank=True)
    updated_on = models.DateField(
        null=True, editable=False, help_text="the last day on which somebody told how it stands"
    )
    position = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ProjectQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = PROJECT_MOVES

    class Meta:
        ordering = ["position", F("milestone_on").asc(nulls_last=True), "pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, outcome=None) | Q(agreement=None, outcome__isnull=False),
                name="project_one_origin",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency=""), name="project_amount_has_currency"
            ),
        ]
        indexes = [models.Index(fields=["office", "state", "position"], name="project_board")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_alive(self) -> bool:
        return self.state in ALIVE

    @property
    def about(self) -> list[str]:
        return keys(project=self.pk, agreement=self.agreement_id, outcome=self.outcome_id, organization=self.lead_id)  # fmt: skip


class ProjectPartner(OfficeRecord):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organization"], name="project_partner_once")
        ]

    def __str__(self) -> str:
        return f"partner {self.organization_id}"

    @property
    def about(self) -> list[str]:
        return keys(project=self.project_id, organization=self.organization_id)


class ProjectStage(OfficeRecord):
    """When a project entered a stage, as far as stated; the history that statistics read."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stages")
    state = models.CharField(max_length=12, choices=ProjectState)
    entered_on = PartialDateField(_("since"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.entered_on}"

    @property
    def about(self) -> list[str]:
        return keys(project=self.project_id)


class ProjectUpdate(OfficeRecord):
    """What somebody told of how it stands."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(_("how it stands"))
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField()

    objects: ClassVar[Any] = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def about(self) -> list[str]:
        return keys(project=self.project_id)
