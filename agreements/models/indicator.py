"""Indicator: a cumulative figure that somebody reported; never mixed with figures that are computed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.fields import PartialDateField
from base.records import keys
from events.models import Event, Source
from people.models import OfficeRecord, Organization
from people.querysets import OfficeRecordQuerySet


class Indicator(OfficeRecord):
    """“20 projects signed”, of a subject, as of a day, as one of the event's sources says it."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("event where it was reported")
    )
    subject = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("of whom"))  # fmt: skip
    name = models.CharField(_("what is counted"), max_length=200, blank=True)
    value = models.DecimalField(_("figure"), max_digits=15, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    as_of = PartialDateField(_("as of"), null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source"))  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @property
    def about(self) -> list[str]:
        return keys(indicator=self.pk, event=self.event_id, organization=self.subject_id)
