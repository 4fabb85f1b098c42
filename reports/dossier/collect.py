"""Database → dossier, in a fixed number of queries."""

from __future__ import annotations

from typing import Any, NamedTuple

from base.languages import texts
from events.models import Event
from reports.dossier.collect_what import What
from reports.dossier.collect_who import Who
from reports.dossier.naming import date_part
from reports.dossier.schema import VERSION, Dossier


class Record(NamedTuple):
    """The record behind a part of a dossier: its noun (`agenda_item`, `person` …) and its uid; an event's slug."""

    noun: str
    key: str


def collect_with_paths(event: Event) -> tuple[Dossier, dict[str, Record]]:
    """The dossier, and for the path of each of its records (`$.event`, `$.agenda[2]`) the record, in the same queries."""
    return collect(event), {"$.event": Record("event", event.slug)}


def collect(event: Event) -> Dossier:
    """The typed picture of one event with everything around it.

    Runs the same number of queries however many participants and items there are.
    """
    who = Who(event)
    what = What(event, who)
    data: dict[str, Any] = {
        "version": VERSION,
        "event": event_part(event) | {"bodies": who.bodies()},
        "registrations": who.registrations(),
        "agenda": what.agenda(),
        "outcomes": what.outcomes(),
        "agreements": what.agreements(),
        "follow_ups": what.follow_ups(),
        "photos": what.photos(),
        "sources": what.sources(),
        "credits": what.credits(),
    }
    # Last: only now is it known which organizations, people and groups the parts refer to.
    data |= {"people": who.people(), "groups": who.groups()}
    data["organizations"] = who.organizations()
    return Dossier.model_validate(data)


def event_part(event: Event) -> dict[str, Any]:
    """The event's own fields; expects `series` to be loaded."""
    return {
        "slug": event.slug,
        "kind": event.kind,
        "mode": event.mode or None,
        "state": event.state,
        "title": texts(event, "title") or {"en": event.slug},
        "theme": texts(event, "theme") or None,
        "summary": texts(event, "summary") or None,
        "series": {"name": texts(event.series, "name"), "founded_year": event.series.founded_year}
        if event.series
        else None,
        "edition": event.edition,
        "place": texts(event, "place") or None,
        "city": event.city or None,
        "country": str(event.country) or None,
        "zone": event.zone or None,
        "start_on": date_part(event.start_on),
        "start_time": event.start_time,
        "end_on": date_part(event.end_on),
        "end_time": event.end_time,
        "part_of_day": event.part_of_day or None,
        "duration_days": event.duration_days,
        "capacity": event.capacity,
        "aims": event.aims,
    }
