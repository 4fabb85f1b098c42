"""Rooms of a hotel and who sleeps in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import OccupantQuerySet, StayQuerySet
from events.models import Event, Registration, Venue
from people.models import OfficeRecord


class RoomKind(models.TextChoices):
    SINGLE = "single", pgettext_lazy("hotel room", "single")
    DOUBLE = "double", pgettext_lazy("hotel room", "double")
    TWIN = "twin", pgettext_lazy("hotel room", "twin")
    SUITE = "suite", pgettext_lazy("hotel room", "suite")


class Stay(OfficeRecord):
    """One room from the day of arrival to the day of departure; several occupants share it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, null=True, blank=True, related_name="stays", verbose_name=_("delegation"))  # fmt: skip
    hotel = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+", verbose_name=_("hotel"))
    kind = models.CharField(_("kind of room"), max_length=10, choices=RoomKind, blank=True)
    room = models.CharField(_("room number"), max_length=20, blank=True)
    beds = models.PositiveSmallIntegerField(_("places"), default=1)
    check_in = models.DateField(_("from"))
    check_out = models.DateField(_("until"))
    booking = models.CharField(_("booking reference"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[Any] = StayQuerySet.as_manager()

    class Meta:
        ordering = ["check_in", "hotel", "room", "pk"]
        verbose_name = _("hotel room")
        constraints = [
            models.CheckConstraint(
                condition=Q(check_out__gt=models.F("check_in")), name="stay_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["event", "check_in"], name="stay_event")]

    def __str__(self) -> str:
        return f"{self.hotel} {self.room}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, delegation=self.delegation_id)


class Occupant(OfficeRecord):
    stay = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="occupants")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )

    objects: ClassVar[Any] = OccupantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["stay", "registration"], name="occupant_once")]

    def __str__(self) -> str:
        return f"occupant {self.registration_id}"

    @property
    def about(self) -> list[str]:
        return keys(registration=self.registration_id)
