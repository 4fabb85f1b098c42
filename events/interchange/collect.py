"""An event's agenda as a schedule, in four queries however long it is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from base.errors import Missing
from base.languages import best, supported
from events.interchange.days import arranged, stated_days
from events.interchange.kinds import type_of
from events.interchange.links import links_of
from events.interchange.names import plain_name
from events.interchange.own import item_guid, item_number, person_guid, room_label
from events.interchange.picture import Conference, Day, Schedule, Speaker, Stated, Talk
from events.interchange.zones import in_zone
from events.models import AgendaItem, Event, Participation
from events.programme import UNTOLD

NOT_OF_THE_FORMAT = frozenset({"day", "type", "links", "duration", "abstract", "language", "track"})
VERSION = "1"


def collect(event: Event, *, public: bool = True) -> Schedule:
    """The items that state when they begin, without dropped ones; with `public`, those of the public programme.

    Raises Missing while the event states no zone, or neither days nor items with a day.
    """
    remembered = event.interchange
    if not event.zone:
        raise Missing(_("The days of this event are not fixed yet, so there is no schedule of it."))
    items = _items(event, public=public)
    talks = [_talk(item, event) for item in items]
    _number(talks)
    stated = stated_days(remembered.get("days", []), event.zone)
    first, last = (limit.date if limit else None for limit in (event.start_on, event.end_on))
    days = arranged(talks, stated, first, last, event.zone)
    if not days:
        raise Missing(_("The days of this event are not fixed yet, so there is no schedule of it."))
    _arrange_rooms(days, talks)
    return Schedule(
        _conference(event, items, days),
        days=days,
        talks=talks,
        stated=remembered.get("schedule") or {"version": f"{VERSION}.{event.schedule_revision}"},
        outer=remembered.get("outer"),
    )


def _items(event: Event, *, public: bool) -> list[AgendaItem]:
    told = (
        Participation.objects.filter(person__isnull=False).exclude(role__in=UNTOLD).select_related("person")
    )
    rows = AgendaItem.objects.filter(event=event, starts_at__isnull=False, start_time__isnull=False)
    rows = rows.public() if public else rows.exclude(state="dropped")
    found: list[AgendaItem] = list(
        rows.select_related("room", "host", "track")
        .prefetch_related(Prefetch("participations", queryset=told))
        .order_by("starts_at", "position", "pk")
    )
    return found


def _talk(item: AgendaItem, event: Event) -> Talk:
    kept: Stated = item.interchange
    assert item.starts_at is not None
    starts = in_zone(item.starts_at, event.zone)
    language = item.language or (None if not kept else kept.get("language", ""))
    # An entry that came in goes out in its own language, an item of ours in the reader's.
    tongue = supported(item.language) if kept and item.language else None
    abstract = best(item, "abstract", tongue)[0]
    return Talk(
        title=best(item, "title", tongue)[0] or str(item.get_kind_display()),
        starts=starts,
        duration=_duration(item),
        guid=item_guid(item),
        id=kept.get("id"),
        day=kept.get("day", 0),
        room=room_label(item),
        track=item.track.name if item.track else (None if not kept else kept.get("track", "")),
        type=type_of(item),
        language=language,
        abstract=abstract or kept.get("abstract", ""),
        links=_links(item, event),
        persons=_persons(item, event),
        stated=_stated(item, event),
    )


def _stated(item: AgendaItem, event: Event) -> Stated:
    found = {name: value for name, value in item.interchange.items() if name not in NOT_OF_THE_FORMAT}
    if not found.get("url"):
        path = reverse("events:public_programme", kwargs={"slug": event.slug})
        found["url"] = f"{settings.SITE_URL}{path}#i{item.uid}"
    return found


def _duration(item: AgendaItem) -> dt.timedelta:
    if item.starts_at and item.ends_at:
        return item.ends_at - item.starts_at
    hours, _colon, minutes = item.interchange.get("duration", "0:0").partition(":")
    return dt.timedelta(hours=int(hours), minutes=int(minutes))


def _links(item: AgendaItem, event: Event) -> list[Stated]:
    """As they were stated, while they still say the same."""
    stated: list[Stated] = item.interchange.get("links") or []
    base_url = event.interchange.get("schedule", {}).get("base_url") or ""
    if links_of(stated, base_url) == item.links:
        return stated
    return [{name: text for name, text in one.items() if text} for one in item.links]


def _persons(item: AgendaItem, event: Event) -> list[Speaker]:
    found: dict[int, Speaker] = {}
    for row in item.participations.all():
        if row.person_id is not None and row.person_id not in found:
            found[row.person_id] = _speaker(row, event)
    return list(found.values())


def _speaker(row: Participation, event: Event) -> Speaker:
    """Under the name that was stated, unless the person's name was corrected since."""
    person = row.person
    assert person is not None
    stated = {name: value for name, value in row.interchange.items() if name != "kept_name"}
    said = str(stated.get("name") or stated.get("public_name") or "")
    if said and (row.interchange.get("kept_name") or plain_name(said) == person.name):
        return Speaker(said, stated)
    for name in ("name", "public_name"):
        if name in stated:
            stated[name] = person.name
    return Speaker(person.name, stated or {"guid": str(person_guid(event, person)), "name": person.name})


def _number(talks: list[Talk]) -> None:
    """Entries of ours get numbers; none is given twice."""
    taken = {talk.id for talk in talks if talk.id}
    for talk in talks:
        if talk.id is None:
            assert talk.guid is not None
            number = item_number(talk.guid)
            while number in taken:
                number += 1
            taken.add(number)
            talk.id = number


def _arrange_rooms(days: list[Day], talks: list[Talk]) -> None:
    """Rooms in their stated order, without those that only stood there for entries that are elsewhere now."""
    used: dict[int, dict[str, None]] = defaultdict(dict)
    for talk in talks:
        used[talk.day][talk.room] = None
    for day in days:
        counts = dict(day.stated.get("rooms", []))
        kept = [name for name in day.rooms if name in used[day.index] or not counts.get(name)]
        day.rooms = list(dict.fromkeys([*kept, *used[day.index]]))


def _conference(event: Event, items: list[AgendaItem], days: list[Day]) -> Conference:
    remembered: dict[str, Any] = event.interchange
    stated: Stated = dict(remembered.get("conference", {}))
    if event.zone != remembered.get("zone") or event.zone != remembered.get("stated_zone"):
        stated["time_zone_name"] = event.zone
    if not remembered:
        path = reverse("events:public_event", kwargs={"slug": event.slug})
        stated["url"] = f"{settings.SITE_URL}{path}"
    return Conference(
        title=best(event, "title")[0],
        acronym=str(stated.get("acronym") or event.slug),
        start=_limit(event, "start") or days[0].date,
        end=_limit(event, "end") or days[-1].date,
        zone=event.zone,
        rooms=_rooms(remembered, items),
        tracks=_tracks(event, items),
        stated=stated,
    )


def _limit(event: Event, name: str) -> dt.date | dt.datetime | None:
    """The stated one while it still means the same; else the day of the event."""
    on = getattr(event, f"{name}_on")
    day: dt.date | None = on.date if on else None
    if day is None and name == "end":
        return _limit(event, "start") if event.start_on else None
    time = getattr(event, f"{name}_time")
    stated = event.interchange.get("conference", {}).get(name)
    if day and time and isinstance(stated, str) and "T" in stated:
        return in_zone(dt.datetime.combine(day, time), event.zone)
    return day


def _rooms(remembered: dict[str, Any], items: list[AgendaItem]) -> list[Stated] | None:
    """Those of the file, then what is used besides; none where the file lists none."""
    stated: list[Stated] | None = remembered.get("rooms") if remembered else []
    if stated is None:
        return None
    rooms = {item.room.name: item.room for item in items if item.room is not None}
    found = [dict(one) for one in stated]
    for one in found:
        room = rooms.pop(one["name"], None)
        if room is not None and room.capacity is not None and one.get("capacity") != room.capacity:
            one["capacity"] = room.capacity
    return [
        *found,
        *({"name": name, "guid": str(room.uid), "capacity": room.capacity} for name, room in rooms.items()),
    ]


def _tracks(event: Event, items: list[AgendaItem]) -> list[Stated] | None:
    """Those of the file as far as they are there, then what is used besides."""
    remembered = event.interchange
    names: list[str] | None = remembered.get("tracks") if remembered else []
    if names is None:
        return None
    there = {track.name: track.interchange for track in event.tracks.all()}
    used = {item.track.name for item in items if item.track is not None}
    listed = [*(name for name in names if name in there), *sorted(used.difference(names))]
    return [{"name": name, **there.get(name, {})} for name in listed]
