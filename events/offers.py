"""Sockets for higher rooms: what the own page of a participant offers beside the registration, such as an itinerary, and
where else the office keeps something of a participant, such as a passport.

A room registers in its `AppConfig.ready()`; the events room asks without knowing whom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from events.models import Registration
from people.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of the page; of a participant's own page, to an address that opens without an account."""

    label: str
    href: str
    icon: str


Offering = Callable[[Registration], Offer | None]
StaffOffering = Callable[[User, Registration], list[Offer]]
_offerings: list[Offering] = []
_of_staff: list[StaffOffering] = []


def offer(offering: Offering) -> None:
    if offering not in _offerings:
        _offerings.append(offering)


def offers_for(registration: Registration) -> list[Offer]:
    """What every room offers the participant, in the order in which they registered."""
    return [made for offering in _offerings if (made := offering(registration))]


def offer_to_staff(offering: StaffOffering) -> None:
    if offering not in _of_staff:
        _of_staff.append(offering)


def offers_to(user: User, registration: Registration) -> list[Offer]:
    """Where every room keeps more of the participant that this user may see."""
    return [made for offering in _of_staff for made in offering(user, registration)]
