"""The papers of an agreement, version after version."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.querysets import OfAgreementQuerySet
from base.records import keys
from people.models import OfficeRecord


class AgreementDocument(OfficeRecord):
    """`file` is the content's SHA-256 in the file store; a new version never replaces an earlier one."""

    class Kind(models.TextChoices):
        DRAFT = "draft", _("draft")
        AGREED_TEXT = "agreed_text", _("agreed text")
        TRANSLATION = "translation", _("translation")
        FULL_POWERS = "full_powers", _("power to sign")
        SIGNED_SCAN = "signed_scan", _("signed copy, scanned")
        ANNEX = "annex", _("annex")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=10, blank=True)
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    file = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("file name"), max_length=200, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    added_at = models.DateTimeField(editable=False)

    objects: ClassVar[Any] = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "language", "number"], name="agreement_document_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def about(self) -> list[str]:
        return keys(agreement=self.agreement_id)
