"""How records of ours are told apart in a schedule: identifiers that stay the same, and reveal none of the directory's."""

from __future__ import annotations

import uuid

from base.languages import best
from events.models import AgendaItem, Event
from people.models import Person


def item_guid(item: AgendaItem) -> uuid.UUID:
    """The one that it came with, else its own."""
    return item.guid or item.uid


def item_number(guid: uuid.UUID) -> int:
    """A number for readers that know no guid."""
    return int(guid.hex[:7], 16) + 1


def person_guid(event: Event, person: Person) -> uuid.UUID:
    """The same at all talks of one event, another at every event."""
    return uuid.uuid5(event.uid, str(person.uid))


def room_label(item: AgendaItem) -> str:
    """The room, or what stands for one: a place in words, or the host that is visited."""
    if item.room is not None:
        return item.room.name
    place, _language = best(item, "place")
    if place:
        return place
    return (best(item.host, "name")[0] or item.host.native_name) if item.host else ""
