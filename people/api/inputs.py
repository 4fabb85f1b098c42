"""What the API takes in for the nouns of the people room."""

from __future__ import annotations

from rest_framework import serializers

from base.inputs import RecordInput
from people.models import Organization, OrganizationLink, Person, Post


class OfOfficeInput(RecordInput):
    """A record that belongs to an office directly."""

    office = serializers.SlugField(
        required=False, help_text="short address of the office; needed when you work in several"
    )


class OrganizationInput(OfOfficeInput):
    class Meta:
        model = Organization
        fields = (
            "office", "name", "native_name", "short_name", "aliases", "kind", "country", "city", "website", "mandate",
        )  # fmt: skip
        fixed = ("office",)


class OrganizationLinkInput(RecordInput):
    class Meta:
        model = OrganizationLink
        fields = ("organization", "kind", "to")


class PersonInput(OfOfficeInput):
    class Meta:
        model = Person
        fields = (
            "office", "given_name", "family_name", "native_name", "name_order", "honorific", "academic_style", "aliases",
            "languages", "language", "country", "email", "phone", "notes",
        )  # fmt: skip
        fixed = ("office",)


class PostInput(RecordInput):
    class Meta:
        model = Post
        fields = ("person", "organization", "title", "department", "rank", "since", "until")
        fixed = ("person",)
