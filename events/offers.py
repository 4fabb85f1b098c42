"""A socket for higher rooms: what the own page of a participant offers beside the registration, such as an itinerary.

A room registers in its `AppConfig.ready()`; the events room asks without knowing whom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from events.models import Registration


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of the page, to an address that opens without an account."""

    label: str
    href: str
    icon: str


Offering = Callable[[Registration], Offer | None]
_offerings: list[Offering] = []


def offer(offering: Offering) -> None:
    if offering not in _offerings:
        _offerings.append(offering)


def offers_for(registration: Registration) -> list[Offer]:
    """What every room offers the participant, in the order in which they registered."""
    return [made for offering in _offerings if (made := offering(registration))]
