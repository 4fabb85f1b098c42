"""The door of the conventions of precedence, and the action that puts what belongs to a record in order by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from base.inputs import Input, Reference, changing
from people.api.doors import keeping
from people.api.filters import PrecedenceFilter
from people.api.inputs import PrecedenceInput
from people.api.keeping import Keeping, demand_one_office
from people.api.pictures import PRECEDENCE
from people.models import Precedence
from people.services import precedence as verbs

SETTING = "people.set_precedence"


class ByPrecedenceInput(Input):
    convention = Reference(
        Precedence, required=False, help_text="uid of a convention; the default of the office when left out"
    )


def ordering_by_precedence(verb: Callable[..., None], *, summary: str, said: str) -> Any:
    """The action `order_by_precedence` of a door."""

    @transaction.atomic
    def order_by_precedence(self: Any, request: Request, **lookup: Any) -> HttpResponse:
        record = self.opened()
        values = self.sent()
        demand_one_office(record.office_id, values)
        verb(record, values.get("convention") or verbs.convention_of(record.office), **self.doing)
        return HttpResponse(status=204)

    order_by_precedence.__doc__ = said
    declared = action(
        detail=True, methods=["post"], url_path="precedence-order", input=ByPrecedenceInput, summary=summary,
        status=204,
    )  # fmt: skip
    return declared(order_by_precedence)


class PrecedenceDoor(Keeping):
    """By which criteria an office puts people, speakers and parties in order."""

    rule = keeping("people.read", SETTING, make_default=SETTING)
    model, picture = Precedence, PRECEDENCE
    one, many = "a convention of precedence", "conventions of precedence"
    input, changes = PrecedenceInput, changing(PrecedenceInput)
    filterset_class = PrecedenceFilter

    def add(self, place: Any, values: dict[str, Any]) -> Precedence:
        return verbs.add_precedence(office=place, **values, **self.doing)

    def amend(self, obj: Precedence, values: dict[str, Any], expected: int) -> None:
        verbs.amend_precedence(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Precedence) -> None:
        """Any but the default."""
        verbs.delete_precedence(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        url_path="make-default",
        input=None,
        summary="Use a convention of precedence unless another is chosen",
        demands_etag=True,
    )
    def make_default(self, request: Request, **lookup: Any) -> HttpResponse:
        """The one that was the default no longer is."""
        precedence = self.opened()
        verbs.make_default(precedence, expected=self.demanded(precedence), **self.doing)
        return self.changed(precedence)
