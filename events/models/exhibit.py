"""Exhibits: achievements shown at an event, or their number alone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.models.agenda import AgendaItem
from events.models.event import Event
from events.models.event_kinds import Mode
from people.models import OfficeRecord, Organization
from people.querysets import OfficeRecordQuerySet


class Exhibit(OfficeRecord):
    """One achievement with its owner and field; or, without a list, how many of a kind were shown."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="exhibits")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhibits", verbose_name=_("agenda item"))  # fmt: skip
    title = models.CharField(_("what is shown"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    field = models.CharField(_("field"), max_length=200, blank=True)
    owner = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))  # fmt: skip
    count = models.PositiveIntegerField(
        _("how many"), null=True, blank=True, help_text=_("When only their number is known; else empty.")
    )
    count_as_worded = models.CharField(_("number as worded"), max_length=120, blank=True)
    mode = models.CharField(_("how"), max_length=20, choices=Mode, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, agenda_item=self.item_id, organization=self.owner_id)
