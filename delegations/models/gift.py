"""Gifts given to and received from a delegation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.fields import PartialDateField
from base.records import keys
from delegations.models.delegation import Delegation
from delegations.querysets import OfDelegationQuerySet
from people.models import OfficeRecord, Organization, Person


class Gift(OfficeRecord):
    class Course(models.TextChoices):
        GIVEN = "given", pgettext_lazy("gift", "given")
        RECEIVED = "received", pgettext_lazy("gift", "received")

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="gifts")
    course = models.CharField(_("given or received"), max_length=10, choices=Course)
    what = models.CharField(_("what"), max_length=300)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"))  # fmt: skip
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization"))  # fmt: skip
    on = PartialDateField(_("day"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    kept_at = models.CharField(_("where it is kept"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[Any] = OfDelegationQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("gift")

    def __str__(self) -> str:
        return self.what

    @property
    def about(self) -> list[str]:
        return keys(delegation=self.delegation_id, person=self.person_id, organization=self.organization_id)
