"""What refers to people and organizations at events, and two registrations of one person for one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from events.models import (
    AgendaItem,
    Credit,
    Event,
    EventBody,
    EventMessage,
    Exhibit,
    Group,
    Participation,
    Photo,
    Registration,
    SeatingPlace,
)
from events.services import registration_moves
from events.states import RegistrationState
from people.models import Person
from people.services import records
from people.services.journal import Actor
from people.services.repointing import Reference

OF_PERSON = (
    Reference(Registration, "person"), Reference(Participation, "person"), Reference(Photo, "photographer"),
    Reference(Credit, "person"), Reference(SeatingPlace, "person"), Reference(Event.people_named.through, "person"),
)  # fmt: skip
OF_ORGANIZATION = (
    Reference(Registration, "organization"), Reference(EventBody, "organization"), Reference(AgendaItem, "host"),
    Reference(Exhibit, "owner"), Reference(Event.organizations_named.through, "organization"),
    Reference(Group.organizations.through, "organization"),
)  # fmt: skip
OF_REGISTRATION = (
    Reference(SeatingPlace, "registration", left=True),
    Reference(Registration.posts.through, "registration", left=True),
    Reference(EventMessage.recipients.through, "registration", left=True),
)
"""What a registration hands over to the one that stands; what that has already stays where it is."""

STANDING: tuple[str, ...] = ("attended", "absent", "confirmed", "waitlisted", "pending", "invited")
"""The state that says most stands; of two alike, the earlier registration."""
FILLED = (
    "manner",
    "email",
    "organization",
    "organization_name",
    "job_title",
    "country",
    "notified_on",
    "note",
)

Pair = tuple[Registration, Registration]
"""The registration that stands, and the one that ends."""


def double_registrations(kept: Person, gone: Person) -> list[Pair]:
    """Of each event for which both are registered."""
    rows = Registration.objects.active().filter(person__in=[kept, gone]).select_related("event", "person")
    by_event: dict[int, list[Registration]] = {}
    for row in rows:
        by_event.setdefault(row.event_id, []).append(row)
    pairs = []
    for both in by_event.values():
        if len(both) > 1:
            first, second = sorted(both, key=lambda row: (STANDING.index(row.state), row.seq))
            pairs.append((first, second))
    return pairs


def fill_standing(pairs: Sequence[Pair], *, by: Actor, at: dt.datetime) -> None:
    """The standing registration states what only the other stated; the seat is counted once, as the standing one has it."""
    for standing, ending in pairs:
        changes: dict[str, Any] = {
            name: getattr(ending, name)
            for name in FILLED
            if getattr(ending, name) and not getattr(standing, name)
        }
        if standing.note and ending.note and standing.note != ending.note:
            changes["note"] = f"{standing.note}\n\n{ending.note}"[:2000]
        if standing.role == "participant" != ending.role:
            changes["role"] = ending.role
        records.amend(standing, changes, by=by, at=at)


def end_doubles(pairs: Sequence[Pair], *, by: Actor, at: dt.datetime, note: str) -> None:
    """The other registration stays on record as cancelled; its seat is free. Nobody is told."""
    marked = (RegistrationState.ATTENDED, RegistrationState.ABSENT)
    for _standing, ending in pairs:
        doing: dict[str, Any] = {"by": by, "at": at, "note": note, "notify": False}
        if ending.state in marked:
            registration_moves.confirm([ending], **doing)
        registration_moves.cancel([ending], **doing)
