"""Venues and their rooms, which an office uses again and again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.records import keys
from people.models import OfficeRecord
from people.querysets import OfficeRecordQuerySet


class Venue(OfficeRecord):
    name = models.CharField(_("name"), max_length=200)
    address = models.TextField(_("address"), blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="venue_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(venue=self.pk)


class Room(OfficeRecord):
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("venue"))
    name = models.CharField(_("room"), max_length=200)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["venue__name", "name"]
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="room_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(venue=self.venue_id)
