"""From a place in a dossier to the page of the record that stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from events.models import Event
from people.models import User
from reports.models import Report

IN_LIST = re.compile(r"^\$\.(\w+)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Page:
    """Where a record is shown: at its uid or slug; `of_event` puts the event's slug before it.

    Where its own page is a form, `perm` says who gets it, and `otherwise` names the list of the event for the others;
    without a `name` the list is for everybody.
    """

    name: str = ""
    of_event: bool = False
    perm: str = ""
    otherwise: str = ""


PAGES: dict[str, Page] = {
    "event": Page("reports:event"),
    "organization": Page("reports:organization"),
    "person": Page("reports:person"),
    "group": Page("events:agenda_group", True, "events.run", "events:participants"),
    "registration": Page("events:participant", True),
    "agenda_item": Page("events:item", True),
    "exhibit": Page("events:exhibit", True, "events.run", "events:exhibits"),
    "photo": Page("events:photo", True, "events.run", "events:photos"),
    "source": Page("events:source", True, "events.run", "events:sources"),
    "credit": Page(otherwise="events:sources"),
    "delegation": Page("delegations:delegation"),
    "outcome": Page("agreements:outcome", True, "agreements.record_outcomes", "agreements:outcomes"),
    "agreement": Page("agreements:agreement"),
    "follow_up": Page("agreements:follow_up"),
    "indicator": Page("agreements:outcome_figure", True, "agreements.record_outcomes", "agreements:outcomes"),
}
"""Noun of a record → its page."""


def links_of(report: Report, user: User) -> dict[str, str]:
    """JSON path → address, of every record of the report's dossier that has a page; runs no query.

    Expects the report's event to be loaded.
    """
    return record_links(report.record_map, report.dossier or {}, report.event, user)


def record_links(
    records: Mapping[str, Sequence[str]], dossier: Mapping[str, Any], event: Event, user: User
) -> dict[str, str]:
    found = {}
    for path, (noun, key) in records.items():
        if page := PAGES.get(noun):
            slug = _sub_event(path, dossier) or event.slug
            found[path] = _address(page, key, slug, user, event)
    return found


def _address(page: Page, key: str, slug: str, user: User, event: Event) -> str:
    if not page.name or (page.perm and not user.has_perm(page.perm, event)):
        return reverse(page.otherwise, args=[slug])
    return reverse(page.name, args=[slug, key] if page.of_event else [key])


def _sub_event(path: str, dossier: Mapping[str, Any]) -> str | None:
    """The slug of the sub-event to which the record at the path belongs."""
    match = IN_LIST.match(path)
    if match is None:
        return None
    record = dossier[match[1]][int(match[2])]
    slug: str | None = record.get("sub_event")
    return slug
