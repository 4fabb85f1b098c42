"""The typed picture of an itinerary: days and their lines, in the words of one language."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

from base.dates import PartialDate


class Kind(enum.StrEnum):
    ITEM = "item"
    LEG = "leg"
    ARRIVAL = "arrival"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody by name in both scripts; `phone` is empty for readers who may not see it."""

    name: str
    native: str = ""
    post: str = ""
    phone: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.native}".strip()


@dataclass(frozen=True, slots=True)
class Aboard:
    """A vehicle of a line and who rides in it; `who` is empty when it is everybody."""

    name: str
    kind: str
    plate: str
    driver: str
    phone: str
    who: tuple[Who, ...]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.kind, self.plate, self.driver, self.phone) if part)


@dataclass(frozen=True, slots=True)
class Room:
    number: str
    kind: str
    who: tuple[Who, ...]

    def __str__(self) -> str:
        label = " ".join(part for part in (self.number, self.kind) if part)
        return ": ".join(part for part in (label, ", ".join(map(str, self.who))) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happens. Wall times stand on the clock of `zone`; the moments are the same in UTC.

    `echo` marks the arrival of a leg that departs on an earlier day, and the check-out of a stay: it is the end of a line
    that stands before. `changed` is when the last of its rows changed. `text_lang` names the language of the title and the
    purpose where it is not the reader's.
    """

    key: str
    kind: Kind
    on: PartialDate | None
    starts: dt.time | None = None
    ends: dt.time | None = None
    ends_on: dt.date | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    zone: str = ""
    ends_zone: str = ""
    part_of_day: str = ""
    part_of_day_key: str = ""
    hours: str = ""
    title: str = ""
    title_lang: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    received_by: str = ""
    hosts: tuple[Who, ...] = ()
    contact: Who | None = None
    interpreters: tuple[Who, ...] = ()
    people: tuple[Who, ...] = ()
    everybody: bool = True
    purpose: str = ""
    purpose_lang: str = ""
    wear: str = ""
    bring: str = ""
    note: str = ""
    vehicles: tuple[Aboard, ...] = ()
    rooms: tuple[Room, ...] = ()
    alarm: dt.timedelta | None = None
    awaited: bool = False
    arrived_at: dt.datetime | None = None
    rank: int = 1
    cancelled: bool = False
    echo: bool = False
    changed: dt.datetime

    @property
    def uid(self) -> str:
        """Of the agenda item, leg or stay that it tells of."""
        return self.key.partition(":")[2]

    @property
    def anchor(self) -> str:
        """Its identifier on a page."""
        return self.key.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Day:
    on: PartialDate | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """`cancelled` are lines that calendars must take out; `whole` is whether journeys, rooms and telephones are told."""

    title: str
    event_title: str
    event_title_lang: str
    home: str
    clock: str
    language: str
    whole: bool
    days: tuple[Day, ...]
    cancelled: tuple[Line, ...]
    members: tuple[Who, ...]
    interpreters: tuple[Who, ...]
    liaison_officer: str
    status: str = "CONFIRMED"
    person: Who | None = None
    floor: dt.datetime | None = field(default=None)

    @property
    def lines(self) -> list[Line]:
        return [line for day in self.days for line in day.lines]
