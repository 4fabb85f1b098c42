"""Venues and their rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Conflict
from events.models import Room, Venue
from people.models import Office
from people.services import records
from people.services.journal import Actor

REFUSALS: records.Refusals = {
    "venue_name_once": lambda: Conflict(_("There is a venue of this name already."), field="name"),
    "room_name_once": lambda: Conflict(_("The venue has a room of this name already."), field="name"),
}


def add_venue(*, office: Office, by: Actor, at: dt.datetime, **values: Any) -> Venue:
    return records.create(Venue(office=office, **values), by=by, at=at, refusals=REFUSALS)


def amend_venue(
    venue: Venue, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Conflict, Invalid, Stale."""
    return records.amend(venue, changes, by=by, at=at, expected=expected, refusals=REFUSALS)


def add_room(*, venue: Venue, by: Actor, at: dt.datetime, **values: Any) -> Room:
    """Raises Conflict when the venue has a room of this name."""
    return records.create(
        Room(office_id=venue.office_id, venue=venue, **values), by=by, at=at, refusals=REFUSALS
    )


def amend_room(
    room: Room, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    return records.amend(room, changes, by=by, at=at, expected=expected, refusals=REFUSALS)


def delete_venue(venue: Venue, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict while it has rooms."""
    records.delete(venue, by=by, at=at)


def delete_room(room: Room, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict while agenda items are in it."""
    records.delete(room, by=by, at=at)
