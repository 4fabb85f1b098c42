"""Photographs of an event with their captions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.models.agenda import AgendaItem
from events.models.event import Event
from people.models import OfficeRecord, Person
from people.querysets import OfficeRecordQuerySet


class Photo(OfficeRecord):
    """`file` is the content's SHA-256 in the file store; empty when only the caption is recorded."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="photos")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="photos", verbose_name=_("agenda item"))  # fmt: skip
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    photographer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("photographer"))  # fmt: skip
    file = models.CharField(max_length=64, blank=True, editable=False)
    media_type = models.CharField(max_length=60, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    public = models.BooleanField(_("may be published"), default=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("photograph")

    def __str__(self) -> str:
        return self.caption

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, photo=self.pk)
