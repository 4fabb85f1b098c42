"""An address of another system that is told when records of an office move."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from people.models.office_record import OfficeRecord
from people.querysets import OfficeRecordQuerySet


class Webhook(OfficeRecord):
    """`topics` are names of `people.topics`; the secret signs each delivery and is shown once, when it is made."""

    name = models.CharField(_("name"), max_length=100, help_text=_("What listens there, such as “Intranet”."))
    url = models.URLField(_("address"), max_length=500, help_text=_("It begins with https://."))
    topics = ArrayField(models.CharField(max_length=40), verbose_name=_("what it is told"))
    active = models.BooleanField(_("active"), default=True)
    secret = models.BinaryField(editable=False, help_text="sealed")
    earlier_secret = models.BinaryField(
        null=True, editable=False, help_text="sealed; signs too for a day after a new one was made"
    )
    secret_made_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    SEALED: ClassVar[tuple[str, ...]] = ("secret", "earlier_secret")

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("webhook")
        constraints = [
            models.UniqueConstraint(fields=["office", "url"], name="webhook_once"),
            models.CheckConstraint(condition=models.Q(topics__len__gt=0), name="webhook_has_topics"),
        ]
        indexes = [
            models.Index(fields=["office"], condition=models.Q(active=True), name="webhook_active"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(webhook=self.pk)
