"""Doors that add, change and delete; each noun says by which verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from base.errors import Invalid
from base.records import Record
from people.api.doors import Reading
from people.policies import require


def demand_one_office(office_id: int, values: Mapping[str, Any]) -> None:
    """Who works in two offices may see both, but never ties a record of one to a record of the other. Raises Invalid."""
    errors = {}
    for name, value in values.items():
        named = value if isinstance(value, list) else [value]
        if any(
            isinstance(one, Record) and getattr(one, "office_id", office_id) != office_id for one in named
        ):
            errors[name] = [_("It belongs to another office.")]
    if errors:
        raise Invalid(errors=errors)


class Adding(Reading):
    def add(self, place: Any, values: dict[str, Any]) -> Any:
        """The verb that makes the record; `place` is its office or parent."""
        raise NotImplementedError

    def create(self, request: Request) -> HttpResponse:
        values = self.sent()
        place = self.place(values)
        require(request.user, self.perm, place)
        demand_one_office(place.office_id, values)
        return self.once(lambda: self.made(self.add(place, values)))


class Changing(Reading):
    related: tuple[str, ...] = ()
    """Foreign keys that the verbs read."""
    verbs_know_versions = True
    """Whether the verb compares the version itself; where it does not, the door holds the row while it runs."""

    def amend(self, obj: Any, values: dict[str, Any], expected: int) -> Any:
        raise NotImplementedError

    @transaction.atomic
    def partial_update(self, request: Request, **lookup: Any) -> HttpResponse:
        obj = self.opened(locked=not self.verbs_know_versions, related=self.related)
        expected = self.demanded(obj)
        values = self.sent(shape=self.changes, partial=True)
        demand_one_office(obj.office_id, values)
        self.amend(obj, values, expected)
        return self.changed(obj)


class Deleting(Reading):
    def remove(self, obj: Any) -> None:
        raise NotImplementedError

    @transaction.atomic
    def destroy(self, request: Request, **lookup: Any) -> HttpResponse:
        obj = self.opened(locked=True)
        self.demanded(obj)
        self.remove(obj)
        return HttpResponse(status=204)


class Keeping(Adding, Changing, Deleting):
    """All of them."""
