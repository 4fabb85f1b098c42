"""Who registers: the person of the office's directory that name and e-mail mean, or a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django_countries import countries

from base.errors import Invalid, from_validation
from base.search import CJK, fold
from events.models import Event, Registration
from people.models import Person, Post
from people.services.directory import index_person

ALL_CJK = re.compile(rf"^[{CJK}·\s]+$")
NOT_ASKED = {"office", "sort_name", "search"}


def find(*, office_id: int, given_name: str, family_name: str, email: str) -> list[Person]:
    """Who has this e-mail and this name, in either order, with accents or without; several when entered twice.

    Two people who share an address stay two.
    """
    if not email:
        return []
    found = (
        Person.objects.annotate(address=Lower("email"))
        .filter(office_id=office_id, address=email.lower())
        .only("office_id", "given_name", "family_name", "native_name", "name_order", "email", "country")
        .order_by("pk")
    )
    wanted = _name_key(given_name, family_name)
    return [person for person in found if wanted in _name_keys(person)]


def standing(event: Event, people: Iterable[Person]) -> Registration | None:
    """The registration of one of them that has not ended."""
    ids = [person.pk for person in people]
    return Registration.objects.active().filter(event_id=event.pk, person_id__in=ids).first() if ids else None


def new_person(*, office_id: int, **values: Any) -> Person:
    """An unsaved, checked person who is found by search. Raises Invalid with a message per field."""
    person = Person(office_id=office_id, **values)
    given, family = person.given_name.strip(), person.family_name.strip()
    person.given_name, person.family_name = given, family
    if not family:
        raise Invalid(_("Write the family name."), field="family_name")
    if ALL_CJK.match(family + given):
        person.native_name = person.native_name or family + given
        person.name_order = Person.NameOrder.FAMILY_FIRST
    index_person(person)
    check(person, NOT_ASKED)
    return person


def demand_posts_of(person_id: int | None, posts: Iterable[Post]) -> None:
    """Raises Invalid for the post of somebody else."""
    if any(post.person_id != person_id for post in posts):
        raise Invalid(_("This is the post of another person."), field="posts")


def check(record: Any, exclude: set[str]) -> None:
    """The checks of the fields themselves. Raises Invalid.

    The country is looked up: the field's own check walks through all countries.
    """
    if record.country and str(record.country) not in countries.countries:
        raise Invalid(_("This is not the code of a country."), field="country")
    try:
        record.clean_fields(exclude=exclude | {"country"})
    except ValidationError as exc:
        raise from_validation(exc) from exc


def _name_keys(person: Person) -> set[str]:
    return {_name_key(person.given_name, person.family_name), _name_key(person.native_name)}


def _name_key(*parts: str) -> str:
    """Names are compared as sorted words; Chinese, Japanese and Korean ones as sorted characters."""
    text = fold(" ".join(parts))
    words = "".join(text.split()) if ALL_CJK.match(text) else text.split()
    return " ".join(sorted(words))
