"""Where something was said about an event, and who wrote, photographed and reviewed it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.fields import PartialDateField
from base.records import keys
from events.models.event import Event
from people.models import OfficeRecord, Person
from people.querysets import OfficeRecordQuerySet


class Source(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sources")
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    issuer = models.CharField(
        _("issued by"),
        max_length=300,
        blank=True,
        help_text=_("Whose text it is, where another published it."),
    )
    dateline = models.CharField(_("dateline"), max_length=200, blank=True)
    section = models.CharField(_("section"), max_length=200, blank=True)
    published_on = PartialDateField(_("published on"), null=True, blank=True)
    published_time = models.TimeField(_("published at"), null=True, blank=True)
    reads = models.PositiveIntegerField(_("times read"), null=True, blank=True)
    notice = models.TextField(_("notice"), blank=True, help_text=_("Such as a notice on reproduction."))
    url = models.URLField(_("link"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    quote = models.TextField(_("quoted passage"), blank=True)
    captions = ArrayField(
        models.CharField(max_length=500), default=list, blank=True, verbose_name=_("captions")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("source")

    def __str__(self) -> str:
        return self.headline or self.publisher

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, source=self.pk)


class CreditRole(models.TextChoices):
    WRITTEN_BY = "written_by", _("written by")
    PHOTOS_BY = "photos_by", _("photos by")
    REVIEWED_BY = "reviewed_by", _("reviewed by")


class Credit(OfficeRecord):
    """Who made a source; without one, who made the office's own report."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="credits")
    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, null=True, blank=True, related_name="credits"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=16, choices=CreditRole)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source", "person", "role"], nulls_distinct=False, name="credit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, source=self.source_id, person=self.person_id)
