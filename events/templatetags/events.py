"""`{% load events %}`: what templates ask of an event."""

from __future__ import annotations

from django import template

from events.models import Event
from events.views.moves import Move, moves_of

register = template.Library()


@register.simple_tag
def open_moves(event: Event) -> list[Move]:
    """The moves that are open to the event, as buttons show them."""
    return moves_of(event)
