"""Reminder rules of an event, and messages that an organizer writes to a selection."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.models.event import Event
from events.models.registration import Registration
from events.querysets import EventReminderQuerySet
from people.models import OfficeRecord, ReminderRule
from people.querysets import OfficeRecordQuerySet


class Audience(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed participants")
    ATTENDED = "attended", _("those who attended")
    PENDING = "pending", _("those waiting for approval")
    WAITLISTED = "waitlisted", _("those on the waiting list")
    SPEAKERS = "speakers", _("speakers")


class EventReminder(ReminderRule):
    """Days are counted from the event's first day when not positive, from its last day when positive."""

    class Preset(models.TextChoices):
        BEFORE = "before", _("reminder before the event")
        THANKS = "thanks", _("thanks after the event")
        OWN = "own", _("own text")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reminders")
    audience = models.CharField(_("to whom"), max_length=20, choices=Audience, default=Audience.CONFIRMED)
    preset = models.CharField(_("text"), max_length=10, choices=Preset, default=Preset.OWN)
    due_at = models.DateTimeField(
        null=True, editable=False, help_text="derived from days, time and the event's dates"
    )

    objects: ClassVar[Any] = EventReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "days", "pk"]
        verbose_name = _("reminder rule")
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(active=True), name="event_reminder_due")
        ]

    def __str__(self) -> str:
        return f"{self.days:+d} {self.audience}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, reminder=self.pk)


class EventMessage(OfficeRecord):
    """What an organizer wrote once to a selection of registrations."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="messages")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recipients = models.ManyToManyField(Registration, related_name="+")

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, message=self.pk)
