"""Database → dossier, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from base.collecting import uncollected
from events.models import Event
from people.models import Organization, Person
from reports.dossier.collect_results import Came
from reports.dossier.collect_rows import Rows
from reports.dossier.collect_what import What
from reports.dossier.collect_who import Who
from reports.dossier.schema import VERSION, Dossier


class Record(NamedTuple):
    """The record behind a part of a dossier: its noun (`agenda_item`, `person` …) and its uid; an event's slug."""

    noun: str
    key: str


NOUNS = {
    "sub_events": "event",
    "organizations": "organization",
    "people": "person",
    "groups": "group",
    "registrations": "registration",
    "agenda": "agenda_item",
    "delegations": "delegation",
    "exhibits": "exhibit",
    "outcomes": "outcome",
    "agreements": "agreement",
    "follow_ups": "follow_up",
    "indicators": "indicator",
    "photos": "photo",
    "sources": "source",
    "credits": "credit",
}
"""What the records of each list are called in `Record.noun`."""


def collect(event: Event) -> Dossier:
    """The typed picture of one event, with its sub-events and everything around them.

    Runs the same number of queries however many participants and items there are.
    """
    return collect_with_paths(event)[0]


@uncollected()
def collect_with_paths(event: Event) -> tuple[Dossier, dict[str, Record]]:
    """The dossier, and for the path of each of its records (`$.event`, `$.agenda[2]`) the record, in the same queries."""
    rows = Rows(event)
    who = Who(rows)
    what = What(rows, who)
    came = Came(rows, what)
    who.name_groups(rows.groups)
    reported = rows.credits[None]
    data: dict[str, Any] = {
        "version": VERSION,
        "event": what.event(event),
        "sub_events": [what.event(one) for one in rows.events[1:]],
        "registrations": [who.registration(row) for row in rows.registrations],
        "agenda": [what.item(row) for row in rows.items],
        "delegations": [what.delegation(row) for row in rows.delegations],
        "exhibits": [what.exhibit(row) for row in rows.exhibits],
        "outcomes": [came.outcome(row) for row in rows.outcomes],
        "agreements": [came.agreement(row) for row in rows.agreements],
        "follow_ups": [came.follow_up(row) for row in rows.follow_ups],
        "indicators": [came.indicator(row) for row in rows.indicators],
        "photos": [what.photo(row) for row in rows.photos],
        "sources": [what.source(row) for row in rows.sources],
        "credits": [what.credit(row) for row in reported],
    }
    # Last: only now is it known which organizations and people the parts refer to.
    data |= {"people": who.people(), "groups": who.groups(rows.groups)}
    data["organizations"] = who.organizations()
    return Dossier.model_validate(data), _paths(event, rows, who)


def _paths(event: Event, rows: Rows, who: Who) -> dict[str, Record]:
    lists: dict[str, Sequence[Any]] = {
        "groups": rows.groups,
        "registrations": rows.registrations,
        "agenda": rows.items,
        "delegations": rows.delegations,
        "exhibits": rows.exhibits,
        "outcomes": rows.outcomes,
        "agreements": rows.agreements,
        "follow_ups": rows.follow_ups,
        "indicators": rows.indicators,
        "photos": rows.photos,
        "sources": rows.sources,
        "credits": rows.credits[None],
        "people": who.told(Person),
        "organizations": who.told(Organization),
    }
    paths = {"$.event": Record("event", event.slug)}
    paths |= _numbered("sub_events", (one.slug for one in rows.events[1:]))
    for name, records in lists.items():
        paths |= _numbered(name, (str(record.uid) for record in records))
    return paths


def _numbered(name: str, keys: Iterable[str]) -> dict[str, Record]:
    return {f"$.{name}[{place}]": Record(NOUNS[name], key) for place, key in enumerate(keys)}
