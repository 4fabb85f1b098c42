"""Series: what comes back edition after edition."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.records import keys
from events.querysets import SeriesQuerySet
from people.models import OfficeRecord


class Series(OfficeRecord):
    name = models.CharField(_("name"), max_length=300, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("held since"), null=True, blank=True)

    objects: ClassVar[Any] = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> list[str]:
        return keys(series=self.pk)
