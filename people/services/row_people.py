"""What a row of a file says of a person: their name in its parts, their post, their organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from base.languages import column
from base.search import IS_CJK
from base.tables import CellError, plain
from people.models import Office, Organization, Person, Post
from people.services import directory
from people.services.contact_fields import BY_KEY, NAMES
from people.services.record_sets import unsaved

PERSON_KEYS = (
    "given_name", "family_name", "native_name", "name_order", "honorific", "academic_style", "email", "phone",
    "country", "language", "languages", "aliases", "notes",
)  # fmt: skip
FAMILY_LENGTH = 120
Organizations = dict[str, Organization]
"""Plain name, in any language → organization; new ones have no key yet."""


def known_organizations(office: Office) -> Organizations:
    shown = Organization.objects.of(office).order_by("pk").defer("search")
    found: Organizations = {}
    for organization in shown:
        for name in organization.all_names:
            found.setdefault(plain(name), organization)
    return found


def person_of(
    office: Office, number: int, values: Mapping[str, Any], errors: list[CellError]
) -> Person | None:
    """The row's person, or None with an error when the row has no name."""
    named = {**values, **names_of(values)}
    if not named.get("family_name"):
        if not any(error.row == number and error.key in NAMES for error in errors):
            errors.append(CellError(number, str(BY_KEY["family_name"].label), "", _("a name")))
        return None
    if len(named["family_name"]) > FAMILY_LENGTH:
        expected = _("at most %(length)d characters") % {"length": FAMILY_LENGTH}
        errors.append(CellError(number, str(BY_KEY["full_name"].label), named["family_name"][:60], expected))
        return None
    return Person(office=office, **{key: named[key] for key in PERSON_KEYS if key in named})


def names_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Family, given and native name from the columns that are there; a Chinese name is its own native name."""
    given, family = values.get("given_name", ""), values.get("family_name", "")
    native, whole = values.get("native_name", ""), values.get("full_name", "")
    if whole and not (given or family):
        if IS_CJK.match(whole):
            native = native or whole
        else:
            given, family = _divided(whole)
    if not native and IS_CJK.match(family):
        native = f"{family}{given}"
    if given and not family:
        given, family = "", given
    family_first = bool(native) and all(IS_CJK.match(part) for part in (family, given) if part)
    order = Person.NameOrder.FAMILY_FIRST if family_first else Person.NameOrder.GIVEN_FIRST
    found = {"given_name": given, "family_name": family or native, "native_name": native, "name_order": order}
    return {**found, "name_order": values.get("name_order", order)}


def _divided(whole: str) -> tuple[str, str]:
    """Given and family name: what stands before a comma, or in capitals, or last, is the family name."""
    if "," in whole:
        family, _comma, given = whole.partition(",")
        return given.strip(), family.strip()
    words = whole.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1 and not word.endswith(".")]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return " ".join(words[:-1]), words[-1]


def post_of(
    person: Person,
    number: int,
    values: Mapping[str, Any],
    *,
    organizations: Organizations,
    errors: list[CellError],
    language: str,
) -> Post | None:
    """The row's post, unsaved, with an organization that is known or becomes so."""
    title, department, name = (values.get(key, "") for key in ("title", "department", "organization"))
    if not (title or name):
        if department:
            expected = _("a post or an organization beside the department")
            errors.append(CellError(number, str(BY_KEY["department"].label), department[:60], expected))
        return None
    organization = organization_of(person.office, name, organizations, language) if name else None
    texts = {column("title", language): title, column("department", language): department}
    post: Post = unsaved(
        Post, office=person.office, person=person, organization=organization, rank=values.get("rank"), **texts
    )
    return post


def organization_of(office: Office, name: str, organizations: Organizations, language: str) -> Organization:
    key = plain(name) or name
    if key not in organizations:
        organization = Organization(office=office, **{column("name", language): name})
        directory.index_organization(organization)
        organizations[key] = organization
    return organizations[key]
