"""The doors of series and events."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.inputs import changing
from events.api.agenda_pictures import AGENDA_ITEM, CLASH
from events.api.doors import READ, RUN, WRITE, ordering
from events.api.filters import EventFilter
from events.api.inputs import CloneInput, EventInput, EventMoveInput, SeriesInput
from events.api.pictures import EVENT, SERIES
from events.api.precedence import CONVENTION, PLACED, places
from events.models import AgendaItem, Event, Series
from events.programme import place_in_agenda
from events.services import (
    agenda,
    bodies,
    cloning,
    exhibits,
    lifecycle,
    participations,
    schedule,
    sources,
)
from events.services import series as series_verbs
from people.api.doors import keeping
from people.api.filters import NoticeFilter, RecordFilter
from people.api.keeping import Keeping
from people.api.pauses import Resting
from people.api.pictures import NOTICE
from people.models import Notice


class SeriesDoor(Keeping):
    rule = keeping(READ, RUN)
    model, picture = Series, SERIES
    one, many = "a series", "series"
    input, changes = SeriesInput, changing(SeriesInput)
    filterset_class = RecordFilter

    def add(self, place: Any, values: dict[str, Any]) -> Series:
        return series_verbs.add_series(office=place, **values, **self.doing)

    def amend(self, obj: Series, values: dict[str, Any], expected: int) -> None:
        series_verbs.amend_series(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Series) -> None:
        series_verbs.delete_series(obj, **self.doing)


class EventDoor(Keeping, Resting):
    rule = keeping(
        READ,
        RUN,
        move=RUN,
        clone=RUN,
        order_agenda=RUN,
        order_bodies=RUN,
        order_exhibits=WRITE,
        order_sources=WRITE,
        agenda=READ,
        clashes=READ,
        precedence="events.read_participants",
        notices="people.read",
        reminder_pause=READ,
        pause_reminders=RUN,
        resume_reminders=RUN,
    )
    model, picture = Event, EVENT
    one, many = "an event", "events"
    input, changes = EventInput, changing(EventInput)
    filterset_class = EventFilter
    lookup_field, lookup_value_converter = "slug", "slug"
    related = ("series", "parent", "office")

    order_agenda = ordering(
        "order_agenda", agenda.reorder, path="agenda-order", summary="Order the agenda",
        said="The order counts among items of one day that have no time, or the same.",
    )  # fmt: skip
    order_bodies = ordering(
        "order_bodies", bodies.reorder_bodies, path="body-order", summary="Order the bodies",
        said="In this order they stand on its page and in its report.",
    )  # fmt: skip
    order_exhibits = ordering(
        "order_exhibits", exhibits.reorder_exhibits, path="exhibit-order", summary="Order the exhibits",
        said="In this order they stand on its page and in its report.",
    )  # fmt: skip
    order_sources = ordering(
        "order_sources", sources.reorder_sources, path="source-order", summary="Order the sources",
        said="In this order they stand on its page and in its report.",
    )  # fmt: skip

    def add(self, place: Any, values: dict[str, Any]) -> Event:
        return schedule.schedule(office=place, **values, **self.doing)

    def amend(self, obj: Event, values: dict[str, Any], expected: int) -> None:
        schedule.amend_event(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Event) -> None:
        """Only a draft can be deleted."""
        lifecycle.delete_draft(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=EventMoveInput,
        summary="Move an event to another state",
        demands_etag=True,
    )
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """Publish, start, hold, close, postpone or cancel it, with what follows from that: letters, reminders, its pages."""
        event = self.opened(related=self.related)
        expected = self.demanded(event)
        lifecycle.move_event(event, expected=expected, **self.sent(), **self.doing)
        return self.changed(event)

    @action(detail=True, methods=["post"], input=CloneInput, summary="Clone an event", status=201)
    def clone(self, request: Request, **lookup: Any) -> HttpResponse:
        """A new draft on another day, with bodies, agenda, tasks and reminder rules; registrations stay behind."""
        event = self.opened(related=self.related)
        values = self.sent()
        return self.once(lambda: self.made(cloning.clone(event, **values, **self.doing)))

    @action(
        detail=True, url_path="agenda", pagination_class=None, filterset_class=None, shows=AGENDA_ITEM, shows_many=True,
        summary="Read the agenda of an event",
    )  # fmt: skip
    def agenda(self, request: Request, **lookup: Any) -> Response:
        """All its items in their order, with who takes part."""
        event = self.opened()
        rows = AGENDA_ITEM.rows(
            AgendaItem.objects.visible_to(request.user).filter(event=event), "pk"
        ).order_by()
        return Response(AGENDA_ITEM.many(sorted(rows, key=place_in_agenda)))

    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=CLASH, shows_many=True,
        summary="List who is to be in two places at once",
    )  # fmt: skip
    def clashes(self, request: Request, **lookup: Any) -> Response:
        """People of its agenda who are expected at two items at the same time, here or at another event of the office."""
        return Response(
            [CLASH.of(dataclasses.asdict(clash)) for clash in participations.warnings_of(self.opened())]
        )

    @extend_schema(parameters=[CONVENTION])
    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=PLACED, shows_many=True,
        summary="List the named participants of an event in order of precedence",
    )  # fmt: skip
    def precedence(self, request: Request, **lookup: Any) -> Response:
        """By the convention asked for, else the default of the office; each with the reason for its place."""
        event = self.opened(related=("office",))
        return Response(places(event, request.query_params.get("convention", "")))

    @action(
        detail=True,
        queryset=Notice.objects.none(),
        filterset_class=NoticeFilter,
        shows=NOTICE,
        shows_many=True,
        summary="List the notices of an event",
    )
    def notices(self, request: Request, **lookup: Any) -> Any:
        """What was sent about it, is about to be, or failed; newest first."""
        event = self.opened()
        self.order = "-pk"
        found = Notice.objects.visible_to(request.user).about(f"event:{event.pk}")
        page: Any = self.paginator
        rows = page.paginate_queryset(NOTICE.rows(self.filter_queryset(found), "pk"), request, view=self)
        return page.get_paginated_response(NOTICE.many(rows))

    def rests_with(self, obj: Event) -> Sequence[Any]:
        return (obj, obj.office)
