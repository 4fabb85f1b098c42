"""Merger: a record that went into another; its old addresses and identifiers still lead there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from base.records import keys
from people.models.office_record import OfficeRecord
from people.models.organization import Organization
from people.models.person import Person
from people.querysets import OfficeRecordQuerySet


class Merger(OfficeRecord):
    """`former_uid` and `former_key` are those of the record that is gone; `kept_values` what it held and the other did not take.

    `kept_values` holds the columns of the record (`record`) and of the rows that said the same of both (`folded`), so that
    nothing is lost.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="mergers"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="mergers"
    )
    former_uid = models.UUIDField(unique=True)
    former_key = models.CharField(max_length=60)
    kept_values = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = OfficeRecordQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"kept_values"})

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization=None)
                | Q(person=None, organization__isnull=False),
                name="merger_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.former_key

    @property
    def about(self) -> list[str]:
        return keys(person=self.person_id, organization=self.organization_id)
