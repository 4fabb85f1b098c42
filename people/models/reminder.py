"""What every room's reminder rules share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.office_record import OfficeRecord


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
