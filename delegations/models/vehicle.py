"""Vehicles of an event, in the order of the motorcade, and who rides in them when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.records import keys
from delegations.models.travel import Leg
from delegations.querysets import RideQuerySet, VehicleQuerySet
from events.models import AgendaItem, Event, Registration
from people.models import OfficeRecord


class VehicleKind(models.TextChoices):
    CAR = "car", _("car")
    MINIBUS = "minibus", _("minibus")
    BUS = "bus", pgettext_lazy("vehicle", "bus")
    ESCORT = "escort", _("escort vehicle")
    LUGGAGE = "luggage", _("luggage vehicle")


class Vehicle(OfficeRecord):
    """`seats` are those of passengers; `position` is its place in the motorcade."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=VehicleKind, default=VehicleKind.CAR)
    plate = models.CharField(_("number plate"), max_length=20, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats for passengers"), null=True, blank=True)
    driver = models.CharField(_("driver"), max_length=200, blank=True)
    driver_phone = models.CharField(_("telephone of the driver"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the motorcade"), default=0)

    objects: ClassVar[Any] = VehicleQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"driver", "driver_phone"})

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("vehicle")
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="vehicle_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id)


class Ride(OfficeRecord):
    """Somebody in a vehicle: from or to a leg (pick-up, drop-off), or to an item of the agenda."""

    vehicle = models.ForeignKey(Vehicle, on_delete=models.CASCADE, related_name="rides")
    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, null=True, blank=True, related_name="rides")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )
    position = models.PositiveSmallIntegerField(_("seat"), default=0)

    objects: ClassVar[Any] = RideQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(leg__isnull=False, item=None) | Q(leg=None, item__isnull=False),
                name="ride_of_leg_or_item",
            ),
            models.UniqueConstraint(fields=["registration", "leg"], name="ride_once_a_leg"),
            models.UniqueConstraint(fields=["registration", "item"], name="ride_once_an_item"),
        ]

    def __str__(self) -> str:
        return f"ride {self.registration_id}"

    @property
    def about(self) -> list[str]:
        return keys(registration=self.registration_id)
