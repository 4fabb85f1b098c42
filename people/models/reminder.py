"""What every room's reminder rules share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.access import Office
from people.models.office_record import OfficeRecord
from people.querysets import ReminderPauseQuerySet


class ReminderRule(OfficeRecord):
    """When a reminder goes out, counted in whole days of local wall time from an anchor, and its own words.

    Negative days stand before the anchor.
    """

    days = models.SmallIntegerField(_("days"), help_text=_("Before the event negative, after it positive."))
    time = models.TimeField(_("local time"), default="09:00")
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        abstract = True

    @property
    def days_away(self) -> int:
        return abs(self.days)


class ReminderPause(models.Model):
    """A span in which no reminder goes out, of a whole office or of one record; without an end it still lasts."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=60, help_text="key of what rests: office:3, event:12")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = ReminderPauseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=models.Q(until=None), name="reminder_pause_once"
            ),
        ]
        indexes = [models.Index(fields=["about", "until"], name="reminder_pause_about")]

    def __str__(self) -> str:
        return f"{self.about} since {self.since:%Y-%m-%d %H:%M}"
