"""The bodies that hold an event, in their roles and order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.models.event import Event
from people.models import OfficeRecord, Organization
from people.querysets import OfficeRecordQuerySet


class BodyRole(models.TextChoices):
    HOST = "host", _("host")
    ORGANIZER = "organizer", _("organizer")
    CO_ORGANIZER = "co_organizer", _("co-organizer")
    SUPPORTER = "supporter", _("supporter")
    GUIDANCE = "guidance", _("under the guidance of")
    INVITED = "invited", _("invited body")


class EventBody(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="bodies")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=20, choices=BodyRole)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "organization", "role"], name="event_body_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organization_id}"

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, organization=self.organization_id)
