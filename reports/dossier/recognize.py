"""Finding in an office's directory whom a dossier speaks of; what could be several is an error, never a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from base.languages import CODES, column
from base.search import fold
from people.models import Office, Organization, Person
from reports.dossier import who

T = TypeVar("T", Organization, Person)


class AmbiguousNameError(Exception):
    """Several records answer to the name; `candidates` says how to tell them apart."""

    def __init__(self, candidates: Iterable[str]) -> None:
        self.candidates = sorted(candidates)
        super().__init__("; ".join(self.candidates))


class Directory:
    """The records of an office that answer to any name in a dossier: two queries, however many names there are."""

    def __init__(
        self, office: Office, organizations: Iterable[who.Organization], people: Iterable[who.Person]
    ) -> None:
        self._organizations = _by_name(_organizations(office, organizations), lambda row: row.all_names)
        self._people = _by_name(_people(office, people), names_of_person)

    def organization(self, stated: who.Organization) -> Organization | None:
        """The one that has one of these names, or None. Raises AmbiguousNameError."""
        found = _answering(self._organizations, names_of_stated(stated))
        if len(found) > 1:
            raise AmbiguousNameError(f"{row} ({row.city or str(row.country) or row.uid})" for row in found)
        return found[0] if found else None

    def person(self, stated: who.Person, organization_ids: set[int]) -> Person | None:
        """The one of this name; among several the only one with a post at one of the organizations. Raises AmbiguousNameError."""
        names = [name for name in (stated.full_name, stated.native_name, *stated.aliases) if name]
        found = _answering(self._people, names)
        if len(found) > 1:
            known_there = [
                row for row in found if organization_ids & {post.organization_id for post in row.posts.all()}
            ]
            found = known_there if len(known_there) == 1 else found
        if len(found) > 1:
            raise AmbiguousNameError(f"{row} ({row.uid})" for row in found)
        return found[0] if found else None


def names_of_stated(stated: who.Organization) -> list[str]:
    return [name for name in (*stated.names.root.values(), stated.native_name, *stated.aliases) if name]


def names_of_person(row: Person) -> list[str]:
    return [name for name in (row.name, row.native_name, *row.aliases) if name]


def _by_name(rows: Iterable[T], names: Any) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        for name in {fold(name) for name in names(row)}:
            found[name].append(row)
    return found


def _answering(by_name: Mapping[str, list[T]], names: Iterable[str]) -> list[T]:
    return list({row.pk: row for name in names for row in by_name.get(fold(name), ())}.values())


def _organizations(office: Office, stated: Iterable[who.Organization]) -> QuerySet[Organization]:
    names = [name for organization in stated for name in names_of_stated(organization)]
    columns = [*(column("name", code) for code in CODES), "native_name"]
    named = reduce(or_, (Q(**{f"{name}__in": names}) for name in columns), Q(aliases__overlap=names))
    return Organization.objects.of(office).filter(named) if names else Organization.objects.none()


def _people(office: Office, stated: Iterable[who.Person]) -> QuerySet[Person]:
    stated = list(stated)
    families = [person.family_name for person in stated if person.family_name]
    natives = [person.native_name for person in stated if person.native_name]
    names = [person.full_name for person in stated]
    wanted = Q(family_name__in=families) | Q(native_name__in=natives) | Q(aliases__overlap=names)
    return (
        Person.objects.of(office).filter(wanted).prefetch_related("posts")
        if stated
        else Person.objects.none()
    )
