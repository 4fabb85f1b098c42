"""Identifiers that others gave to organizations and people: what recognises them beyond their names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.records import keys
from people.models.office_record import OfficeRecord
from people.models.organization import Organization
from people.models.person import Person
from people.querysets import OfficeRecordQuerySet


class Identifier(OfficeRecord):
    class Scheme(models.TextChoices):
        ROR = "ror", "ROR"
        ISNI = "isni", "ISNI"
        USCC = "uscc", _("Unified Social Credit Code")
        ORCID = "orcid", "ORCID iD"
        WIKIDATA = "wikidata", "Wikidata"

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="identifiers"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="identifiers"
    )
    scheme = models.CharField(_("kind of identifier"), max_length=12, choices=Scheme)
    value = models.CharField(_("identifier"), max_length=120)

    objects = OfficeRecordQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"value"})

    class Meta:
        ordering = ["scheme"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, person=None)
                | Q(organization=None, person__isnull=False),
                name="identifier_of_one",
            ),
            models.UniqueConstraint(fields=["office", "scheme", "value"], name="identifier_once"),
            models.UniqueConstraint(fields=["organization", "scheme"], name="identifier_of_organization"),
            models.UniqueConstraint(fields=["person", "scheme"], name="identifier_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def about(self) -> list[str]:
        return keys(organization=self.organization_id, person=self.person_id)
