"""What doors of this room share: the door of a noun that names its three verbs, and the action that orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpResponse
from rest_framework.decorators import action

from events.api.inputs import OrderInput
from people.api.doors import keeping
from people.api.keeping import Keeping

READ, RUN, WRITE = "events.read", "events.run", "events.edit_texts"


@dataclass(frozen=True, slots=True)
class Verbs:
    add: Callable[..., Any]
    amend: Callable[..., Any]
    delete: Callable[..., Any]


class VerbDoor(Keeping):
    """Says its three verbs; what a noun does otherwise, its own door overrides."""

    rule = keeping(READ, RUN)
    verbs: ClassVar[Verbs]

    def add(self, place: Any, values: dict[str, Any]) -> Any:
        return self.verbs.add(**values, **self.doing)

    def amend(self, obj: Any, values: dict[str, Any], expected: int) -> None:
        self.verbs.amend(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Any) -> None:
        self.verbs.delete(obj, **self.doing)


def ordering(name: str, verb: Callable[..., None], *, path: str, summary: str, said: str) -> Any:
    """The action `name` of a door: puts what belongs to its record in the order of the uids sent."""

    @transaction.atomic
    def order(self: Any, request: Any, **lookup: Any) -> HttpResponse:
        verb(self.opened(), self.sent()["uids"], **self.doing)
        return HttpResponse(status=204)

    order.__name__, order.__doc__ = name, said
    declared = action(
        detail=True, methods=["post"], url_path=path, input=OrderInput, summary=summary, status=204
    )
    return declared(order)
