"""The doors of the people room."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from base.errors import Missing
from base.inputs import changing
from people.api.doors import keeping, reading
from people.api.filters import LinkFilter, OrganizationFilter, PersonFilter, PostFilter
from people.api.inputs import OrganizationInput, OrganizationLinkInput, PersonInput, PostInput
from people.api.keeping import Adding, Deleting, Keeping
from people.api.pauses import Resting
from people.api.pictures import OFFICE, ORGANIZATION, ORGANIZATION_LINK, PERSON, POST
from people.models import Office, Organization, OrganizationLink, Person, Post
from people.services import directory, records
from people.services.merging import former

DIRECTORY, MANAGE = "people.edit_directory", "people.manage_office"


class OfficeDoor(Resting):
    """The offices in which you hold a role."""

    rule = reading(
        "people.read", reminder_pause="people.read", pause_reminders=MANAGE, resume_reminders=MANAGE
    )
    model, picture = Office, OFFICE
    one, many = "an office", "offices"
    office_column = "pk"
    lookup_field, lookup_value_converter = "slug", "slug"
    filter_backends = ()


class KeepingMerged(Keeping):
    """Keeps the addresses of records that went into another: they lead there."""

    def retrieve(self, request: Request, **lookup: Any) -> Any:
        try:
            return super().retrieve(request, **lookup)
        except Missing:
            found = former(self.model, lookup["uid"], user=request.user)
            if found is None:
                raise
        return HttpResponse(status=308, headers={"Location": self.reverse_action("detail", args=[found.uid])})


class OrganizationDoor(KeepingMerged):
    rule = keeping("people.read", DIRECTORY)
    model, picture = Organization, ORGANIZATION
    one, many = "an organization", "organizations"
    input, changes = OrganizationInput, changing(OrganizationInput)
    filterset_class = OrganizationFilter

    def add(self, place: Any, values: dict[str, Any]) -> Organization:
        return directory.add_organization(office=place, **values, **self.doing)

    def amend(self, obj: Organization, values: dict[str, Any], expected: int) -> None:
        identifiers = values.pop("identifiers", None)
        directory.amend_organization(obj, values, identifiers=identifiers, expected=expected, **self.doing)

    def remove(self, obj: Organization) -> None:
        records.delete(obj, **self.doing)


class OrganizationLinkDoor(Adding, Deleting):
    rule = reading("people.read", create=DIRECTORY, destroy=DIRECTORY)
    model, picture = OrganizationLink, ORGANIZATION_LINK
    one, many = "a link between organizations", "links between organizations"
    parent = "organization"
    input = OrganizationLinkInput
    filterset_class = LinkFilter

    def add(self, place: Any, values: dict[str, Any]) -> OrganizationLink:
        return directory.link_organizations(**values, **self.doing)

    def remove(self, obj: OrganizationLink) -> None:
        records.delete(obj, **self.doing)


class PersonDoor(KeepingMerged):
    rule = keeping("people.read", DIRECTORY)
    model, picture = Person, PERSON
    one, many = "a person", "people"
    input, changes = PersonInput, changing(PersonInput)
    filterset_class = PersonFilter

    def add(self, place: Any, values: dict[str, Any]) -> Person:
        return directory.add_person(office=place, **values, **self.doing)

    def amend(self, obj: Person, values: dict[str, Any], expected: int) -> None:
        identifiers = values.pop("identifiers", None)
        directory.amend_person(obj, values, identifiers=identifiers, expected=expected, **self.doing)

    def remove(self, obj: Person) -> None:
        records.delete(obj, **self.doing)


class PostDoor(Keeping):
    rule = keeping("people.read", DIRECTORY)
    model, picture = Post, POST
    one, many = "a post", "posts"
    parent = "person"
    input, changes = PostInput, changing(PostInput)
    filterset_class = PostFilter

    def add(self, place: Any, values: dict[str, Any]) -> Post:
        return directory.add_post(**values, **self.doing)

    def amend(self, obj: Post, values: dict[str, Any], expected: int) -> None:
        directory.amend_post(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Post) -> None:
        records.delete(obj, **self.doing)
