"""Approval of a visit by the foreign-affairs office, and what an office of ours has decided on protocol."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.fields import PartialDateField
from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import OfDelegationQuerySet
from people.models import OfficeRecord, Organization
from people.querysets import OfficeRecordQuerySet


class Decision(models.TextChoices):
    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Approval(OfficeRecord):
    """`file` is the scan's SHA-256 in the file store, empty when there is none."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="approvals")
    authority = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who approves"))  # fmt: skip
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.ASKED)
    number = models.CharField(_("number"), max_length=80, blank=True)
    asked_on = PartialDateField(_("asked for on"), null=True, blank=True)
    decided_on = PartialDateField(_("decided on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file = models.CharField(max_length=64, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)

    objects: ClassVar[Any] = OfDelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("approval")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision="granted") | ~models.Q(number=""),
                name="approval_granted_has_number",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.decision

    @property
    def about(self) -> list[str]:
        return keys(delegation=self.delegation_id, organization=self.authority_id)


class ProtocolSettings(OfficeRecord):
    """What an office has decided for all its delegations; one row per office."""

    approve_outbound = models.BooleanField(
        _("a delegation that we send needs an approval by the foreign-affairs office"), default=False
    )
    approve_from = models.PositiveSmallIntegerField(
        _("a delegation that we receive needs one from this many people"), null=True, blank=True
    )
    keep_documents_days = models.PositiveSmallIntegerField(
        _("days for which passport and health data are kept after the visit"), default=30
    )
    passport_months = models.PositiveSmallIntegerField(
        _("months for which a passport must be valid beyond the stay"), default=6
    )
    letter_signed_by = models.CharField(_("who signs letters of invitation"), max_length=200, blank=True)
    letter_signed_as = models.CharField(_("post of who signs"), max_length=300, blank=True)
    letterhead = models.TextField(
        _("letterhead"), blank=True, help_text=_("Name and address as they stand at the head of letters.")
    )

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"letter_signed_by", "letter_signed_as"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office"], name="protocol_settings_once")]

    def __str__(self) -> str:
        return f"protocol of {self.office_id}"
