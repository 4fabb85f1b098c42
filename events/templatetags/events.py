"""`{% load events %}`: what templates ask of an event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from django import template
from django.utils import timezone

from base.locale_text import edition_in_words
from events.item_validators import is_web_address
from events.models import Event, Group
from events.services.lifecycle import proposed_move
from events.states import EventState
from events.views.moves import Move, moves_of
from events.when import days_of_event, hours_of
from events.words import broadcast_in_words, origin_of

register = template.Library()


class Offered(TypedDict):
    """The move to put first, and the others."""

    first: Move | None
    others: list[Move]


@register.simple_tag
def open_moves(event: Event) -> Offered:
    """The moves that are open to the event: first what is next to do — publishing, or what the clock proposes."""
    moves = moves_of(event)
    wanted = EventState.PUBLISHED if event.state in _UNPUBLISHED else proposed_move(event, timezone.now())
    first = next((move for move in moves if move.to == wanted), None)
    return {"first": first, "others": [move for move in moves if move is not first]}


@register.simple_tag
def event_days(event: Any) -> str:
    """The days of an event as far as they are stated."""
    return days_of_event(event)


@register.simple_tag
def hours(thing: Any, zone: str = "", on_clock: bool = False) -> str:
    """From when to when an event or an item is, or the part of the day; `on_clock` says whose clock that is."""
    return hours_of(thing, zone=zone, on_clock=on_clock)


@register.simple_tag
def edition(number: int) -> str:
    """`8th edition`."""
    return edition_in_words(number)


@register.filter
def web_address(url: str) -> bool:
    """Whether it may stand in a link."""
    return is_web_address(url)


@register.simple_tag
def broadcast(event: Event) -> str:
    """`broadcast live in China and Hungary`."""
    return broadcast_in_words(event)


@register.simple_tag
def from_where(group: Group, organizations: Iterable[Any] = ()) -> str:
    """The countries, regions and bodies of unnamed participants, as a list or as examples."""
    return origin_of(
        countries=[str(getattr(country, "code", country)) for country in group.countries],
        regions=group.regions,
        organizations=[str(one) for one in organizations],
        complete=group.list_complete,
    )


_UNPUBLISHED = (EventState.DRAFT, EventState.POSTPONED)
