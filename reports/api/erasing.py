"""The door that erases a person."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from base.inputs import Input
from people.api.doors import Door
from people.api.pictures import PERSON
from people.models import Person
from reports.services.erasing import erase_person


class ErasureInput(Input):
    name = serializers.CharField(max_length=400, help_text="the name as it is shown, so that it is not the wrong person")  # fmt: skip


class ErasureDoor(Door):
    rule: ClassVar[dict[str, str]] = {"erase": "reports.erase"}
    model, picture, input = Person, PERSON, ErasureInput
    summary = "Erase a person: every room, the outbox, and the reports that name them"
    demands_etag = True
    filter_backends: Any = []
    pagination_class: Any = None

    def erase(self, request: Request, uid: UUID) -> HttpResponse:
        """Cannot be undone. What the person took part in stays, done by nobody named."""
        found = self.opened()
        expected = self.demanded(found)
        erase_person(found, typed=self.sent()["name"], expected=expected, **self.doing)
        return self.changed(found)
