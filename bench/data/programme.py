"""Agenda items over five days and five rooms, with who speaks."""

from __future__ import annotations

import datetime as dt

from base.dates import PartialDate, span_of
from bench.data.directory import SECTIONS, SECTIONS_ZH, Directory
from bench.data.making import FIRST_DAY, ZONE, insert, stamp, stated
from events.models import (
    AgendaItem,
    Event,
    Group,
    Participation,
    ParticipationRole,
    Registration,
    Room,
    Track,
    Venue,
)

ROOMS, SLOTS = 5, 8
KINDS = ("speech", "lecture", "panel", "talks", "signing", "matchmaking", "site_visit", "unveiling")


def fill_programme(event: Event, directory: Directory, *, items: int) -> list[AgendaItem]:
    rooms, tracks = _rooms(directory), _tracks(event)
    made = insert(AgendaItem, [_item(event, number, rooms, tracks) for number in range(items)])
    _participations(event, made, directory)
    return made


def _rooms(directory: Directory) -> list[Room]:
    venue = insert(
        Venue,
        [Venue(office=directory.office, name="Conference centre", city="City 1", country="CN", **stamp())],
    )[0]
    return insert(
        Room,
        [
            Room(office=directory.office, venue=venue, name=f"Room {n}", capacity=200, **stamp())
            for n in range(1, ROOMS + 1)
        ],
    )


def _tracks(event: Event) -> list[Track]:
    return insert(
        Track,
        [
            Track(office_id=event.office_id, event=event, name=f"Track {n}", **stamp())
            for n in range(1, ROOMS + 1)
        ],
    )


def _item(event: Event, number: int, rooms: list[Room], tracks: list[Track]) -> AgendaItem:
    day, place = divmod(number, ROOMS * SLOTS)
    slot, room = divmod(place, ROOMS)
    on = PartialDate.of(FIRST_DAY + dt.timedelta(days=day))
    start, end = dt.time(9 + slot), dt.time(9 + slot, 45)
    starts_at, ends_at = span_of(on, start, None, end, ZONE)
    section = number % len(SECTIONS)
    gist = "What was shown, what was asked, and what the partners want to do next in this field. " * 2
    return AgendaItem(
        office_id=event.office_id, event=event, kind=KINDS[number % len(KINDS)], on=on, start_time=start, end_time=end,
        starts_at=starts_at, ends_at=ends_at, room=rooms[room], track=tracks[room], position=number,
        **stated(
            "title", f"Session {number + 1} on {SECTIONS[section]}", f"第{number + 1}场：{SECTIONS_ZH[section]}",
            f"Sesión {number + 1}", f"Sessão {number + 1}",
        ),
        **stated("gist", gist if number % 2 == 0 else "", "展示了什么，问了什么，接下来做什么。" if number % 2 == 0 else ""),
        **stamp(),
    )  # fmt: skip


def _participations(event: Event, items: list[AgendaItem], directory: Directory) -> None:
    """A speaker each, a moderator for every third item, and a group that listens to every tenth."""
    people = list(
        Registration.objects.filter(event=event).order_by("seq").values_list("person_id", flat=True)
    )
    group = insert(
        Group,
        [Group(office_id=event.office_id, event=event, count=31, countries="BR,MX", **stated("label", "Visiting officials", "来访官员"), **stamp())],
    )[0]  # fmt: skip
    rows = []
    for number, item in enumerate(items):
        speech = stated(
            "speech_title", f"Ways of working together, part {number + 1}", f"合作之路（{number + 1}）"
        )
        about = {"office_id": event.office_id, "event": event, "item": item}
        rows.append(
            Participation(
                **about,
                person_id=people[number % len(people)],
                role=ParticipationRole.SPEAKER,
                position=1,
                **speech,
                **stamp(),
            )
        )
        if number % 3 == 0:
            rows.append(
                Participation(
                    **about,
                    person_id=people[(number + 200) % len(people)],
                    role=ParticipationRole.MODERATOR,
                    **stamp(),
                )
            )
        if number % 10 == 0:
            rows.append(
                Participation(**about, group=group, role=ParticipationRole.ATTENDEE, position=2, **stamp())
            )
    insert(Participation, rows)
