"""An office's own words for one of the house's letters, in one language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from base.records import keys
from people.models.office_record import OfficeRecord
from people.querysets import OfficeRecordQuerySet


class NoticeTemplate(OfficeRecord):
    """`kind` is the name of a text that a room registered with its notices (`people.notices.texts`)."""

    kind = models.CharField(_("letter"), max_length=60)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    fallback = models.BooleanField(
        _("also for languages without a text of your own"),
        default=False,
        db_default=False,
        help_text=_("Otherwise readers of those languages get the house’s text in theirs."),
    )

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "language", "pk"]
        verbose_name = _("text of a letter")
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "language"], name="notice_template_once"),
            models.UniqueConstraint(
                fields=["office", "kind"],
                condition=models.Q(fallback=True),
                name="notice_template_one_fallback",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"

    @property
    def about(self) -> list[str]:
        return keys(notice_template=self.pk)
