"""People whom a focal point entered and whom the directory may hold already: for the office to compare and merge."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from delegations.models import Delegation
from people.models import Person


@dataclass(frozen=True, slots=True)
class Lookalike:
    entered: Person
    others: list[Person]


def lookalikes_of(delegation: Delegation) -> list[Lookalike]:
    """By the same e-mail or the same whole name in either script; two queries."""
    members = delegation.members.active().exclude(introduced=None).select_related("registration__person")
    entered = [one.registration.person for one in members if one.introduced == one.registration.person_id]
    if not entered:
        return []
    same = Q(sort_name__in=[one.sort_name for one in entered if one.sort_name])
    same |= Q(native_name__in=[one.native_name for one in entered if one.native_name])
    same |= Q(address__in=[one.email.lower() for one in entered if one.email])
    rows = (
        Person.objects.annotate(address=Lower("email")).filter(same, office=delegation.office_id).distinct()
    )
    found: dict[int, list[Person]] = defaultdict(list)
    for other in rows:
        for one in entered:
            if other.pk != one.pk and _alike(one, other):
                found[one.pk].append(other)
    return [Lookalike(one, found[one.pk]) for one in entered if found[one.pk]]


def _alike(one: Person, other: Person) -> bool:
    return (
        one.sort_name == other.sort_name
        or bool(one.native_name and one.native_name == other.native_name)
        or bool(one.email and one.email.lower() == other.email.lower())
    )
