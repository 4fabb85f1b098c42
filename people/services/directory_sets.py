"""The directory in sets: many organizations, people, posts, links and identifiers at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from people.models import Identifier, Organization, OrganizationLink, Person, Post
from people.services import record_sets
from people.services.directory import (
    demand_name,
    demand_title,
    index_organization,
    index_person,
    with_index,
)
from people.services.identifiers import checked
from people.services.journal import Actor

O = TypeVar("O", Organization, Person)  # noqa: E741
Pairs = Iterable[tuple[O, Mapping[str, Any]]]
"""Records with the attributes to set on each."""
NAMELESS = ("family_name",)
"""A person may be known by a given name, or by the name in its own script, alone."""


def add_organizations(
    organizations: Iterable[Organization], *, by: Actor, at: dt.datetime
) -> list[Organization]:
    """Raises SetRefused, also for one without a name in any language."""
    chosen = list(organizations)
    for organization in chosen:
        index_organization(organization)
    return record_sets.create_many(chosen, by=by, at=at, checks=[demand_name])


def amend_organizations(pairs: Pairs[Organization], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    chosen = [(one, with_index(one, changes, index_organization)) for one, changes in pairs]
    return _told(record_sets.amend_many(chosen, by=by, at=at, checks=[demand_name]))


def add_people(people: Iterable[Person], *, by: Actor, at: dt.datetime) -> list[Person]:
    """Raises SetRefused, also for one without any name."""
    chosen = list(people)
    for person in chosen:
        index_person(person)
    return record_sets.create_many(chosen, by=by, at=at, checks=[_demand_any_name], may_be_blank=NAMELESS)


def amend_people(pairs: Pairs[Person], *, by: Actor, at: dt.datetime) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    chosen = [(one, with_index(one, changes, index_person)) for one, changes in pairs]
    changed = record_sets.amend_many(chosen, by=by, at=at, checks=[_demand_any_name], may_be_blank=NAMELESS)
    return _told(changed)


def add_posts(posts: Iterable[Post], *, by: Actor, at: dt.datetime) -> list[Post]:
    """Raises SetRefused, also for one with neither a title nor an organization."""
    return record_sets.create_many(posts, by=by, at=at, checks=[demand_title])


def amend_posts(
    pairs: Iterable[tuple[Post, Mapping[str, Any]]], *, by: Actor, at: dt.datetime
) -> list[list[str]]:
    """For each the names of the fields that changed. Raises SetRefused, Stale."""
    return record_sets.amend_many(pairs, by=by, at=at, checks=[demand_title])


def link_all(links: Iterable[OrganizationLink], *, by: Actor, at: dt.datetime) -> list[OrganizationLink]:
    """Raises SetRefused; Conflict when two are linked so already."""
    return record_sets.create_many(
        links, by=by, at=at, checks=[_demand_another], refusals={"organization_link_once": _linked_already}
    )


@transaction.atomic
def identify_all(identifiers: Iterable[Identifier], *, by: Actor, at: dt.datetime) -> list[Identifier]:
    """Give organizations and people identifiers in place of those of the same kind that they had.

    Raises SetRefused for one that is mistyped or does not fit, Conflict when another record has it.
    """
    chosen = list(identifiers)
    if not chosen:
        return []
    record_sets.demand_sound(chosen, checks=[_normalise])
    owners = {"organization": _ids(chosen, "organization_id"), "person": _ids(chosen, "person_id")}
    wanted = {(one.organization_id, one.person_id, one.scheme) for one in chosen}
    replaced = [
        row.pk
        for row in Identifier.objects.filter(organization__in=owners["organization"])
        | Identifier.objects.filter(person__in=owners["person"])
        if (row.organization_id, row.person_id, row.scheme) in wanted
    ]
    Identifier.objects.filter(pk__in=replaced).delete()
    return record_sets.create_many(
        chosen, by=by, at=at, verb="identified", refusals={"identifier_once": _taken}
    )


def _ids(chosen: Sequence[Identifier], name: str) -> list[Any]:
    return [getattr(one, name) for one in chosen if getattr(one, name) is not None]


def _normalise(identifier: Identifier) -> None:
    owner = identifier.organization or identifier.person
    if owner is not None:
        identifier.value = checked(owner, {identifier.scheme: identifier.value})[identifier.scheme]


def _told(changed: list[list[str]]) -> list[list[str]]:
    """What search and order read follows from the rest."""
    return [[name for name in names if name not in ("sort_name", "search")] for names in changed]


def _demand_any_name(person: Person) -> None:
    if not (person.family_name or person.given_name or person.native_name):
        raise Invalid(_("Write the family name."), field="family_name")


def _demand_another(link: OrganizationLink) -> None:
    if link.to_id is not None and link.to_id == link.organization_id:
        raise Invalid(_("An organization is not linked with itself."), field="to")


def _linked_already() -> DomainError:
    return Conflict(_("These two are linked so already."), field="to")


def _taken() -> DomainError:
    return Conflict(_("Another record has this identifier."), field="value")
