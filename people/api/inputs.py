"""What the API takes in for the nouns of the people room."""

from __future__ import annotations

from collections.abc import Mapping

from rest_framework import serializers

from base.inputs import RecordInput
from people.api.fields import IdentifiersField
from people.identifiers import OF_ORGANIZATIONS, OF_PEOPLE
from people.models import (
    Identifier,
    NoticeTemplate,
    Organization,
    OrganizationLink,
    Person,
    Post,
    Precedence,
    Webhook,
)


class OfOfficeInput(RecordInput):
    """A record that belongs to an office directly."""

    office = serializers.SlugField(
        required=False, help_text="short address of the office; needed when you work in several"
    )


class IdentifiedInput(OfOfficeInput):
    """A record with identifiers; a refused one is told under `identifiers`."""

    @classmethod
    def renamed(cls, errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
        told = {
            f"identifiers.{name}" if name in Identifier.Scheme.values else name: messages
            for name, messages in errors.items()
        }
        return super().renamed(told)


class OrganizationInput(IdentifiedInput):
    identifiers = IdentifiersField(OF_ORGANIZATIONS, required=False)

    class Meta:
        model = Organization
        fields = (
            "office", "name", "native_name", "short_name", "aliases", "kind", "sector", "country", "city", "website",
            "mandate", "policies", "identifiers",
        )  # fmt: skip
        fixed = ("office",)


class OrganizationLinkInput(RecordInput):
    class Meta:
        model = OrganizationLink
        fields = ("organization", "kind", "to")


class PersonInput(IdentifiedInput):
    identifiers = IdentifiersField(OF_PEOPLE, required=False)

    class Meta:
        model = Person
        fields = (
            "office", "given_name", "family_name", "native_name", "name_order", "honorific", "academic_style", "aliases",
            "languages", "language", "country", "email", "phone", "notes", "identifiers",
        )  # fmt: skip
        fixed = ("office",)


class PostInput(RecordInput):
    class Meta:
        model = Post
        fields = ("person", "organization", "title", "department", "rank", "since", "until")
        fixed = ("person",)


class PrecedenceInput(OfOfficeInput):
    class Meta:
        model = Precedence
        fields = ("office", "name", "criteria", "host", "language", "together")
        fixed = ("office",)


class NoticeTemplateInput(OfOfficeInput):
    """Placeholders in braces; a refusal names those that stand for nothing, and those that may be used."""

    class Meta:
        model = NoticeTemplate
        fields = ("office", "kind", "language", "subject", "body", "fallback")
        fixed = ("office", "kind", "language")


class WebhookInput(OfOfficeInput):
    topics = serializers.ListField(
        child=serializers.CharField(max_length=40),
        help_text="such as event.moved, registration.moved, agreement.signed, report.published",
    )

    class Meta:
        model = Webhook
        fields = ("office", "name", "url", "topics", "active")
        fixed = ("office",)
