"""The door that takes a list of participants."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from base.tables import Layout
from events.models import Event
from events.services.importing import import_participants, plan_participants, read_table
from events.services.importing_fields import FIELDS
from people.api.lists import ListDoor
from people.services.roster import Roster


class ParticipantListDoor(ListDoor):
    """Participants of an event from a spreadsheet."""

    rule: ClassVar[dict[str, str]] = {"take": "events.run"}
    model = Event
    fields = FIELDS
    lookup_field, lookup_value_converter = "slug", "slug"
    summary = "Import participants from a spreadsheet"

    def take(self, request: Request, slug: str) -> HttpResponse:
        """All or nothing; loading the same file again changes nothing. With `dry_run`, what it would change."""
        return self.taken(self.opened(related=("office",)))

    def plan(self, place: Any, content: bytes, layout: Layout, **choices: Any) -> Roster:
        return plan_participants(read_table(content, FIELDS, layout), event=place, **choices).roster

    def write(self, place: Any, content: bytes, layout: Layout, **choices: Any) -> Roster:
        return import_participants(content, event=place, layout=layout, **choices, **self.doing).roster
