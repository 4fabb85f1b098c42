"""The door of the conventions of precedence."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from base.inputs import changing
from people.api.doors import keeping
from people.api.filters import PrecedenceFilter
from people.api.inputs import PrecedenceInput
from people.api.keeping import Keeping
from people.api.pictures import PRECEDENCE
from people.models import Precedence
from people.services import precedence as verbs

SETTING = "people.set_precedence"


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
