"""What somebody is to do because of an event, an outcome or an agreement."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.outcome import Outcome
from agreements.querysets import FollowUpQuerySet
from agreements.states import FOLLOW_UP_MOVES, UNFINISHED, FollowUpState
from base.fields import PartialDateField
from base.records import keys
from events.models import Event
from people.models import OfficeRecord, Organization, Person


class Priority(models.IntegerChoices):
    HIGH = 1, _("high")
    NORMAL = 2, _("normal")
    LOW = 3, _("low")


class FollowUp(OfficeRecord):
    """Stems from exactly one of event, outcome, agreement."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    text = models.CharField(_("what is to be done"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=FollowUpState, default=FollowUpState.OPEN, editable=False)
    lead = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead organization"))  # fmt: skip
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible person"))  # fmt: skip
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner in the office"))  # fmt: skip
    due_on = PartialDateField(_("due on"), null=True, blank=True)
    due_by = models.DateField(null=True, editable=False, help_text="the last day that `due_on` allows")

    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    supporters = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name=_("supporting organizations")
    )
    report_every = models.PositiveSmallIntegerField(
        _("report every … months"), null=True, blank=True, help_text=_("Empty when once is enough.")
    )
    next_report_on = models.DateField(_("next report due on"), null=True, blank=True)
    reported_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        help_text="who reported it by their own link, where it was no user",
    )  # fmt: skip
    link_revision = models.PositiveSmallIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = FollowUpQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = FOLLOW_UP_MOVES

    class Meta:
        ordering = [F("due_by").asc(nulls_last=True), "pk"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(event__isnull=False, outcome=None, agreement=None)
                    | Q(event=None, outcome__isnull=False, agreement=None)
                    | Q(event=None, outcome=None, agreement__isnull=False)
                ),
                name="follow_up_one_cause",
            )
        ]
        indexes = [models.Index(fields=["office", "state", "due_by"], name="follow_up_due")]

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> list[str]:
        return keys(follow_up=self.pk, event=self.event_id, outcome=self.outcome_id, agreement=self.agreement_id, person=self.responsible_id)  # fmt: skip

    def is_overdue(self, on: dt.date) -> bool:
        return self.state in UNFINISHED and self.due_by is not None and self.due_by < on
