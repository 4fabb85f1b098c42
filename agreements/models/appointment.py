"""Appointment: who is given which post, for which term."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models.outcome import Outcome
from base.fields import PartialDateField
from base.records import keys
from people.models import OfficeRecord, Organization, Person
from people.querysets import OfficeRecordQuerySet


class Appointment(OfficeRecord):
    """What an outcome of the kind `appointment` says beyond its text."""

    outcome = models.OneToOneField(Outcome, on_delete=models.CASCADE, related_name="appointment")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization"))  # fmt: skip
    title = models.CharField(_("post"), max_length=300, blank=True)
    since = PartialDateField(_("term from"), null=True, blank=True)
    until = PartialDateField(_("term until"), null=True, blank=True)

    objects = OfficeRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> list[str]:
        return keys(outcome=self.outcome_id, person=self.person_id, organization=self.organization_id)
