"""The doors of the agenda: items, tracks, participations and unnamed groups."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from base.inputs import changing
from events.api.agenda_pictures import AGENDA_ITEM, GROUP, PARTICIPATION, TRACK
from events.api.doors import READ, RUN, VerbDoor, Verbs, ordering
from events.api.filters import AgendaItemFilter, OfEventFilter, ParticipationFilter
from events.api.inputs import (
    AgendaItemInput,
    GroupInput,
    ItemMoveInput,
    ParticipationInput,
    TrackInput,
)
from events.models import AgendaItem, Group, Participation, Track
from events.services import agenda, groups, participations
from events.services.precedence import put_item_in_order
from events.states import ItemState
from people.api.doors import keeping
from people.api.precedence import ordering_by_precedence


class AgendaItemDoor(VerbDoor):
    rule = keeping(READ, RUN, move=RUN, order_participations=RUN, order_by_precedence=RUN)
    model, picture = AgendaItem, AGENDA_ITEM
    one, many = "an agenda item", "agenda items"
    parent = "event"
    input, changes = AgendaItemInput, changing(AgendaItemInput)
    filterset_class = AgendaItemFilter
    related = ("event", "room", "host", "track")
    verbs = Verbs(agenda.add_item, agenda.amend_item, agenda.delete_item)

    @action(
        detail=True,
        methods=["post"],
        input=ItemMoveInput,
        summary="Move an agenda item to another state",
        demands_etag=True,
    )
    @transaction.atomic
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """Say that it was held, with the gist of what happened; drop it; or plan it again."""
        item = self.opened(related=self.related)
        expected = self.demanded(item)
        values = self.sent()
        to, note = values.pop("to"), values.pop("note", "")
        if values and to == ItemState.HELD:
            agenda.record_held(item, values, expected=expected, **self.doing)
        else:
            agenda.move_item(item, to=to, note=note, expected=expected, **self.doing)
        return self.changed(item)

    order_participations = ordering(
        "order_participations", participations.reorder_participations, path="participation-order",
        summary="Order who takes part in an agenda item", said="In this order they stand in the programme.",
    )  # fmt: skip

    order_by_precedence = ordering_by_precedence(
        put_item_in_order, summary="Put who takes part in an agenda item in order of precedence",
        said="Each role in its own order; `GET /events/{slug}/precedence/` says why one stands before another.",
    )  # fmt: skip


class TrackDoor(VerbDoor):
    model, picture = Track, TRACK
    one, many = "a track", "tracks"
    parent = "event"
    input, changes = TrackInput, changing(TrackInput)
    filterset_class = OfEventFilter
    verbs = Verbs(agenda.add_track, agenda.amend_track, agenda.delete_track)


class ParticipationDoor(VerbDoor):
    model, picture = Participation, PARTICIPATION
    one, many = "a participation", "participations"
    parent = "item"
    input, changes = ParticipationInput, changing(ParticipationInput)
    filterset_class = ParticipationFilter
    related = ("person", "group")
    verbs = Verbs(
        participations.add_participation,
        participations.amend_participation,
        participations.remove_participation,
    )


class GroupDoor(VerbDoor):
    """Participants without names: as many, from wherever, as is stated."""

    model, picture = Group, GROUP
    one, many = "a group", "groups"
    parent = "event"
    input, changes = GroupInput, changing(GroupInput)
    filterset_class = OfEventFilter
    verbs = Verbs(groups.add_group, groups.amend_group, groups.delete_group)

    def amend(self, obj: Group, values: dict[str, Any], expected: int) -> None:
        organizations = values.pop("organizations", None)
        groups.amend_group(obj, values, organizations=organizations, expected=expected, **self.doing)
