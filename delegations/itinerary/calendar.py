"""An itinerary as an iCalendar file (RFC 5545) that a calendar subscribes to: the same rows give the same bytes."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Alarm, Calendar, Component
from icalendar import Event as Entry

from base.plain_text import one_line
from delegations.itinerary import saying
from delegations.itinerary.lines import Itinerary, Kind, Line
from events.calendars import definition_of

PRODUCT = "-//Entente//Itineraries//EN"
BEGINNING = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""SEQUENCE counts the seconds from here to the last change: it rises with every change, also after rows were deleted."""
REFRESH = "PT15M"


def calendar_of(itinerary: Itinerary, *, scope: str, url: str) -> bytes:
    """`scope` tells the feeds of one visit apart in the identifiers; `url` is the page of the itinerary."""
    shown = [line for line in (*itinerary.lines, *itinerary.cancelled) if _has_day(line) and not line.echo]
    entries = [_entry(itinerary, line, scope, url) for line in shown]
    calendar = Calendar()
    name = f"{itinerary.person.name}: {itinerary.title}" if itinerary.person else itinerary.title
    for field, value in (
        ("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"), ("x-wr-calname", one_line(name)),
        ("x-wr-timezone", itinerary.home), ("refresh-interval;value=duration", REFRESH), ("x-published-ttl", REFRESH),
    ):  # fmt: skip
        calendar.add(field, value)
    for component in [*_zones(shown), *entries]:
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _has_day(line: Line) -> bool:
    """A calendar knows no day without a year."""
    return line.on is not None and line.on.date is not None


def _zones(lines: list[Line]) -> list[Component]:
    """The definitions of the zones used, for the years in which they are."""
    years: dict[str, list[int]] = {}
    for line in lines:
        for moment, zone in ((line.starts_at, line.zone), (line.ends_at, line.ends_zone)):
            if moment and zone and zone != "UTC":
                years.setdefault(zone, []).append(moment.year)
    return [definition_of(zone, min(found), max(found)) for zone, found in sorted(years.items())]


def _entry(itinerary: Itinerary, line: Line, scope: str, url: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{line.anchor}-{scope}@{urlsplit(settings.SITE_URL).hostname}")
    changed = line.changed.astimezone(dt.UTC).replace(microsecond=0)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", int((changed - BEGINNING).total_seconds()))
    entry.add("status", "CANCELLED" if line.cancelled else itinerary.status)
    entry.add("url", f"{url}#{line.anchor}")
    _add_span(entry, line)
    entry.add("summary", line.title)
    if place := ", ".join(part for part in (line.place, line.address) if part):
        entry.add("location", place)
    if said := _description(line):
        entry.add("description", said)
    if line.kind == Kind.CHECK_IN:
        entry.add("transp", "TRANSPARENT")
    if line.alarm and line.starts_at and not line.cancelled:
        entry.add_component(_alarm(line))
    return entry


def _add_span(entry: Entry, line: Line) -> None:
    """Moments on the clock of each end's own zone; whole days where no time is stated."""
    first: Any = line.starts_at.astimezone(ZoneInfo(line.zone)) if line.starts_at and line.zone else None
    last: Any = line.ends_at.astimezone(ZoneInfo(line.ends_zone)) if line.ends_at and line.ends_zone else None
    if (
        first is None
        and last is not None
        and not line.starts
        and line.kind == Kind.LEG
        and _arrives_only(line)
    ):
        first, last = last, None  # only the arrival is known
    if first is None:
        day = line.on.date if line.on else None
        entry.add("dtstart", day)
        if line.ends_on and day and line.ends_on > day:
            entry.add("dtend", line.ends_on + dt.timedelta(days=line.kind != Kind.CHECK_IN))
        return
    entry.add("dtstart", first)
    if last is not None and last > first:
        entry.add("dtend", last)


def _arrives_only(line: Line) -> bool:
    return line.zone == line.ends_zone and line.on is not None and line.ends_on == line.on.date


def _description(line: Line) -> str:
    facts = (
        (_("Received by"), ", ".join(part for part in (line.received_by, saying.names(line.hosts)) if part)),
        (_("Contact") if line.contact else _("Telephone"), _reached(str(line.contact or ""), line.contact.phone if line.contact else line.phone)),
        (_("Purpose"), line.purpose), (_("What to wear"), line.wear), (_("What to bring"), line.bring),
        (_("Vehicles"), "; ".join(map(str, line.vehicles))), (pgettext("hotel", "Rooms"), "; ".join(map(str, line.rooms))),
        (_("Who"), "" if line.everybody else saying.names(line.people)), (_("Note"), line.note),
    )  # fmt: skip
    return "\n".join(f"{label}: {text}" for label, text in facts if text)


def _reached(name: str, phone: str) -> str:
    return ", ".join(part for part in (name, phone) if part)


def _alarm(line: Line) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", line.title)
    alarm.add("trigger", -(line.alarm or dt.timedelta()))
    return alarm
