"""What somebody must mend before a delegation comes, found in what is recorded; a bounded number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from delegations import passport_rules, reception_rules, travel_rules
from delegations.models import Delegation
from delegations.states import DelegationState
from delegations.travel_picture import TravelPicture, picture_of
from delegations.travel_sight import without_travel
from delegations.warning import TravelWarning
from events.states import EventState

OVER = frozenset({EventState.HELD, EventState.CLOSED, EventState.CANCELLED})
GONE = frozenset({DelegationState.DEPARTED, DelegationState.WITHDRAWN})


def warnings_of(
    delegation: Delegation, *, guarded: bool = False, at: dt.datetime | None = None
) -> list[TravelWarning]:
    """What is wrong with its journey and reception; nothing once it has gone or its event is over.

    `guarded` also tells what rests on journeys, rooms, vehicles, passports and visas: for those with `delegations.escort`
    alone.
    """
    if delegation.state in GONE or delegation.event.state in OVER:
        return []
    picture = picture_of(delegation.event, delegation)
    told = picture if guarded else without_travel(picture)
    return _found(told, guarded=lambda _one: guarded, at=at or timezone.now())


def warnings_in(
    told: TravelPicture, *, guarded: Callable[[Delegation], bool], at: dt.datetime | None = None
) -> list[TravelWarning]:
    """Of all delegations of an event that are expected, and of those who travel in none.

    `told` is the picture as the reader may see it; `guarded` is asked for each delegation, of its passports and visas.
    """
    if told.event.state in OVER:
        return []
    return _found(told, guarded=guarded, at=at or timezone.now())


def _found(
    picture: TravelPicture, *, guarded: Callable[[Delegation], bool], at: dt.datetime
) -> list[TravelWarning]:
    reception = reception_rules.read(picture)
    found: list[TravelWarning] = [
        *travel_rules.missing_times(picture),
        *reception_rules.late_for_duty(picture, reception),
        *travel_rules.without_pick_up(picture),
        *travel_rules.overfull_rooms(picture),
        *travel_rules.overfull_vehicles(picture),
        *travel_rules.nights_without_room(picture),
        *reception_rules.nobody_assigned(picture, reception),
        *reception_rules.no_interpreter(picture, reception),
    ]
    open_to = {one.pk for one in picture.delegations if guarded(one)}
    if open_to:
        found += passport_rules.documents(picture, open_to, on=at.date())
    return sorted(found, key=lambda one: one.urgent, reverse=True)
