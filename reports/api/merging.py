"""The doors that make one record of two."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from base.inputs import Input, Reference
from people.api.doors import Door
from people.api.pictures import ORGANIZATION, PERSON
from people.models import Organization, Person
from people.services.merging import CHOSEN
from reports.services.merging import merge_organizations, merge_people


class PersonMergeInput(Input):
    other = Reference(Person, help_text="uid of the record that goes")
    take = serializers.ListField(
        child=serializers.ChoiceField([(name, name) for name in CHOSEN[Person]]), required=False,
        help_text="fields to take from it where both state them",
    )  # fmt: skip


class OrganizationMergeInput(Input):
    other = Reference(Organization, help_text="uid of the record that goes")
    take = serializers.ListField(
        child=serializers.ChoiceField([(name, name) for name in CHOSEN[Organization]]), required=False,
        help_text="fields to take from it where both state them",
    )  # fmt: skip


class MergeDoor(Door):
    rule: ClassVar[dict[str, str]] = {"merge": "reports.merge"}
    demands_etag = True
    filter_backends: Any = []
    pagination_class: Any = None

    def merge(self, request: Request, uid: UUID) -> HttpResponse:
        """All that refers to the other record refers to this one; the other's address leads here afterwards."""
        kept = self.opened(related=("office",))
        self.demanded(kept)
        verb: Any = merge_people if self.model is Person else merge_organizations
        sent = self.sent()
        verb(kept, sent["other"], take=sent.get("take", ()), **self.doing)
        return self.changed(kept)


class PersonMergeDoor(MergeDoor):
    model, picture, input = Person, PERSON, PersonMergeInput
    summary = "Merge another record of the same person into this one"


class OrganizationMergeDoor(MergeDoor):
    model, picture, input = Organization, ORGANIZATION, OrganizationMergeInput
    summary = "Merge another record of the same organization into this one"
