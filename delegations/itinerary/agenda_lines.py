"""Lines of an itinerary that come from the agenda, with what the stop adds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from base.languages import best
from delegations.itinerary import saying
from delegations.itinerary.lines import Kind, Line, Who
from delegations.itinerary.reading import Rows
from delegations.models import Stop
from events.models import AgendaItem, ItemKind, Participation, ParticipationRole
from events.states import ItemState

BEFORE_A_MOVE = dt.timedelta(minutes=30)
HOUR_OF = {"morning": dt.time(8), "afternoon": dt.time(13), "evening": dt.time(18)}
"""Where an item stands in its day of which only the part is stated."""


def lines_of_agenda(rows: Rows) -> list[Line]:
    """Dropped items are among them, marked as cancelled."""
    return [_line(rows, item) for item in rows.items]


def _line(rows: Rows, item: AgendaItem) -> Line:
    stop, rides = rows.stops.get(item.pk), rows.rides.get(f"item:{item.pk}", [])
    beside = rows.beside.get(item.pk, [])
    zone = rows.delegation.event.zone
    title, title_lang = saying.said(item, "title")
    facts: dict[str, Any] = {
        "on": item.on, "starts": item.start_time, "ends": item.end_time, "starts_at": item.starts_at if item.start_time else None,
        "ends_at": item.ends_at if item.end_time else None, "ends_on": _ends_on(item), "zone": zone, "ends_zone": zone,
        "part_of_day": str(item.get_part_of_day_display()), "part_of_day_key": item.part_of_day,
    }  # fmt: skip
    return Line(
        key=f"item:{item.uid}",
        kind=Kind.ITEM,
        **facts,
        hours=saying.hours(facts, zone),
        title=title or str(item.get_kind_display()),
        title_lang=title_lang if title else "",
        received_by=best(item.host, "name")[0] or item.host.native_name if item.host else "",
        hosts=_people(beside, ParticipationRole.HOST_REPRESENTATIVE),
        interpreters=_people(beside, ParticipationRole.INTERPRETER),
        **{**_place(item), **(_of_stop(stop, rows.whole) if stop else {})},
        vehicles=saying.aboard(rides, everybody=len(rows.registrations), whole=rows.whole),
        alarm=BEFORE_A_MOVE if rides or item.kind == ItemKind.TRANSFER else None,
        rank=1 if item.start_time or item.part_of_day else 0,
        cancelled=item.state == ItemState.DROPPED,
        changed=_changed(item, stop, beside, rides),
    )


def _ends_on(item: AgendaItem) -> dt.date | None:
    """The next day, when it ends after midnight."""
    day = item.on.date if item.on else None
    if day and item.start_time and item.end_time and item.end_time <= item.start_time:
        return day + dt.timedelta(days=1)
    return day


def _place(item: AgendaItem) -> dict[str, str]:
    place = best(item, "place")[0]
    room = f"{item.room.name}, {item.room.venue.name}" if item.room else ""
    address = ", ".join(item.room.venue.address.split("\n")) if item.room else ""
    phone = item.room.venue.phone if item.room else ""
    return {"place": ", ".join(part for part in (room, place) if part), "address": address, "phone": phone}


def _of_stop(stop: Stop, whole: bool) -> dict[str, Any]:
    purpose, purpose_lang = saying.said(stop, "purpose")
    stated: dict[str, Any] = {
        "purpose": purpose, "purpose_lang": purpose_lang, "wear": best(stop, "wear")[0], "bring": best(stop, "bring")[0],
        "contact": _contact(stop, whole), "address": stop.address,
    }  # fmt: skip
    return {name: value for name, value in stated.items() if value}


def _contact(stop: Stop, whole: bool) -> Who | None:
    """The person of the directory, or who is only named; the telephone of the stop goes before the person's own."""
    if stop.contact:
        known = saying.who(stop.contact, whole=whole)
        return Who(known.name, known.native, phone=(stop.phone if whole else "") or known.phone)
    if stop.contact_name or (stop.phone and whole):
        return Who(stop.contact_name, phone=stop.phone if whole else "")
    return None


def _people(beside: list[Participation], role: str) -> tuple[Who, ...]:
    """Telephones of hosts are not for the itinerary: the stop names whom to call."""
    return tuple(
        saying.who(one.person, whole=False, posts=True) if one.person else Who(best(one.group, "label")[0])
        for one in beside
        if one.role == role
    )


def _changed(
    item: AgendaItem, stop: Stop | None, beside: list[Participation], rides: list[Any]
) -> dt.datetime:
    touched: list[Any] = [
        item,
        stop,
        item.host,
        item.room,
        item.room and item.room.venue,
        stop and stop.contact,
    ]
    touched += [row for one in beside for row in (one, one.person)] + [
        row for ride in rides for row in (ride, ride.vehicle)
    ]
    return max(row.updated_at for row in touched if row)
