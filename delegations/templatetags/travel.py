"""Boards of travel on pages: `{% load travel %}`."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from delegations.models import Delegation
from delegations.travel_picture import Drive, LegLine, StayLine, Who
from delegations.travel_sight import Sight

register = template.Library()


@register.filter
def sees(sight: Sight, who: Who) -> bool:
    """Whether telephone number and booking reference of this one are shown."""
    return sight.of(who.delegation)


@register.filter
def may_note(line: LegLine, sight: Sight) -> bool:
    """Whether the reader may note that they have arrived: somebody on it, or its delegation, is theirs."""
    return sight.of(line.owner) or any(sight.of(who.delegation) for _row, who, _vehicle in line.travellers)


@register.filter
def delegations_on(line: LegLine) -> list[Delegation]:
    return _delegations([line.owner, *(who.delegation for _row, who, _vehicle in line.travellers)])


@register.filter
def delegations_in(line: StayLine) -> list[Delegation]:
    return _delegations([line.owner, *(who.delegation for who in line.occupants)])


@register.filter
def goal_of(drive: Drive) -> str:
    """Where it drives to or from, in a few words."""
    if drive.leg is not None:
        return f"{drive.leg.get_way_display()} {drive.leg}"
    return drive.item.title or str(drive.item.get_kind_display()) if drive.item else ""


def _delegations(found: Iterable[Delegation | None]) -> list[Delegation]:
    """Each once."""
    return list({one.pk: one for one in found if one is not None}.values())
