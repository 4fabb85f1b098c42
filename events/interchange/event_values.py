"""What an event takes from the conference of a schedule, and what it remembers of it so that it can be written again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from base.dates import PartialDate
from base.languages import column, texts
from events.interchange.picture import Schedule
from events.interchange.plan import Changes, Plan
from events.models import Event
from people.services.record_sets import differs


def taken_values(schedule: Schedule, event: Event, *, take: bool) -> Changes:
    """Title, days and zone; an event that keeps its own takes only a zone where it has none."""
    zone = schedule.conference.zone
    if not take:
        return {} if event.zone else {"zone": zone}
    found: Changes = {"zone": zone}
    title = schedule.conference.title
    if title not in texts(event, "title").values():
        found[column("title", event.office.language)] = title
    found |= _limits(schedule)
    return (
        found
        if event.pk is None
        else {name: value for name, value in found.items() if differs(event, name, value)}
    )


def event_changes(event: Event, values: Changes) -> Changes:
    return {name: value for name, value in values.items() if event.pk is None or differs(event, name, value)}


def remembered(plan: Plan, zone: str) -> dict[str, Any]:
    """What the file says of the conference, its rooms and days; `zone` is the one that its times were kept in."""
    schedule = plan.schedule
    conference = schedule.conference
    return {
        "outer": schedule.outer,
        "schedule": schedule.stated,
        "conference": conference.stated,
        "rooms": conference.rooms,
        "tracks": None if conference.tracks is None else [one["name"] for one in conference.tracks],
        "days": [day.stated for day in schedule.days],
        "zone": zone,
        "stated_zone": conference.zone,
        "venue": str(plan.venue.uid),
    }


def _limits(schedule: Schedule) -> Changes:
    """The first and the last day, with times where the file states moments."""
    conference = schedule.conference
    found: Changes = {}
    for name, stated in (("start", conference.start), ("end", conference.end)):
        if isinstance(stated, dt.datetime):
            found[f"{name}_on"], found[f"{name}_time"] = PartialDate.of(stated.date()), stated.time()
        elif stated is not None:
            found[f"{name}_on"] = PartialDate.of(stated)
    return found
