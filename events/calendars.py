"""iCalendar files (RFC 5545) of an event and its items: the same bytes as long as nothing shown in them changes."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext
from icalendar import Calendar, Component, Timezone
from icalendar import Event as Entry

from base.languages import best
from base.locale_text import country_name
from base.plain_text import one_line, readable
from events.models import AgendaItem, Event
from events.states import EventState, ItemState

PRODUCT = "-//Entente//Events//EN"
STATUS = {EventState.CANCELLED: "CANCELLED", EventState.POSTPONED: "TENTATIVE"}


def calendar_of(event: Event, items: list[AgendaItem]) -> bytes:
    """The event with its items; those without an exact day are left out, and it says so. Dropped ones are in it as cancelled."""
    exact = [item for item in items if item.starts_at]
    left_out = sum(item.state != ItemState.DROPPED for item in items if item.starts_at is None)
    return _written(event, [_event_entry(event), *(_item_entry(event, item) for item in exact)], left_out)


def calendar_of_item(event: Event, item: AgendaItem) -> bytes:
    """One item, which must have an exact day."""
    return _written(event, [_item_entry(event, item)])


def has_dates(event: Event) -> bool:
    """Whether a calendar can show it: a calendar knows no day without a year and no month without a day."""
    return event.starts_at is not None and bool(event.zone)


def _written(event: Event, entries: list[Entry], left_out: int = 0) -> bytes:
    calendar = Calendar()
    title, _language = best(event, "title")
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
    ):
        calendar.add(name, value)
    calendar.add("x-wr-calname", one_line(title))
    calendar.add("x-wr-timezone", event.zone)
    if left_out:
        calendar.add("x-wr-caldesc", _left_out(left_out))
    for component in [*_zones(event.zone, entries), *entries]:
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _left_out(count: int) -> str:
    return ngettext(
        "%(count)s item of the programme has no exact day and is not in this calendar.",
        "%(count)s items of the programme have no exact day and are not in this calendar.",
        count,
    ) % {"count": count}


def _zones(zone: str, entries: list[Entry]) -> list[Component]:
    """The definition of the zone for the years the entries lie in; days without a time and UTC need none."""
    starts: list[Any] = [entry["dtstart"] for entry in entries]
    moments = [start.dt for start in starts if isinstance(start.dt, dt.datetime)]
    if not moments or zone == "UTC":
        return []
    years = [moment.year for moment in moments]
    return [definition_of(zone, min(years), max(years))]


@functools.lru_cache(maxsize=256)
def definition_of(zone: str, first: int, last: int) -> Component:
    """VTIMEZONE of a zone for some years; a year more on both sides, so that an entry on New Year's Eve finds the rule that holds then."""
    made = Timezone.from_tzid(zone, first_date=dt.date(first - 1, 1, 1), last_date=dt.date(last + 2, 1, 1))
    made.pop("comment", None)
    return made


def _event_entry(event: Event) -> Entry:
    path = reverse("events:public_event", kwargs={"slug": event.slug})
    entry = _entry(event, event, path)
    cancelled = event.state == EventState.CANCELLED
    entry.add("sequence", event.schedule_revision + cancelled)
    entry.add("status", STATUS.get(EventState(event.state), "CONFIRMED"))
    _add_span(entry, event, whole_days=event.start_time is None)
    _add_text(entry, "summary", event, "title")
    _add_text(entry, "description", event, "summary")
    place, _language = best(event, "place")
    country = country_name(str(event.country)) if event.country else ""
    _add_place(entry, [place, event.city, country])
    return entry


def _item_entry(event: Event, item: AgendaItem) -> Entry:
    path = reverse("events:public_programme", kwargs={"slug": event.slug})
    entry = _entry(event, item, f"{path}#i{item.uid}")
    dropped = item.state == ItemState.DROPPED
    entry.add("sequence", item.sequence + (event.state == EventState.CANCELLED))
    entry.add("status", "CANCELLED" if dropped else STATUS.get(EventState(event.state), "CONFIRMED"))
    _add_span(entry, item, whole_days=item.start_time is None, zone=event.zone)
    title, language = best(item, "title")
    summary = one_line(title) or item.get_kind_display()
    entry.add("summary", summary, parameters={"language": language} if title else {})
    _add_text(entry, "description", item, "gist")
    entry.add("related-to", _uid(event))
    place, _language = best(item, "place")
    host = best(item.host, "name")[0] or item.host.native_name if item.host else ""
    room = [item.room.name, item.room.venue.name, item.room.venue.address] if item.room else []
    _add_place(entry, [*room, place, host])
    return entry


def _entry(event: Event, thing: Event | AgendaItem, path: str) -> Entry:
    entry = Entry()
    entry.add("uid", _uid(thing))
    # When the record changed, not when the file was asked for: the same record gives the same bytes.
    changed = thing.updated_at.astimezone(dt.UTC).replace(microsecond=0)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("url", settings.SITE_URL + path)
    if event.contact_name or event.contact_email:
        entry.add("contact", one_line(f"{event.contact_name} {event.contact_email}"))
    return entry


def _uid(thing: Event | AgendaItem) -> str:
    return f"{thing.uid}@{urlsplit(settings.SITE_URL).hostname}"


def _add_span(entry: Entry, thing: Any, *, whole_days: bool, zone: str = "") -> None:
    """Moments on the clock of the event's zone, or whole days where no time is stated."""
    clock = ZoneInfo(zone or thing.zone)
    start = thing.starts_at.astimezone(clock)
    end = thing.ends_at.astimezone(clock) if thing.ends_at else None
    if whole_days:
        entry.add("dtstart", start.date())
        # The last day is exclusive; a stated end on a day counts that day.
        last = (
            end.date() + dt.timedelta(days=1)
            if end and end.time() != dt.time()
            else end.date()
            if end
            else None
        )
    else:
        entry.add("dtstart", start)
        last = end
    if last is not None:
        entry.add("dtend", last)


def _add_text(entry: Entry, name: str, thing: Any, field: str) -> None:
    stated, language = best(thing, field)
    text = readable(stated) if name == "description" else one_line(stated)
    if text:
        entry.add(name, text, parameters={"language": language})


def _add_place(entry: Entry, parts: list[str]) -> None:
    lines = [one_line(line) for part in parts for line in readable(part).split("\n")]
    place = ", ".join(dict.fromkeys(line for line in lines if line))
    if place:
        entry.add("location", place)
