"""Delegation: who comes, or goes, together."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from base.fields import PartialDateField
from base.records import keys
from delegations.querysets import DelegationQuerySet
from delegations.states import DELEGATION_MOVES, DelegationState
from events.models import AgendaItem, Event
from people.models import OfficeRecord, Organization, Person
from people.querysets import OfficeRecordQuerySet


class Direction(models.TextChoices):
    INBOUND = "inbound", _("inbound: it comes to us")
    OUTBOUND = "outbound", _("outbound: we send it")


class Delegation(OfficeRecord):
    """Its members are registrations of the event; its leaders stand in order of mention."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=300, blank=True)
    country = CountryField(_("country"), blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, blank=True)
    state = models.CharField(
        max_length=12, choices=DelegationState, default=DelegationState.ANNOUNCED, editable=False
    )
    purpose = models.TextField(_("purpose"), blank=True)
    reception_level = models.CharField(_("level of reception"), max_length=120, blank=True)
    composition_notified_on = PartialDateField(_("composition notified on"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty when not limited.")
    )
    focal_point = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("focal point on the sending side"))  # fmt: skip
    liaison_officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("liaison officer"))  # fmt: skip
    interpreters = models.ManyToManyField(
        Person, blank=True, related_name="+", verbose_name=_("interpreters")
    )
    focal_link_revision = models.PositiveSmallIntegerField(default=1, editable=False)
    focal_link_sent_at = models.DateTimeField(null=True, editable=False)
    focal_link_until = models.DateField(
        _("link of the focal point holds until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it opens. Empty: as long as the composition may change."),
    )
    composition_declared_at = models.DateTimeField(null=True, editable=False)
    itinerary_link_revision = models.PositiveSmallIntegerField(default=1, editable=False)
    items = models.ManyToManyField(
        AgendaItem, blank=True, related_name="+", verbose_name=_("agenda items in which it takes part")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = DelegationQuerySet.as_manager()
    moves: ClassVar[dict[str, frozenset[str]]] = DELEGATION_MOVES

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        indexes = [models.Index(fields=["office", "event"], name="delegation_event")]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(delegation=self.pk, event=self.event_id)


class Sender(OfficeRecord):
    """A sending organization, in order of mention."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="senders")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "organization"], name="sender_once")]

    def __str__(self) -> str:
        return f"sender {self.organization_id}"

    @property
    def about(self) -> list[str]:
        return keys(delegation=self.delegation_id, organization=self.organization_id)
