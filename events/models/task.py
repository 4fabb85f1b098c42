"""Preparation tasks of an event: what, who, until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.models.event import Event
from events.querysets import PreparationTaskQuerySet
from people.models import OfficeRecord


class PreparationTask(OfficeRecord):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(_("what"), max_length=300)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = PreparationTaskQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        verbose_name = _("preparation task")
        indexes = [
            models.Index(fields=["office", "due_on"], condition=models.Q(done_at=None), name="task_open")
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def about(self) -> list[str]:
        return keys(event=self.event_id, task=self.pk)
