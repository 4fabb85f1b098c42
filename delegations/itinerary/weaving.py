"""Weaving agenda, journeys and rooms into days; pure: rows in, lines out, in the language that is active."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language

from base.dates import PartialDate, local_instant
from base.languages import EN
from delegations.itinerary import saying
from delegations.itinerary.agenda_lines import HOUR_OF, lines_of_agenda
from delegations.itinerary.lines import Day, Itinerary, Line
from delegations.itinerary.reading import Rows, read
from delegations.itinerary.travel_lines import lines_of_journeys, lines_of_stays
from delegations.models import Delegation, Member
from delegations.naming import title_of
from delegations.states import DelegationState
from events.states import ENDED_STATES, EventState

NO_DAY = "~"
"""Sorts after every day."""
UNTOLD: dict[str, Any] = {
    "place": "", "address": "", "phone": "", "received_by": "", "hosts": (), "contact": None, "interpreters": (),
    "people": (), "purpose": "", "wear": "", "bring": "", "note": "", "vehicles": (), "rooms": (),
}  # fmt: skip
"""What a calendar need not say to take a line out: whoever does not come any more learns it no more."""


def itinerary_of(delegation: Delegation, *, member: Member | None = None, whole: bool = True) -> Itinerary:
    """Read and woven: of a delegation, or of one of its members. Without `whole` neither journeys, rooms nor telephones."""
    return woven(read(delegation, member=member, whole=whole))


def woven(rows: Rows) -> Itinerary:
    delegation, event = rows.delegation, rows.delegation.event
    floor = max(
        at
        for at in (rows.floor, delegation.updated_at, event.updated_at, rows.own and rows.own.updated_at)
        if at
    )
    lines = [*lines_of_agenda(rows), *lines_of_journeys(rows), *lines_of_stays(rows)]
    dated = [replace(line, changed=max(line.changed, floor)) for line in lines]
    gone = _is_off(rows)
    standing = [line for line in dated if not (line.cancelled or gone)]
    title, title_lang = saying.said(event, "title")
    officer = delegation.liaison_officer
    return Itinerary(
        title=title_of(delegation),
        event_title=title,
        event_title_lang=title_lang,
        home=event.zone,
        clock=saying.city_time(event.zone) if event.zone else "",
        language=get_language() or EN,
        whole=rows.whole,
        days=_days(standing),
        cancelled=tuple(
            replace(line, cancelled=True, **(UNTOLD if gone else {}))
            for line in dated
            if line.cancelled or gone
        ),
        members=tuple(saying.of_registration(one.registration, whole=rows.whole) for one in rows.members),
        interpreters=tuple(saying.who(one, whole=rows.whole) for one in rows.interpreters),
        liaison_officer=str(officer) if officer else "",
        status="TENTATIVE" if event.state == EventState.POSTPONED else "CONFIRMED",
        person=saying.of_registration(rows.own, whole=rows.whole) if rows.own else None,
        floor=floor,
    )


def _is_off(rows: Rows) -> bool:
    """The delegation withdrew, the event is cancelled, or the person takes no part any more."""
    return (
        rows.delegation.state == DelegationState.WITHDRAWN
        or rows.delegation.event.state == EventState.CANCELLED
        or (rows.own is not None and rows.own.state in ENDED_STATES)
    )


def _days(lines: list[Line]) -> tuple[Day, ...]:
    by_day: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_day[str(line.on) if line.on else NO_DAY].append(line)
    return tuple(
        Day(None if day == NO_DAY else PartialDate.parse(day), tuple(sorted(by_day[day], key=_place_in_day)))
        for day in sorted(by_day)
    )


def _place_in_day(line: Line) -> tuple[Any, ...]:
    """By the moment where it is known, so that clocks of two zones do not mix up what follows what."""
    moment = line.starts_at or (line.ends_at if not line.starts else None)
    hour = line.starts or line.ends or HOUR_OF.get(line.part_of_day_key, dt.time())
    if moment is None and line.on and line.on.date and line.rank == 1:
        moment = _moment(line, hour)
    return (line.rank, moment is not None, moment or dt.datetime.min.replace(tzinfo=dt.UTC), hour, line.echo)


def _moment(line: Line, hour: dt.time) -> dt.datetime | None:
    day = line.on.date if line.on else None
    return local_instant(day, hour, line.zone) if day and line.zone else None
