"""The events: a seminar with everything, a large one, one that is open, and an index of a thousand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from base.dates import PartialDate
from bench.data.directory import SECTIONS, SECTIONS_ZH, Directory
from bench.data.making import COUNTRIES, FIRST_DAY, WRITTEN_AT, ZONE, insert, stamp, stated
from events.models import BodyRole, Event, EventBody, EventKind, Registration, RegistrationRole
from events.services.schedule import derive
from people.models import Person, Post

ROLES = (
    *[RegistrationRole.PARTICIPANT] * 6,
    RegistrationRole.SPEAKER,
    RegistrationRole.OFFICIAL,
    RegistrationRole.GUEST,
)


def seminar(directory: Directory, slug: str, *, participants: int) -> Event:
    people = directory.people(participants)
    event = _event(
        directory,
        0,
        slug=slug,
        state="published",
        days=5,
        capacity=participants + 100,
        seats_taken=participants,
        last_seq=participants,
    )
    insert(Event, [event])
    _bodies(event, directory)
    registrations = _registrations(event, people, directory)
    posts = directory.give_posts(people)
    held = Registration.posts.through
    of_person = {registration.person_id: registration.pk for registration in registrations}
    insert(
        held,
        [held(registration_id=of_person[post.person_id], post_id=post.pk) for post in _first_posts(posts)],
    )
    return event


def large_event(directory: Directory, slug: str, *, registrations: int) -> Event:
    event = _event(
        directory, 1, slug=slug, state="published", days=3, seats_taken=registrations, last_seq=registrations
    )
    insert(Event, [event])
    _registrations(event, directory.people(registrations), directory)
    return event


def open_event(directory: Directory, slug: str) -> Event:
    """With a limit that is never reached, so that seats are counted as they are elsewhere."""
    return insert(Event, [_event(directory, 2, slug=slug, state="published", days=2, capacity=10_000_000)])[0]


def index_of_events(directory: Directory, *, events: int) -> None:
    """Events over twelve years; with the three others they make the public list."""
    rows = []
    for number in range(3, events):
        day = dt.date(2020, 1, 6) + dt.timedelta(days=4 * number)
        state = "closed" if day.year < 2026 else "published"
        rows.append(
            _event(directory, number, slug=f"bench-event-{number}", state=state, day=day, days=number % 3 + 1)
        )
    insert(Event, rows)


def _event(directory: Directory, number: int, *, day: dt.date = FIRST_DAY, days: int, **values: Any) -> Event:
    section = number % len(SECTIONS)
    event = Event(
        office=directory.office,
        kind=EventKind.values[number % len(EventKind.values)],
        mode="in_person",
        city=f"City {number % 12}",
        country=COUNTRIES[number % len(COUNTRIES)],
        zone=ZONE,
        start_on=PartialDate.of(day),
        start_time=dt.time(9),
        end_on=PartialDate.of(day + dt.timedelta(days=days - 1)),
        end_time=dt.time(17),
        schedule_revision=1,
        scheduled_at=WRITTEN_AT,
        contact_name="Event desk",
        contact_email="desk@bench.example",
        aims=[{"en": f"Aim {n} of the cooperation", "zh-hans": f"合作目标{n}"} for n in range(1, 4)],
        **stated(
            "title",
            f"Event {number}: cooperation in {SECTIONS[section]}",
            f"第{number}届{SECTIONS_ZH[section]}合作活动",
            f"Evento {number}: cooperación en {SECTIONS[section]}",
            f"Evento {number}: cooperação em {SECTIONS[section]}",
        ),
        **stated(
            "theme",
            f"From {SECTIONS[section]} to joint laboratories",
            f"从{SECTIONS_ZH[section]}到联合实验室",
        ),
        **stated(
            "summary",
            "What partners do together, and what follows from it. " * 12,
            "伙伴共同做什么，以及由此产生什么。" * 12,
        ),
        **stated("place", f"Conference centre {number % 12}", f"第{number % 12}会议中心"),
        **values,
        **stamp(),
    )
    derive(event)
    return event


def _bodies(event: Event, directory: Directory) -> None:
    roles = (BodyRole.HOST, BodyRole.ORGANIZER, BodyRole.CO_ORGANIZER, BodyRole.SUPPORTER, BodyRole.SUPPORTER)
    insert(
        EventBody,
        [
            EventBody(office=directory.office, event=event, organization=directory.organization_of(n), role=role, position=n, **stamp())
            for n, role in enumerate(roles)
        ],
    )  # fmt: skip


def _registrations(event: Event, people: list[Person], directory: Directory) -> list[Registration]:
    rows = []
    for number, person in enumerate(people, start=1):
        organization = directory.organization_of(number)
        rows.append(
            Registration(
                office=directory.office, event=event, person=person, role=ROLES[number % len(ROLES)], manner="in_person",
                state="confirmed", seq=number, email=person.email, language=person.language or "en", organization=organization,
                organization_name=str(organization), job_title=f"Director for {SECTIONS[number % len(SECTIONS)]}",
                country=person.country, note="Arrives a day early." if number % 20 == 0 else "", consented_at=WRITTEN_AT,
                confirmed_at=WRITTEN_AT, **stamp(),
            )
        )  # fmt: skip
    return insert(Registration, rows)


def _first_posts(posts: list[Post]) -> list[Post]:
    return [post for post in posts if post.position == 0]
