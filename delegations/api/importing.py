"""The door that takes a list of members."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from base.tables import Layout
from delegations.models import Delegation
from delegations.services.importing import import_members, plan_members
from delegations.services.importing_fields import FIELDS
from events.services.importing import read_table
from people.api.lists import ListDoor
from people.services.roster import Roster


class MemberListDoor(ListDoor):
    """Members of a delegation from a spreadsheet, with their passports and diets."""

    rule: ClassVar[dict[str, str]] = {"take": "delegations.run"}
    model = Delegation
    fields = FIELDS
    summary = "Import members of a delegation from a spreadsheet"

    def take(self, request: Request, uid: UUID) -> HttpResponse:
        """All or nothing; loading the same file again changes nothing. With `dry_run`, what it would change."""
        return self.taken(self.opened(related=("event__office", "office")))

    def plan(self, place: Any, content: bytes, layout: Layout, **choices: Any) -> Roster:
        return plan_members(read_table(content, FIELDS, layout), delegation=place, **choices).roster

    def write(self, place: Any, content: bytes, layout: Layout, **choices: Any) -> Roster:
        return import_members(content, delegation=place, layout=layout, **choices, **self.doing).roster
