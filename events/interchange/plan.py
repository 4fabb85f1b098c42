"""What importing a schedule would do: every part of it beside the record that it is, before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from events.interchange.findings import Findings
from events.interchange.picture import Schedule, Speaker, Talk
from events.models import AgendaItem, Event, Participation, Room, Track, Venue
from people.models import Person

Changes = dict[str, Any]
Drop = frozenset[UUID] | str
DROP_ALL = "all"
NEW_PERSON = "new"


def unsaved(record: Any) -> bool:
    return record.pk is None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the file cannot say. `speakers`: key of a speaker → uid of a person, or `new`; `drop`: items to drop, or `all`.

    `take_event`: whether the event takes title, days and zone from the file; None where its state decides.
    """

    zone: str = ""
    venue: str = ""
    take_event: bool | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    drop: Drop = frozenset()


@dataclass(slots=True)
class PlannedSpeaker:
    """One speaker of the file and the person that is meant; without one, the candidates of that name."""

    key: str
    name: str
    where: str
    person: Person | None = None
    known: bool = False
    candidates: list[Person] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.person is None


@dataclass(slots=True)
class PlannedPart:
    speaker: Speaker
    participation: Participation
    changes: Changes


@dataclass(slots=True)
class PlannedItem:
    """A talk and its item, with what it is to state; `changes` are empty where the item is just so already."""

    talk: Talk
    item: AgendaItem
    values: Changes = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    parts: list[PlannedPart] = field(default_factory=list)
    gone: list[Participation] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return unsaved(self.item)

    @property
    def parts_change(self) -> bool:
        return bool(self.gone) or any(unsaved(part.participation) or part.changes for part in self.parts)

    @property
    def changed(self) -> list[str]:
        """Names of what changes, for a person: `interchange` and derived columns are no news."""
        quiet = ("interchange", "part_of_day", "guid")
        names = [name for name in self.changes if name not in quiet]
        return [*names, "persons"] if self.parts_change else names


@dataclass(slots=True)
class Plan:
    schedule: Schedule
    event: Event
    venue: Venue
    event_changes: Changes = field(default_factory=dict)
    taken: Changes = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    room_changes: list[tuple[Room, Changes]] = field(default_factory=list)
    tracks: dict[str, Track] = field(default_factory=dict)
    track_changes: list[tuple[Track, Changes]] = field(default_factory=list)
    speakers: dict[str, PlannedSpeaker] = field(default_factory=dict)
    items: list[PlannedItem] = field(default_factory=list)
    vanished: list[AgendaItem] = field(default_factory=list)
    dropping: list[AgendaItem] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    done: dict[str, int] | None = None
    """What was counted before it was written: afterwards nothing is new."""

    @property
    def is_new(self) -> bool:
        return unsaved(self.event)

    @property
    def new_items(self) -> list[PlannedItem]:
        return [one for one in self.items if one.is_new]

    @property
    def changed_items(self) -> list[PlannedItem]:
        return [one for one in self.items if not one.is_new and one.changed]

    @property
    def new_rooms(self) -> list[Room]:
        return [room for room in self.rooms.values() if unsaved(room)]

    @property
    def new_tracks(self) -> list[Track]:
        return [track for track in self.tracks.values() if unsaved(track)]

    @property
    def new_people(self) -> list[Person]:
        return [one.person for one in self.speakers.values() if one.person and unsaved(one.person)]

    @property
    def open_speakers(self) -> list[PlannedSpeaker]:
        return [one for one in self.speakers.values() if one.is_open]

    @property
    def changes_anything(self) -> bool:
        return bool(
            self.is_new or self.event_changes or self.new_items or self.new_rooms or self.new_tracks or self.new_people
            or self.room_changes or self.track_changes or self.dropping
            or any(one.changes or one.parts_change for one in self.items)
        )  # fmt: skip

    @property
    def counts(self) -> dict[str, int]:
        """How many of what the import makes, changes and drops."""
        return self.done or {
            "items_created": len(self.new_items),
            "items_changed": len(self.changed_items),
            "items_unchanged": len(self.items) - len(self.new_items) - len(self.changed_items),
            "items_dropped": len(self.dropping),
            "rooms_created": len(self.new_rooms),
            "tracks_created": len(self.new_tracks),
            "people_created": len(self.new_people),
        }

    @property
    def seal(self) -> str:
        """Changes with what the records say, not with what is chosen: so that what was shown is what is written."""
        content = [
            sorted(self.taken),
            [
                (one.talk.where, "" if one.is_new else str(one.item.uid), sorted(one.changes))
                for one in self.items
            ],
            [(one.key, [str(person.uid) for person in one.candidates]) for one in self.speakers.values()],
            sorted(str(item.uid) for item in self.vanished),
            self.event.version if self.event.pk else 0,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]
