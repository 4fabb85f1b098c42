"""Lines of an itinerary that come from journeys and rooms."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from base.dates import PartialDate
from delegations.itinerary import saying
from delegations.itinerary.lines import Kind, Line, Room
from delegations.itinerary.reading import Rows
from delegations.models import Leg, LegKind, Stay, Way

BEFORE_A_FLIGHT, BEFORE_A_JOURNEY = dt.timedelta(hours=3), dt.timedelta(hours=1)
FIRST, LAST_OF_DAY, BED_TIME = -1, 2, 3
"""Where in its day stands what has no time: check-out, a leg, check-in."""


def lines_of_journeys(rows: Rows) -> list[Line]:
    """One line a leg; a second one for its arrival, if that is on a later day on its own clock."""
    found = []
    for leg in rows.legs:
        line = _leg(rows, leg)
        found += [line, _arrival(line, leg, rows.delegation.event.zone)] if _overnight(leg) else [line]
    return found


def _overnight(leg: Leg) -> bool:
    return bool(
        leg.departs_on and leg.arrives_on and leg.departs_on != leg.arrives_on and not leg.cancelled_at
    )


def _leg(rows: Rows, leg: Leg) -> Line:
    home = rows.delegation.event.zone
    facts = _span(leg, home)
    travellers = rows.travellers.get(leg.pk, [])
    rides = rows.rides.get(f"leg:{leg.pk}", [])
    aboard = {one.registration_id for one in travellers} or set(rows.registrations)
    return Line(
        key=f"leg:{leg.uid}",
        kind=Kind.LEG,
        **facts,
        hours=saying.hours(facts, home),
        title=_title(leg),
        place=leg.terminal,
        note=leg.note,
        people=tuple(saying.of_registration(one.registration, whole=rows.whole) for one in travellers),
        everybody=aboard >= set(rows.registrations),
        vehicles=saying.aboard(rides, everybody=len(aboard & set(rows.registrations)), whole=rows.whole),
        alarm=BEFORE_A_FLIGHT if leg.kind == LegKind.FLIGHT else BEFORE_A_JOURNEY,
        rank=1 if leg.departs_time or (leg.arrives_time and not leg.departs_on) else LAST_OF_DAY,
        awaited=leg.way == Way.ARRIVAL,
        arrived_at=leg.arrived_at,
        cancelled=leg.cancelled_at is not None,
        changed=max(row.updated_at for row in (leg, *travellers, *rides, *(ride.vehicle for ride in rides))),
    )


def _span(leg: Leg, home: str) -> dict[str, Any]:
    """From the clock of its departure to that of its arrival; a leg of which only the arrival is known stands there."""
    departs, arrives = leg.departs_zone or home, leg.arrives_zone or home
    if not leg.departs_on:
        return {
            "on": PartialDate.of(leg.arrives_on) if leg.arrives_on else None, "starts": None, "ends": leg.arrives_time,
            "ends_on": leg.arrives_on, "starts_at": None, "ends_at": leg.arrives_at, "zone": arrives, "ends_zone": arrives,
        }  # fmt: skip
    return {
        "on": PartialDate.of(leg.departs_on), "starts": leg.departs_time, "ends": leg.arrives_time, "ends_on": leg.arrives_on,
        "starts_at": leg.departs_at, "ends_at": leg.arrives_at, "zone": departs, "ends_zone": arrives,
    }  # fmt: skip


def _arrival(line: Line, leg: Leg, home: str) -> Line:
    """The end of a leg on the day on which it arrives."""
    facts: dict[str, Any] = {
        "on": leg.arrives_on and PartialDate.of(leg.arrives_on), "starts": leg.arrives_time, "zone": line.ends_zone, "ends_zone": line.ends_zone,
        "ends": None, "ends_on": None, "starts_at": leg.arrives_at, "ends_at": None,
    }  # fmt: skip
    return replace(
        line,
        key=f"arrival:{leg.uid}",
        kind=Kind.ARRIVAL,
        **facts,
        hours=saying.hours(facts, home),
        title=_("Arrival: %(what)s")
        % {"what": ", ".join(part for part in (_name(leg), leg.arrives_in) if part)},
        rank=1 if leg.arrives_time else LAST_OF_DAY,
        echo=True,
    )


def _name(leg: Leg) -> str:
    """`flight CA908 (Air China)`."""
    carrier = f"({leg.carrier})" if leg.carrier else ""
    return " ".join(part for part in (str(leg.get_kind_display()), leg.number, carrier) if part)


def _title(leg: Leg) -> str:
    way = " → ".join(part for part in (leg.departs_from, leg.arrives_in) if part)
    name = _name(leg)
    return ": ".join(part for part in (name[:1].upper() + name[1:], way) if part)


def lines_of_stays(rows: Rows) -> list[Line]:
    """A line to check in and one to check out for all rooms of a hotel that are taken for the same nights."""
    together: dict[tuple[int, dt.date, dt.date], list[Stay]] = defaultdict(list)
    for stay in rows.stays:
        together[stay.hotel_id, stay.check_in, stay.check_out].append(stay)
    return [
        line for stays in together.values() for line in _nights(rows, sorted(stays, key=lambda stay: stay.pk))
    ]


def _nights(rows: Rows, stays: list[Stay]) -> list[Line]:
    first, hotel = stays[0], stays[0].hotel
    occupants = [one for stay in stays for one in rows.occupants.get(stay.pk, [])]
    common: dict[str, Any] = {
        "address": ", ".join(part for part in (*hotel.address.split("\n"), hotel.city) if part), "phone": hotel.phone,
        "people": tuple(saying.of_registration(one.registration, whole=rows.whole) for one in occupants),
        "everybody": {one.registration_id for one in occupants} >= set(rows.registrations),
        "zone": rows.delegation.event.zone, "changed": max(row.updated_at for row in (*stays, hotel, *occupants)),
    }  # fmt: skip
    check_in = Line(
        key=f"stay:{first.uid}", kind=Kind.CHECK_IN, on=PartialDate.of(first.check_in), ends_on=first.check_out,
        title=_("Check-in: %(hotel)s") % {"hotel": hotel.name}, rooms=tuple(_room(rows, stay) for stay in stays),
        note="; ".join(dict.fromkeys(stay.note for stay in stays if stay.note)), rank=BED_TIME, **common,
    )  # fmt: skip
    check_out = Line(
        key=f"leave:{first.uid}", kind=Kind.CHECK_OUT, on=PartialDate.of(first.check_out), echo=True, rank=FIRST,
        title=_("Check-out: %(hotel)s") % {"hotel": hotel.name}, **common,
    )  # fmt: skip
    return [check_in, check_out]


def _room(rows: Rows, stay: Stay) -> Room:
    sleeping = [
        saying.of_registration(one.registration, whole=rows.whole) for one in rows.occupants.get(stay.pk, [])
    ]
    return Room(stay.room, str(stay.get_kind_display()), tuple(sleeping))
