"""Keeping the directory: organizations, people and their posts, with the search text and sort key of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base import search
from base.errors import Conflict, Invalid
from base.languages import columns, texts
from base.plain_text import one_line
from people.models import Office, Organization, OrganizationLink, Person, Post
from people.services import records
from people.services.identifiers import set_identifiers
from people.services.journal import Actor

Identifiers = Mapping[str, str]
"""Scheme → value, in whatever form it was typed; an empty one is removed, those not named stay."""
NAMES = ("given_name", "family_name", "native_name", "honorific", "academic_style")
"""What a person is called by; kept on one line, whoever typed it and wherever."""
INDEXED = ("sort_name", "search")


def index_organization(organization: Organization) -> None:
    """Set what search and order read."""
    names = organization.all_names
    organization.search = search.document([*names, organization.city])
    organization.sort_name = search.sort_key(names[0] if names else "")[:320]


def index_person(person: Person) -> None:
    """Set what search and order read, the names on one line first.

    Chinese names are found by their characters and by their pinyin.
    """
    for name in NAMES:
        setattr(person, name, one_line(getattr(person, name)))
    person.aliases = [alias for alias in map(one_line, person.aliases) if alias]
    family_first = person.name_order == Person.NameOrder.FAMILY_FIRST
    native = person.native_name
    pinyin = search.sort_key(native, surname_first=True) if native else ""
    # “Wang Xiaoming” writes the syllables of the given name as one word, whatever the length of the family name.
    joined = ["".join(pinyin.split()[start:]) for start in (0, 1, 2)]
    names = [person.given_name, person.family_name, native, pinyin, *joined, *person.aliases]
    person.search = search.document([*names, person.email])
    latin = (
        (person.family_name, person.given_name)
        if family_first or person.given_name
        else (person.family_name,)
    )
    person.sort_name = (search.sort_key(" ".join(p for p in latin if p), surname_first=True) or pinyin)[:320]


@transaction.atomic
def add_organization(
    *, office: Office, by: Actor, at: dt.datetime, identifiers: Identifiers | None = None, **values: Any
) -> Organization:
    """Raises Invalid when it has no name in any language; Invalid and Conflict as `set_identifiers` does."""
    organization = Organization(office=office, **values)
    demand_name(organization)
    index_organization(organization)
    records.create(organization, by=by, at=at)
    set_identifiers(organization, identifiers or {}, by=by, at=at)
    return organization


@transaction.atomic
def amend_organization(
    organization: Organization,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
    identifiers: Identifiers | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale; Conflict as `set_identifiers` does."""
    changes = with_index(organization, changes, index_organization)
    demand_name(organization)
    changed = records.amend(organization, changes, by=by, at=at, expected=expected)
    return changed + set_identifiers(organization, identifiers or {}, by=by, at=at)


@transaction.atomic
def add_person(
    *, office: Office, by: Actor, at: dt.datetime, identifiers: Identifiers | None = None, **values: Any
) -> Person:
    """Raises Invalid; Conflict as `set_identifiers` does."""
    person = Person(office=office, **values)
    index_person(person)
    records.create(person, by=by, at=at)
    set_identifiers(person, identifiers or {}, by=by, at=at)
    return person


@transaction.atomic
def amend_person(
    person: Person,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
    identifiers: Identifiers | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale; Conflict as `set_identifiers` does."""
    changes = with_index(person, changes, index_person)
    changed = records.amend(person, changes, by=by, at=at, expected=expected)
    return changed + set_identifiers(person, identifiers or {}, by=by, at=at)


def add_post(*, person: Person, by: Actor, at: dt.datetime, **values: Any) -> Post:
    """Raises Invalid when neither a title nor an organization is stated."""
    post = Post(office_id=person.office_id, person=person, **values)
    demand_title(post)
    return records.create(post, by=by, at=at)


def amend_post(
    post: Post, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(post, name, value)
    demand_title(post)
    return records.amend(post, changes, by=by, at=at, expected=expected)


def link_organizations(
    *, organization: Organization, to: Organization, kind: str, by: Actor, at: dt.datetime
) -> OrganizationLink:
    """Raises Conflict when the two are linked so already."""
    link = OrganizationLink(office_id=organization.office_id, organization=organization, to=to, kind=kind)
    refusals = {"organization_link_once": lambda: Conflict(_("These two are linked so already."), field="to")}
    return records.create(link, by=by, at=at, refusals=refusals)


def with_index(obj: Any, changes: Mapping[str, Any], index: Callable[[Any], None]) -> dict[str, Any]:
    """The changes as they are kept, with what search and order read after them."""
    for name, value in changes.items():
        setattr(obj, name, value)
    index(obj)
    kept = [name for name in (*NAMES, "aliases") if name in changes]
    return {**changes, **{name: getattr(obj, name) for name in (*kept, *INDEXED)}}


def demand_name(organization: Organization) -> None:
    if not organization.all_names:
        raise Invalid(_("State a name in at least one language."), field=columns("name")[0])


def demand_title(post: Post) -> None:
    if not texts(post, "title") and post.organization_id is None:
        raise Invalid(_("State a post or an organization."), field=columns("title")[0])
