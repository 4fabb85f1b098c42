"""Who came: registrations, groups and those who did something at an item of the agenda, each with every place that says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language

from reports.dossier.vocabulary import (
    AgendaState,
    Manner,
    ParticipationRole,
    RegistrationRole,
    RegistrationState,
)
from reports.dossier.who import Post, Registration
from reports.narrative import words
from reports.narrative.telling import LAST_RANK, Telling, post_rank

SHOWN_BEFORE = frozenset({RegistrationState.CONFIRMED, RegistrationState.ATTENDED})


@dataclass(slots=True)
class Attendance:
    """What is recorded of one named person over the registration and the agenda."""

    person: str
    posts: list[Post]
    country: str | None
    as_written: str = ""
    roles: list[str] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)

    @property
    def rank(self) -> int:
        return min(map(post_rank, self.posts), default=LAST_RANK)


def present(telling: Telling) -> list[tuple[int, Registration]]:
    """Who attended; where attendance was not taken, who was confirmed."""
    registrations: list[tuple[int, Registration]] = telling.own("registrations")
    attended = [
        (place, record) for place, record in registrations if record.state is RegistrationState.ATTENDED
    ]
    if attended and telling.is_over:
        return attended
    return [(place, record) for place, record in registrations if record.state in SHOWN_BEFORE]


def present_groups(telling: Telling) -> list[int]:
    """Places of the groups; one that is registered and did not come is left out."""
    here = {record.group for __, record in present(telling)}
    away = {record.group for __, record in telling.own("registrations")} - here
    return [place for place, group in telling.own("groups") if group.id not in away]


def attendances(telling: Telling) -> list[Attendance]:
    """In protocol order: by rank where it is stated, then in order of mention."""
    found: dict[str, Attendance] = {}
    for place, registration in present(telling):
        if registration.person:
            attendance = _attendance(telling, found, registration.person)
            if registration.posts is not None:
                attendance.posts = registration.posts
            attendance.country = registration.country or attendance.country
            written = filter(None, (registration.job_title, registration.organization_name))
            attendance.as_written = ", ".join(written)
            attendance.roles.append(role_of(registration))
            attendance.refs.append(f"$.registrations[{place}]")
    for place, item in telling.own("agenda"):
        if item.state is AgendaState.DROPPED or (telling.is_over and item.state is not AgendaState.HELD):
            continue
        for position, participation in enumerate(item.participations):
            if participation.person:
                attendance = _attendance(telling, found, participation.person)
                if participation.role is not ParticipationRole.ATTENDEE:
                    attendance.roles.append(words.participation_role(participation.role))
                attendance.refs.append(f"$.agenda[{place}].participations[{position}]")
    return sorted(found.values(), key=lambda attendance: attendance.rank)


def role_of(registration: Registration) -> str:
    return _role_of(registration.role, registration.manner, get_language())


@lru_cache(maxsize=500)
def _role_of(role: RegistrationRole, manner: Manner | None, _language: str | None) -> str:
    """Put into words once for all who share it."""
    return words.in_manner(words.registration_role(role), manner)


def _attendance(telling: Telling, found: dict[str, Attendance], key: str) -> Attendance:
    if key not in found:
        person = telling.people[key]
        found[key] = Attendance(key, person.posts, person.country, refs=[telling.people_paths[key]])
    return found[key]
