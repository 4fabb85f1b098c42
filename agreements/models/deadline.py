"""Reminder rules of an office for what was agreed: texts, signings, expiries, follow-ups, projects."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from people.models import ReminderRule
from people.querysets import OfficeRecordQuerySet


class Cause(models.TextChoices):
    TEXT = "text", _("the text is not agreed before the signing")
    REHEARSAL = "rehearsal", _("rehearsal of a signing")
    EXPIRY = "expiry", _("an agreement expires")
    FOLLOW_UP = "follow_up", _("a follow-up is due")
    OVERDUE = "overdue", _("a follow-up is overdue")
    ESCALATION = "escalation", _("an overdue follow-up goes to the head of the office")
    REPORT = "report", _("a progress report is due")
    PROJECT = "project", _("how a project stands")


class Deadline(ReminderRule):
    """`days` are counted from the day in question; `every` repeats it after so many days while the cause lasts."""

    cause = models.CharField(_("what for"), max_length=12, choices=Cause)
    every = models.PositiveSmallIntegerField(
        _("again every … days"), null=True, blank=True, help_text=_("Empty when once is enough.")
    )
    own_text = models.BooleanField(_("own text"), default=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["cause", "days", "pk"]
        verbose_name = _("deadline rule")
        constraints = [
            models.UniqueConstraint(fields=["office", "cause", "days"], name="deadline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.days:+d}"

    @property
    def about(self) -> list[str]:
        return keys(deadline=self.pk)
