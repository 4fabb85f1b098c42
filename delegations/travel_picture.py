"""The travel of one event, or of one delegation, as boards and warnings read it: in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q

from delegations.models import Delegation, Leg, Member, Occupant, Ride, Stay, Traveller, Vehicle, Way
from delegations.naming import title_of
from delegations.services.travelling import heads, name_of
from events.models import AgendaItem, Event, Registration

PERSON = ("registration__person", "registration__group")


@dataclass(frozen=True, slots=True)
class Who:
    """A participant as lists name them; `place` orders them: by delegation, then by their place in it."""

    registration: Registration
    delegation: Delegation | None
    role: str
    place: tuple[int, int, int]

    @property
    def name(self) -> str:
        return name_of(self.registration)

    @property
    def native(self) -> str:
        person = self.registration.person
        return person.native_name if person and person.native_name != person.name else ""

    @property
    def both(self) -> str:
        """In Latin script and in their own."""
        return f"{self.name} {self.native}".strip()

    @property
    def people(self) -> int:
        return heads(self.registration)

    @property
    def phone(self) -> str:
        person = self.registration.person
        return person.phone if person else ""


@dataclass(slots=True)
class LegLine:
    """A leg with those on it, each with the vehicle that takes them (or None); `owner` is its delegation, while expected.

    `untold` are keys of registrations whose vehicle the reader does not learn.
    """

    leg: Leg
    travellers: list[tuple[Traveller, Who, Vehicle | None]]
    owner: Delegation | None
    untold: frozenset[int] = frozenset()

    @property
    def day(self) -> dt.date | None:
        """On the clock of the end that the hosts look at."""
        return self.leg.arrives_on if self.leg.way == Way.ARRIVAL else self.leg.departs_on

    @property
    def time(self) -> dt.time | None:
        return self.leg.arrives_time if self.leg.way == Way.ARRIVAL else self.leg.departs_time

    @property
    def zone(self) -> str:
        return self.leg.arrives_zone if self.leg.way == Way.ARRIVAL else self.leg.departs_zone

    @property
    def people(self) -> int:
        return sum(who.people for _row, who, _vehicle in self.travellers)

    @property
    def vehicles(self) -> list[Vehicle]:
        used = {one.pk: one for _row, _who, one in self.travellers if one is not None}
        return sorted(used.values(), key=lambda one: (one.position, one.pk))

    @property
    def unmet(self) -> list[Who]:
        """Those whom no vehicle takes."""
        return [
            who
            for row, who, vehicle in self.travellers
            if vehicle is None and row.registration_id not in self.untold
        ]

    @property
    def timed(self) -> bool:
        return self.leg.departs_at is not None and self.leg.arrives_at is not None


@dataclass(slots=True)
class StayLine:
    stay: Stay
    occupants: list[Who]
    owner: Delegation | None

    @property
    def nights(self) -> int:
        return int((self.stay.check_out - self.stay.check_in).days)

    @property
    def people(self) -> int:
        return sum(who.people for who in self.occupants)

    @property
    def over(self) -> bool:
        return self.people > self.stay.beds


@dataclass(slots=True)
class Drive:
    """What one vehicle does once: it meets a leg, or drives to an agenda item, with those in it."""

    vehicle: Vehicle
    leg: Leg | None
    item: AgendaItem | None
    riders: list[Who]

    @property
    def people(self) -> int:
        return sum(who.people for who in self.riders)

    @property
    def free(self) -> int | None:
        return None if self.vehicle.seats is None else self.vehicle.seats - self.people

    @property
    def over(self) -> bool:
        return self.free is not None and self.free < 0

    @property
    def starts(self) -> tuple[bool, Any]:
        """To sort by: what has no time comes last."""
        moment = (self.leg.arrives_at or self.leg.departs_at) if self.leg else self.item.starts_at  # type: ignore[union-attr]
        return (moment is None, moment or 0)


@dataclass(slots=True)
class VehicleLine:
    vehicle: Vehicle
    drives: list[Drive]


@dataclass
class TravelPicture:
    """`of` is the delegation when it is the picture of one alone; `known` are keys of the registrations of which nothing is
    left out, None where that is everybody."""

    event: Event
    of: Delegation | None
    people: dict[int, Who]
    legs: list[LegLine] = field(default_factory=list)
    stays: list[StayLine] = field(default_factory=list)
    vehicles: list[VehicleLine] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    known: frozenset[int] | None = None

    @cached_property
    def standing(self) -> list[LegLine]:
        """Without the legs that were cancelled."""
        return [line for line in self.legs if line.leg.cancelled_at is None]

    @cached_property
    def members(self) -> list[Who]:
        """Those who belong to a delegation, in order."""
        return sorted((who for who in self.people.values() if who.delegation), key=lambda who: who.place)


def picture_of(event: Event, delegation: Delegation | None = None) -> TravelPicture:
    """Ten queries, however many travel; those who do not take part any more are left out."""
    delegations = _delegations(event, delegation)
    people = _members(event, delegation, delegations)
    own = {"registration__in": list(people)} if delegation else {}
    travellers = list(Traveller.objects.active().filter(leg__event=event, **own).select_related(*PERSON))
    rides = list(
        Ride.objects.active().filter(vehicle__event=event, **own).select_related(*PERSON, "item", "leg")
    )
    occupants = list(Occupant.objects.active().filter(stay__event=event, **own).select_related(*PERSON))
    for row in (*travellers, *rides, *occupants):
        if row.registration_id not in people:
            people[row.registration_id] = _stranger(row.registration)
    vehicles = list(Vehicle.objects.filter(event=event))
    picture = TravelPicture(event=event, of=delegation, people=people, delegations=list(delegations.values()))
    picture.legs = _legs(picture, travellers, rides, vehicles, delegations)
    picture.stays = _stays(picture, occupants, delegations)
    picture.vehicles = _vehicles(picture, rides, vehicles)
    return picture


def _delegations(event: Event, delegation: Delegation | None) -> dict[int, Delegation]:
    if delegation is not None:
        return {delegation.pk: delegation}
    rows = Delegation.objects.filter(event=event).expected().with_senders().select_related("liaison_officer")
    return {one.pk: one for one in rows}


def _members(
    event: Event, delegation: Delegation | None, delegations: dict[int, Delegation]
) -> dict[int, Who]:
    rows = Member.objects.active().filter(delegation__event=event).select_related(*PERSON)
    if delegation is not None:
        rows = rows.filter(delegation=delegation)
    order = {pk: place for place, pk in enumerate(delegations)}
    return {
        row.registration_id: Who(
            row.registration, delegations[row.delegation_id], row.role, (order[row.delegation_id], row.position, row.pk)
        )
        for row in rows
        if row.delegation_id in delegations
    }  # fmt: skip


def _stranger(registration: Registration) -> Who:
    """Somebody who travels in no delegation: an interpreter, the host's own staff."""
    return Who(registration, None, registration.role, (10**6, registration.seq, registration.pk))


def _legs(
    picture: TravelPicture,
    travellers: Iterable[Traveller],
    rides: Iterable[Ride],
    vehicles: Iterable[Vehicle],
    delegations: dict[int, Delegation],
) -> list[LegLine]:
    by_pk = {one.pk: one for one in vehicles}
    taken = {(ride.leg_id, ride.registration_id): by_pk[ride.vehicle_id] for ride in rides if ride.leg_id}
    on_leg: dict[int, list[Any]] = defaultdict(list)
    for row in travellers:
        who = picture.people[row.registration_id]
        on_leg[row.leg_id].append((row, who, taken.get((row.leg_id, row.registration_id))))
    rows = Leg.objects.filter(event=picture.event)
    if picture.of is not None:
        rows = rows.filter(Q(delegation=picture.of) | Q(pk__in=list(on_leg)))
    lines = []
    for leg in rows:
        leg.event = picture.event
        owner = delegations.get(leg.delegation_id)
        if owner or on_leg[leg.pk] or leg.delegation_id is None:
            lines.append(LegLine(leg, sorted(on_leg[leg.pk], key=lambda one: one[1].place), owner))
    return sorted(lines, key=lambda one: (one.day or dt.date.max, one.time or dt.time.max, one.leg.pk))


def _stays(
    picture: TravelPicture, occupants: Iterable[Occupant], delegations: dict[int, Delegation]
) -> list[StayLine]:
    inside: dict[int, list[Who]] = defaultdict(list)
    for row in occupants:
        inside[row.stay_id].append(picture.people[row.registration_id])
    rows = Stay.objects.filter(event=picture.event).select_related("hotel")
    if picture.of is not None:
        rows = rows.filter(Q(delegation=picture.of) | Q(pk__in=list(inside)))
    lines = [
        StayLine(
            stay, sorted(inside[stay.pk], key=lambda who: who.place), delegations.get(stay.delegation_id)
        )
        for stay in rows
    ]
    return sorted(lines, key=lambda one: (one.stay.hotel.name, one.stay.room, one.stay.check_in, one.stay.pk))


def _vehicles(
    picture: TravelPicture, rides: Iterable[Ride], vehicles: Iterable[Vehicle]
) -> list[VehicleLine]:
    by_pk = {one.pk: one for one in vehicles}
    drives: dict[tuple[int, Any, Any], Drive] = {}
    for ride in rides:
        if ride.leg is not None and ride.leg.cancelled_at is not None:
            continue
        drive = drives.setdefault(
            (ride.vehicle_id, ride.leg_id, ride.item_id),
            Drive(by_pk[ride.vehicle_id], ride.leg, ride.item, []),
        )
        drive.riders.append(picture.people[ride.registration_id])
    lines = [VehicleLine(one, []) for one in by_pk.values()]
    for line in lines:
        own = [drive for (pk, _leg, _item), drive in drives.items() if pk == line.vehicle.pk]
        line.drives = sorted(own, key=lambda drive: drive.starts)
    return [line for line in lines if picture.of is None or line.drives]


def label(delegation: Delegation | None) -> str:
    return title_of(delegation) if delegation else ""
