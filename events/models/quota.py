"""CountryQuota: how many seats of an event a country has."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.records import keys
from events.models.event import Event
from events.querysets import CountryQuotaQuerySet
from people.models import OfficeRecord


class CountryQuota(OfficeRecord):
    """A country without one shares the seats of the event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="quotas")
    country = CountryField(_("country"))
    seats = models.PositiveSmallIntegerField(_("seats"))

    objects: ClassVar[Any] = CountryQuotaQuerySet.as_manager()

    class Meta:
        ordering = ["country"]
        verbose_name = _("seats of a country")
        constraints = [models.UniqueConstraint(fields=["event", "country"], name="country_quota_once")]

    def __str__(self) -> str:
        return f"{self.country} {self.seats}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id)
