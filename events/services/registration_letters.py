"""The letters that registrations cause, written to the outbox in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from base.records import keys
from events.models import Registration
from people.services import outbox
from people.services.outbox import Letter

RECEIVED = "registration.received"
CONFIRMED = "registration.confirmed"
WAITLISTED = "registration.waitlisted"
PROMOTED = "registration.promoted"
DECLINED = "registration.declined"
CANCELLED = "registration.cancelled"
LINK = "registration.link"
FIRST = {"invited": LINK, "pending": RECEIVED, "confirmed": CONFIRMED, "waitlisted": WAITLISTED}
"""The letter that a new registration gets, by its state."""
AGAIN_AFTER = dt.timedelta(minutes=5)
"""A link is sent to the same registration at most once in this time."""


def write(kind: str, registrations: Iterable[Registration], *, at: dt.datetime) -> None:
    """One letter per registration and version of it, to those that have an address."""
    outbox.enqueue(_letter(kind, one, f"registration:{one.pk}:{one.version}", at) for one in registrations)


def write_first(registration: Registration, *, at: dt.datetime) -> None:
    if kind := FIRST.get(registration.state):
        write(kind, [registration], at=at)


def write_link(registrations: Iterable[Registration], *, at: dt.datetime) -> None:
    """The link once more; asking again and again within minutes sends it once."""
    window = int(at.timestamp() // AGAIN_AFTER.total_seconds())
    outbox.enqueue(
        _letter(LINK, one, f"registration:{one.pk}:{one.link_revision}:{window}", at) for one in registrations
    )


def withdraw(registrations: Iterable[Registration], *, at: dt.datetime, reason: str) -> None:
    """Take back what these registrations would still be told."""
    if about := [key for one in registrations for key in keys(registration=one.pk)]:
        outbox.withdraw(about=about, at=at, reason=reason)


def _letter(kind: str, registration: Registration, occurrence: str, at: dt.datetime) -> Letter:
    return Letter(
        office_id=registration.office_id,
        recipient=f"registration:{registration.pk}",
        address=registration.email,
        kind=kind,
        occurrence=occurrence,
        due_at=at,
        language=registration.language,
        data={"registration": registration.pk, "event": registration.event_id},
        about=registration.about,
    )
