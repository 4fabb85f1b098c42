"""What the itinerary of a visit needs beyond the agenda: stops, and what each reader saw last."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import OfDelegationQuerySet
from events.models import AgendaItem
from people.models import OfficeRecord, Person
from people.querysets import OfficeRecordQuerySet


class Stop(OfficeRecord):
    """An agenda item as a stop of a visit; who receives there are its host organization and representatives."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(_("address"), max_length=300, blank=True)
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact"))  # fmt: skip
    contact_name = models.CharField(_("contact by name"), max_length=200, blank=True)
    phone = models.CharField(_("telephone of the contact"), max_length=40, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    wear = models.CharField(_("what to wear"), max_length=200, blank=True)
    bring = models.CharField(_("what to bring"), max_length=300, blank=True)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact_name", "phone", "address"})

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stop of a visit")

    def __str__(self) -> str:
        return f"stop {self.item_id}"

    @property
    def about(self) -> list[str]:
        return keys(agenda_item=self.item_id, stop=self.pk)


class ItineraryLook(OfficeRecord):
    """When a reader last looked at the itinerary of a delegation, and what it said then.

    `reader` is a key such as `user:3` or `registration:7`; `picture`: key of a line → what it told.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=60)
    looked_at = models.DateTimeField()
    picture = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfDelegationQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"picture"})

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "reader"], name="itinerary_look_once")]

    def __str__(self) -> str:
        return f"look {self.reader}"

    @property
    def about(self) -> list[str]:
        return keys(delegation=self.delegation_id)
