"""Records of the directory that may be the same as one about to be added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from base.search import fold, matching
from people.models import Office, Organization, Person

SHOWN = 5
WORTH_SEARCHING = 2
"""Shorter names would be found within far too many others."""


def similar_people(
    office: Office,
    *,
    given_name: str = "",
    family_name: str = "",
    native_name: str = "",
    email: str = "",
    **_rest: Any,
) -> QuerySet[Any]:
    """People with the same e-mail, or whose names hold all words of this one."""
    whole = f"{given_name} {family_name}" if given_name.strip() else ""
    condition = _named([whole, native_name]) | _equal("email", email)
    return _found(Person, office, condition).with_posts()  # type: ignore[attr-defined]


def similar_organizations(office: Office, *, names: Iterable[str]) -> QuerySet[Any]:
    """Organizations whose names hold all words of one of these."""
    return _found(Organization, office, _named(names))


def _named(names: Iterable[str]) -> Q:
    condition = Q()
    for name in names:
        if len(fold(name).strip()) >= WORTH_SEARCHING:
            condition |= matching(name)
    return condition


def _equal(field: str, value: str) -> Q:
    return Q(**{f"{field}__iexact": value.strip()}) if value.strip() else Q()


def _found(model: Any, office: Office, condition: Q) -> QuerySet[Any]:
    rows = model.objects.of(office)
    return rows.filter(condition)[:SHOWN] if condition else rows.none()
