"""What an event brought about; what was only discussed is never counted as agreed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.querysets import OutcomeQuerySet
from base.records import keys
from events.models import AgendaItem, Event, Group, Manner
from people.models import OfficeRecord, Organization, Person
from people.querysets import OfficeRecordQuerySet


class OutcomeKind(models.TextChoices):
    CONSENSUS = "consensus", pgettext_lazy("outcome", "agreed")
    DISCUSSED = "discussed", pgettext_lazy("outcome", "only discussed")
    UNVEILING = "unveiling", _("unveiling")
    LAUNCH = "launch", _("launch")
    START = "start_of_operation", _("start of operation")
    ACCESSION = "accession", _("accession")
    SUPPORT = "support", _("support pledged")
    ANNOUNCEMENT = "announcement", _("announcement")
    OUTLOOK = "outlook", _("outlook")
    APPOINTMENT = "appointment", _("appointment")


AGREED_KINDS = frozenset(OutcomeKind.values) - {OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK}


class Outcome(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("event"))
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agenda item"))  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind)
    text = models.TextField(_("what"), blank=True)
    count = models.PositiveIntegerField(
        _("how many"), null=True, blank=True, help_text=_("Empty when not stated.")
    )
    count_as_worded = models.CharField(_("number as worded"), max_length=120, blank=True)
    fields = models.JSONField(
        _("fields"), default=list, blank=True, help_text="a list of texts by language code"
    )
    manner = models.CharField(_("how"), max_length=12, choices=Manner, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes = [models.Index(fields=["event", "position"], name="outcome_event")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, agenda_item=self.item_id, outcome=self.pk)

    @property
    def agreed(self) -> bool:
        return self.kind in AGREED_KINDS


class ActorPart(models.TextChoices):
    ACTOR = "actor", pgettext_lazy("outcome", "who did or undertook it")
    LEAD = "lead", pgettext_lazy("outcome", "who leads it")
    SUBJECT = "subject", pgettext_lazy("outcome", "what or whom it concerns")


class OutcomeActor(OfficeRecord):
    """Somebody in an outcome: who acted, who leads, or what was unveiled, launched, joined or supported."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="actors")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField(_("part"), max_length=8, choices=ActorPart, default=ActorPart.ACTOR)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, organization=None, group=None)
                    | Q(person=None, organization__isnull=False, group=None)
                    | Q(person=None, organization=None, group__isnull=False)
                ),
                name="outcome_actor_is_one",
            )
        ]

    def __str__(self) -> str:
        return f"actor {self.organization_id or self.person_id}"

    @property
    def about(self) -> list[str]:
        return keys(outcome=self.outcome_id, person=self.person_id, organization=self.organization_id)
