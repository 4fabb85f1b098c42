"""Legs of a journey and who travels on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import LegQuerySet, TravellerQuerySet
from events.models import Event, Registration
from people.models import OfficeRecord
from people.validators import validate_zone


class LegKind(models.TextChoices):
    FLIGHT = "flight", _("flight")
    TRAIN = "train", _("train")
    CAR = "car", _("car")
    SHIP = "ship", pgettext_lazy("means of travel", "ship")
    OTHER = "other", _("other")


class Way(models.TextChoices):
    ARRIVAL = "arrival", _("arrival")
    ONWARD = "onward", _("during the visit")
    DEPARTURE = "departure", _("departure")


class Leg(OfficeRecord):
    """Planned in the wall time of both ends; `departs_at` and `arrives_at` are derived from it in UTC.

    `arrived_at` is noted by whoever receives the travellers.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, null=True, blank=True, related_name="legs", verbose_name=_("delegation"))  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=LegKind, default=LegKind.FLIGHT)
    way = models.CharField(_("way"), max_length=10, choices=Way, default=Way.ARRIVAL)
    number = models.CharField(_("flight or train number"), max_length=20, blank=True)
    carrier = models.CharField(_("carrier"), max_length=120, blank=True)
    departs_from = models.CharField(_("from"), max_length=200, blank=True)
    departs_on = models.DateField(_("departs on"), null=True, blank=True)
    departs_time = models.TimeField(_("departs at"), null=True, blank=True)
    departs_zone = models.CharField(
        _("time zone of departure"), max_length=64, blank=True, validators=[validate_zone]
    )
    arrives_in = models.CharField(_("to"), max_length=200, blank=True)
    arrives_on = models.DateField(_("arrives on"), null=True, blank=True)
    arrives_time = models.TimeField(_("arrives at"), null=True, blank=True)
    arrives_zone = models.CharField(
        _("time zone of arrival"), max_length=64, blank=True, validators=[validate_zone]
    )
    terminal = models.CharField(_("terminal, hall or platform"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    departs_at = models.DateTimeField(null=True, editable=False)
    arrives_at = models.DateTimeField(null=True, editable=False)
    arrived_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = LegQuerySet.as_manager()

    class Meta:
        ordering = ["departs_at", "arrives_at", "pk"]
        verbose_name = _("leg of a journey")
        constraints = [
            models.CheckConstraint(
                condition=Q(departs_at=None) | Q(arrives_at=None) | Q(arrives_at__gt=models.F("departs_at")),
                name="leg_arrives_after_departure",
            )
        ]
        indexes = [models.Index(fields=["event", "arrives_at"], name="leg_arrival")]

    def __str__(self) -> str:
        return self.number or f"{self.departs_from} – {self.arrives_in}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, delegation=self.delegation_id)


class Traveller(OfficeRecord):
    """Somebody on a leg."""

    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, related_name="travellers")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )
    seat = models.CharField(_("seat"), max_length=10, blank=True)
    booking = models.CharField(_("booking reference"), max_length=20, blank=True)

    objects: ClassVar[Any] = TravellerQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"booking"})

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["leg", "registration"], name="traveller_once")]

    def __str__(self) -> str:
        return f"traveller {self.registration_id}"

    @property
    def about(self) -> list[str]:
        return keys(registration=self.registration_id)
