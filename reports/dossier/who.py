"""Who stands in the dossier: organizations, people and their posts, unnamed groups, registrations."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reports.dossier.atoms import (
    Count,
    CountryCode,
    GroupRef,
    Key,
    LanguageCode,
    Line,
    OrganizationRef,
    Part,
    PartialDate,
    PartOfEvent,
    PersonRef,
    Text,
    with_rule,
)
from reports.dossier.vocabulary import (
    IdentifierScheme,
    Manner,
    NameOrder,
    OrganizationKind,
    OrganizationLinkKind,
    RegistrationRole,
    RegistrationState,
    Sector,
)


class Recognizable(Part):
    """A record of the office's directory, and what tells which one it is."""

    identifiers: dict[IdentifierScheme, Line] = Field(
        default_factory=dict,
        description="Identifiers that others gave: ror, isni, uscc (Unified Social Credit Code), orcid, wikidata.",
    )
    same_as: UUID | None = Field(
        None,
        description="The record in the directory that is meant, where a name fits several; never written by a dump.",
    )
    different_from: list[UUID] = Field(
        default_factory=list,
        description="Records in the directory that are not meant although the name fits; never written by a dump.",
    )


class OrganizationLink(Part):
    """How an organization belongs to another."""

    kind: OrganizationLinkKind = Field(description="Branch of, member of a network, or built by.")
    to: OrganizationRef = Field(description="Local id of the other organization.")


class Organization(Recognizable):
    """A body: ministry, university, centre, division …"""

    id: Key = Field(description="Local id, unique among the organizations of this file.")
    names: Text = Field(description="Full name by language.")
    native_name: Line | None = Field(None, description="The name in its own script, where it is stated.")
    short_name: Line | None = Field(None, description="Abbreviation, such as MOFCOM.")
    aliases: list[Line] = Field(default_factory=list, description="Other names and spellings.")
    kind: OrganizationKind | None = Field(None, description="What it is; null = not stated.")
    country: CountryCode | None = Field(None, description="ISO 3166-1 alpha-2; null = not stated.")
    city: Line | None = Field(None, description="City; null = not stated.")
    sector: Sector | None = Field(None, description="Public, private or non-profit; null = not stated.")
    mandate: Text | None = Field(None, description="What it is there for and does; null = not stated.")
    policies: list[Text] = Field(default_factory=list, description="Policies and initiatives that it serves.")
    links: list[OrganizationLink] = Field(
        default_factory=list, description="Bodies it is a branch or member of, or was built by."
    )


class Post(Part):
    """A post of a person at the time of the event; somebody may hold several at once."""

    organization: OrganizationRef | None = Field(None, description="Where; null = not stated.")
    title: Text | None = Field(None, description="Title of the post; null = not stated.")
    department: Text | None = Field(None, description="Division or college within the organization.")
    rank: Annotated[int, Field(strict=True, ge=1, le=32_767)] | None = Field(
        None, description="Protocol rank, 1 the highest; null = not stated."
    )
    since: PartialDate | None = Field(None, description="Held from, as far as stated; null = not stated.")
    until: PartialDate | None = Field(None, description="Held until, as far as stated; null = not stated.")


class Person(Recognizable):
    """A named person."""

    model_config = with_rule("anyOf", given_name="string", family_name="string", native_name="string")

    id: Key = Field(description="Local id, unique among the people of this file.")
    given_name: Line | None = Field(None, description="Given name in Latin script.")
    family_name: Line | None = Field(None, description="Family name in Latin script.")
    name_order: NameOrder = Field(
        NameOrder.GIVEN_FIRST, description="The order in which the two names are written."
    )
    native_name: Line | None = Field(
        None, description="The whole name in its own script, where it is stated."
    )
    honorific: Line | None = Field(None, description="Form of address as stated: Mr., Ms. …")
    academic_style: Line | None = Field(None, description="Academic style as stated: Dr., Prof. …")
    aliases: list[Line] = Field(default_factory=list, description="Other spellings of the name.")
    country: CountryCode | None = Field(None, description="ISO 3166-1 alpha-2; null = not stated.")
    languages: list[LanguageCode] = Field(default_factory=list, description="Languages the person works in.")
    posts: list[Post] = Field(
        default_factory=list, description="Posts held at the time, in order of mention."
    )

    @model_validator(mode="after")
    def _must_have_a_name(self) -> Self:
        if not (self.given_name or self.family_name or self.native_name):
            raise PydanticCustomError("person_name", _("a person needs a name; unnamed people are a group"))
        return self

    @property
    def full_name(self) -> str:
        """The name in Latin script in its own order; the native name where no other is stated."""
        names = [self.given_name, self.family_name]
        if self.name_order is NameOrder.FAMILY_FIRST:
            names.reverse()
        return " ".join(name for name in names if name) or self.native_name or ""


class Group(PartOfEvent):
    """Participants who are not named, with or without a count."""

    id: Key = Field(description="Local id, unique among the groups of this file.")
    label: Text = Field(description="What they are called, such as officials.")
    count: Count | None = Field(None, description="How many; null = not stated.")
    count_as_worded: Line | None = Field(
        None, description="The count as worded, where it is no number: a large number of …"
    )
    category: Line | None = Field(None, description="What kind of people: officials, experts, companies …")
    rank: Line | None = Field(None, description="Rank as worded; null = not stated.")
    countries: list[CountryCode] = Field(
        default_factory=list, description="Countries they come from, in order of mention."
    )
    regions: list[Line] = Field(
        default_factory=list, description="Regions, provinces or unions they come from."
    )
    organizations: list[OrganizationRef] = Field(default_factory=list, description="Bodies they come from.")
    list_complete: bool | None = Field(
        None,
        description="Whether countries, regions and bodies are all named; false = examples (such as); null = not stated.",
    )


class OneOf(Part):
    """Either a named person or an unnamed group."""

    model_config = with_rule("oneOf", person="string", group="string")

    person: PersonRef | None = Field(None, description="Local id of the person.")
    group: GroupRef | None = Field(None, description="Local id of the group.")

    @model_validator(mode="after")
    def _must_be_one(self) -> Self:
        if (self.person is None) == (self.group is None):
            raise PydanticCustomError("one_of", _("name exactly one: a person or a group"))
        return self


class Registration(OneOf, PartOfEvent):
    """A person or group taking part in the event."""

    role: RegistrationRole = Field(RegistrationRole.PARTICIPANT, description="What they are at the event.")
    manner: Manner | None = Field(None, description="In person, online …; null = not stated.")
    state: RegistrationState = Field(
        RegistrationState.CONFIRMED, description="Where the registration stands."
    )
    country: CountryCode | None = Field(
        None, description="Country the person comes from or represents; null = not stated."
    )
    organization_name: Line | None = Field(None, description="Organization as the participant wrote it.")
    job_title: Line | None = Field(None, description="Post as the participant wrote it.")
    posts: list[Post] | None = Field(
        None, description="Posts held then; null = those of the person's own record."
    )
