"""Adding somebody to the directory in the middle of other work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from base.languages import EN, column
from people.models import Office, Organization, Person
from people.services import directory
from people.services.journal import Actor


@transaction.atomic
def introduce(
    *,
    office: Office,
    by: Actor,
    at: dt.datetime,
    post_title: str = "",
    organization: Organization | None = None,
    new_organization: str = "",
    **names: Any,
) -> Person:
    """A person with a post, at an organization of the directory or at one that is added with them. Raises Invalid.

    The title and the new name stand in the language that the user works in.
    """
    language = get_language() or EN
    person = directory.add_person(office=office, by=by, at=at, **names)
    if new_organization:
        named: dict[str, Any] = {column("name", language): new_organization}
        organization = directory.add_organization(office=office, by=by, at=at, **named)
    if post_title or organization:
        post = {column("title", language): post_title}
        directory.add_post(person=person, organization=organization, by=by, at=at, **post)
    return person
