"""Rooms and tracks of a schedule beside those of the office and the event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from events.interchange.picture import Schedule
from events.interchange.plan import Changes, Plan, unsaved
from events.models import AgendaItem, Event, Room, Track, Venue

DETAILS = ("color", "slug")
LONGEST = 200
MOST_SEATS = 2_147_483_647


class Rooms:
    """Finds a room by its name: one that the agenda uses already, else one of the venue; else it is a new one there."""

    def __init__(self, venue: Venue, there: Sequence[Room], used: Sequence[Room]) -> None:
        self.venue = venue
        self.found: dict[str, Room] = {room.name: room for room in [*there, *used]}
        self.needed: dict[str, Room] = {}

    def of(self, name: str) -> Room:
        if name not in self.found:
            self.found[name] = Room(office_id=self.venue.office_id, venue=self.venue, name=name)
        return self.needed.setdefault(name, self.found[name])


def places(schedule: Schedule, event: Event, items: Sequence[AgendaItem], chosen: str) -> tuple[Venue, Rooms]:
    """The venue: the one chosen by name, else that of the earlier import, else the one named after the conference."""
    earlier = event.interchange.get("venue", "")
    name = (chosen.strip() or schedule.conference.title.strip() or event.slug)[:LONGEST]
    office = event.office_id
    wanted = Q(name=name) | (Q(uid=earlier) if earlier and not chosen.strip() else Q(pk=None))
    venues = {str(venue.uid): venue for venue in Venue.objects.filter(wanted, office_id=office)}
    venue = None if chosen.strip() else venues.get(earlier)
    venue = venue or next((one for one in venues.values() if one.name == name), None)
    venue = venue or Venue(office_id=office, name=name, city=event.city, country=event.country)
    there = list(Room.objects.filter(venue=venue)) if venue.pk else []
    for room in there:
        room.venue = venue
    used = [] if chosen.strip() else [item.room for item in items if item.room is not None]
    return venue, Rooms(venue, there, used)


def plan_rooms(plan: Plan, rooms: Rooms) -> None:
    """Every room that the file names, also one where nothing takes place; seats as the file states them."""
    named = {str(room["name"]): room for room in plan.schedule.conference.rooms or []}
    empty = {name for day in plan.schedule.days for name, count in day.stated["rooms"] if not count}
    for name in plan.schedule.room_names:
        if name in rooms.needed or name in named or name in empty:
            plan.rooms[name] = rooms.of(name)
    for name, stated in named.items():
        seats = stated.get("capacity")
        if not isinstance(seats, int | float) or int(seats) != seats or seats > MOST_SEATS:
            continue
        room = plan.rooms[name]
        if unsaved(room):
            room.capacity = int(seats)
        elif room.capacity != int(seats):
            plan.room_changes.append((room, {"capacity": int(seats)}))


def plan_tracks(plan: Plan, there: Sequence[Track]) -> None:
    """Tracks by name, with color and short name kept beside it."""
    known = {track.name: track for track in there}
    listed: dict[str, dict[str, Any]] = {
        str(one["name"]): one for one in plan.schedule.conference.tracks or []
    }
    names = [*listed, *(talk.track for talk in plan.schedule.talks if talk.track)]
    for name in dict.fromkeys(names):
        details: Changes = {key: value for key, value in listed.get(name, {}).items() if key in DETAILS}
        track = known.get(name) or Track(office_id=plan.event.office_id, event=plan.event, name=name)
        plan.tracks[name] = track
        if unsaved(track):
            track.interchange = details
        elif details and track.interchange != details:
            plan.track_changes.append((track, {"interchange": details}))
