"""What anyone may read: published events and their programmes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from base.api import encode
from base.errors import Missing
from base.etag import shown_etag, still_holds
from base.pictures import Picture, part, text, uid
from events import showing
from events.api.agenda_pictures import ITEM, PUBLIC_PART
from events.api.filters import PublicEventFilter
from events.api.pictures import PUBLIC_EVENT
from events.models import AgendaItem, Event, Participation
from events.programme import UNTOLD, place_in_agenda
from events.showing import AGENDA, PEOPLE
from people.api.doors import PUBLIC, Answer, Reading, respond

PUBLIC_ITEM = Picture(
    "PublicAgendaItem",
    uid=uid(),
    **ITEM,
    track=text("track__name", null=True),
    participations=part(
        PUBLIC_PART,
        lambda: Participation.objects.exclude(role__in=UNTOLD, person__isnull=False),
        of="item_id",
    ),
)


class PublicEventDoor(Reading):
    """Published events without any authentication; those shown by link only are not listed."""

    rule: ClassVar[Mapping[str, str]] = {"list": PUBLIC, "retrieve": PUBLIC, "agenda": PUBLIC}
    model, picture = Event, PUBLIC_EVENT
    one, many = "a published event", "published events"
    authentication_classes: Any = []
    filterset_class = PublicEventFilter
    lookup_field, lookup_value_converter = "slug", "slug"

    def get_queryset(self) -> models.QuerySet[Any]:
        return Event.objects.listed() if self.action == "list" else Event.objects.published()

    def listed(self) -> models.QuerySet[Any]:
        return self.filter_queryset(self.get_queryset())

    def shown(self, queryset: models.QuerySet[Any], *, status: int = 200, created: bool = False) -> Answer:
        row = self.picture.rows(queryset, "uid", "version").first()
        if row is None:
            raise Missing
        body = encode(self.picture.many([row])[0])
        return Answer(
            200,
            body,
            {"ETag": shown_etag(row["uid"], row["version"], body), "Cache-Control": "public, no-cache"},
        )

    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=PUBLIC_ITEM, shows_many=True,
        summary="Read the programme of a published event",
    )  # fmt: skip
    def agenda(self, request: Request, slug: str) -> HttpResponse:
        """Its public items in their order, with who speaks; made once for each revision of what it shows."""
        shown = showing.opened_to_anyone(request._request, slug, AGENDA, PEOPLE)
        if not shown.published:
            raise Missing
        etag = f'"agenda-{shown.revision}"'
        if still_holds(request._request, etag):
            return HttpResponse(status=304, headers={"ETag": etag})
        body = showing.kept("agenda-json", shown, lambda: _agenda_of(shown.pk))
        return respond(Answer(200, body, {"ETag": etag, "Cache-Control": "public, no-cache"}))


def _agenda_of(event_pk: int) -> bytes:
    rows = PUBLIC_ITEM.rows(AgendaItem.objects.filter(event_id=event_pk).public(), "position").order_by()
    return encode(PUBLIC_ITEM.many(sorted(rows, key=place_in_agenda)))
