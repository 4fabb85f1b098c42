"""The doors of the agenda: items, tracks, participations and unnamed groups."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from base.inputs import changing
from events.api.agenda_pictures import AGENDA_ITEM, GROUP, PARTICIPATION, TRACK
from events.api.filters import AgendaItemFilter, OfEventFilter, ParticipationFilter
from events.api.inputs import (
    AgendaItemInput,
    GroupInput,
    ItemMoveInput,
    OrderInput,
    ParticipationInput,
    TrackInput,
)
from events.models import AgendaItem, Group, Participation, Track
from events.services import agenda, groups, participations
from events.states import ItemState
from people.api.doors import keeping
from people.api.keeping import Keeping

READ, RUN = "events.read", "events.run"


class AgendaItemDoor(Keeping):
    rule = keeping(READ, RUN, move=RUN, order_participations=RUN)
    model, picture = AgendaItem, AGENDA_ITEM
    one, many = "an agenda item", "agenda items"
    parent = "event"
    input, changes = AgendaItemInput, changing(AgendaItemInput)
    filterset_class = AgendaItemFilter
    related = ("event", "room", "host", "track")

    def add(self, place: Any, values: dict[str, Any]) -> AgendaItem:
        return agenda.add_item(**values, **self.doing)

    def amend(self, obj: AgendaItem, values: dict[str, Any], expected: int) -> None:
        agenda.amend_item(obj, values, expected=expected, **self.doing)

    def remove(self, obj: AgendaItem) -> None:
        agenda.delete_item(obj, **self.doing)

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

    @action(
        detail=True, methods=["post"], url_path="participation-order", url_name="order", input=OrderInput, status=204,
        summary="Order who takes part in an agenda item",
    )  # fmt: skip
    def order_participations(self, request: Request, **lookup: Any) -> HttpResponse:
        """In this order they stand in the programme."""
        participations.reorder_participations(self.opened(), self.sent()["uids"], **self.doing)
        return HttpResponse(status=204)


class TrackDoor(Keeping):
    rule = keeping(READ, RUN)
    model, picture = Track, TRACK
    one, many = "a track", "tracks"
    parent = "event"
    input, changes = TrackInput, changing(TrackInput)
    filterset_class = OfEventFilter
    verbs_know_versions = False

    def add(self, place: Any, values: dict[str, Any]) -> Track:
        return agenda.add_track(**values, **self.doing)

    def amend(self, obj: Track, values: dict[str, Any], expected: int) -> None:
        agenda.amend_track(obj, values, **self.doing)

    def remove(self, obj: Track) -> None:
        agenda.delete_track(obj, **self.doing)


class ParticipationDoor(Keeping):
    rule = keeping(READ, RUN)
    model, picture = Participation, PARTICIPATION
    one, many = "a participation", "participations"
    parent = "item"
    input, changes = ParticipationInput, changing(ParticipationInput)
    filterset_class = ParticipationFilter
    related = ("person", "group")

    def add(self, place: Any, values: dict[str, Any]) -> Participation:
        return participations.add_participation(**values, **self.doing)

    def amend(self, obj: Participation, values: dict[str, Any], expected: int) -> None:
        participations.amend_participation(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Participation) -> None:
        participations.remove_participation(obj, **self.doing)


class GroupDoor(Keeping):
    """Participants without names: as many, from wherever, as is stated."""

    rule = keeping(READ, RUN)
    model, picture = Group, GROUP
    one, many = "a group", "groups"
    parent = "event"
    input, changes = GroupInput, changing(GroupInput)
    filterset_class = OfEventFilter

    def add(self, place: Any, values: dict[str, Any]) -> Group:
        return groups.add_group(**values, **self.doing)

    def amend(self, obj: Group, values: dict[str, Any], expected: int) -> None:
        organizations = values.pop("organizations", None)
        groups.amend_group(obj, values, organizations=organizations, expected=expected, **self.doing)

    def remove(self, obj: Group) -> None:
        groups.delete_group(obj, **self.doing)
