"""`{% load events %}`: what templates ask of an event."""

from __future__ import annotations

from typing import TypedDict

from django import template
from django.utils import timezone

from events.models import Event
from events.services.lifecycle import proposed_move
from events.states import EventState
from events.views.moves import Move, moves_of

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


_UNPUBLISHED = (EventState.DRAFT, EventState.POSTPONED)
