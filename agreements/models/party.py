"""The parties of an agreement in order, and who acts for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.querysets import OfAgreementQuerySet, OfPartyQuerySet
from base.records import keys
from people.models import OfficeRecord, Organization, Person, Post


class Party(OfficeRecord):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("organization")
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "organization"], name="party_once")]

    def __str__(self) -> str:
        return f"party {self.organization_id}"

    @property
    def about(self) -> list[str]:
        return keys(agreement=self.agreement_id, organization=self.organization_id)


class Representative(OfficeRecord):
    """Who negotiates, is to sign, or is asked, for a party; signatories stand in the order of signing."""

    class Task(models.TextChoices):
        NEGOTIATOR = "negotiator", _("negotiates")
        SIGNATORY = "signatory", _("is to sign")
        CONTACT = "contact", _("is the contact")

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="representatives")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post"))  # fmt: skip
    task = models.CharField(_("task"), max_length=12, choices=Task, default=Task.CONTACT)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = OfPartyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["party", "person", "task"], name="representative_once")
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.person_id}"

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id)
