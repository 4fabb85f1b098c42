"""The boards of travel: of an event, and of one delegation."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from delegations import travel_lists as lists
from delegations.models import Delegation, Gift
from delegations.services.warnings import warnings_in, warnings_of
from delegations.travel_picture import TravelPicture, picture_of
from delegations.travel_sight import Sight, sight_of, told_to
from delegations.views.delegations import opened_delegation
from events.models import AgendaItem, Event
from events.opening import event_of
from events.states import ItemState
from people.doors import StaffRequest, staff

READ = "delegations.read"


@staff(None)
def arrivals(request: StaffRequest, slug: str) -> HttpResponse:
    """Arrivals and departures, day by day and hour by hour."""
    picture, sight = _told(request, event_of(request, slug, READ))
    return _board(request, picture, sight, "delegations/travel_arrivals.html", days=by_day(picture))


@staff(None)
def rooms(request: StaffRequest, slug: str) -> HttpResponse:
    picture, sight = _told(request, event_of(request, slug, READ))
    return _board(request, picture, sight, "delegations/travel_rooms.html", hotels=by_hotel(picture))


@staff(None)
def vehicles(request: StaffRequest, slug: str) -> HttpResponse:
    """In the order of the motorcade, with what each does."""
    picture, sight = _told(request, event_of(request, slug, READ))
    through: Any = Delegation.items.through
    attended = through.objects.filter(delegation__event=picture.event).values("agendaitem")
    items = AgendaItem.objects.filter(pk__in=attended).exclude(state=ItemState.DROPPED)
    return _board(request, picture, sight, "delegations/travel_vehicles.html", items=list(items))


@staff(None)
def gifts(request: StaffRequest, slug: str) -> HttpResponse:
    event = event_of(request, slug, READ)
    picture = TravelPicture(event=event, of=None, people={})
    rows = gifts_of(event)
    sight = sight_of(request.user, picture)
    groups = [(one, list(own)) for one, own in groupby(rows, key=lambda gift: gift.delegation)]
    return _board(request, picture, sight, "delegations/travel_gifts.html", groups=groups)


@staff(None)
def warnings(request: StaffRequest, slug: str) -> HttpResponse:
    """What somebody must mend before they come."""
    picture, sight = _told(request, event_of(request, slug, READ))
    found = warnings_in(picture, guarded=sight.of)
    return _board(request, picture, sight, "delegations/travel_warnings.html", warnings=found)


@staff(None)
def travel(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Journeys, rooms and vehicles of one delegation, with what is wrong."""
    delegation = opened_delegation(request, uid, READ)
    picture, sight = _told(request, delegation.event, delegation)
    context = {
        "delegation": delegation,
        "days": by_day(picture, cancelled=True),
        "hotels": by_hotel(picture),
        "warnings": warnings_of(delegation, guarded=sight.of(delegation)),
    }
    return _board(request, picture, sight, "delegations/travel.html", **context)


def _told(
    request: StaffRequest, event: Event, delegation: Delegation | None = None
) -> tuple[TravelPicture, Sight]:
    """What the reader may see, and what they see it by."""
    picture = picture_of(event, delegation)
    sight = sight_of(request.user, picture)
    return told_to(request.user, picture, sight), sight


def by_day(picture: TravelPicture, *, cancelled: bool = False) -> list[tuple[str, list[Any]]]:
    lines = picture.legs if cancelled else picture.standing
    return [(lists.day_title(day), list(own)) for day, own in groupby(lines, key=lambda line: line.day)]


def by_hotel(picture: TravelPicture) -> list[tuple[Any, list[Any]]]:
    return [(hotel, list(own)) for hotel, own in groupby(picture.stays, key=lambda line: line.stay.hotel)]


def gifts_of(event: Event) -> Any:
    rows = Gift.objects.filter(delegation__event=event).select_related("delegation", "person", "organization")
    return rows.prefetch_related("delegation__senders__organization").order_by(
        "delegation__position", "delegation", "on", "pk"
    )


def _board(
    request: StaffRequest, picture: TravelPicture, sight: Sight, template: str, **more: Any
) -> HttpResponse:
    event = picture.event
    context = {
        "event": event, "picture": picture, "sight": sight, "may_run": sight.runs, "untold": not sight.tells(picture), **more,
    }  # fmt: skip
    return render(request, template, context)
