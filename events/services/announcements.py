"""Letters to everyone who is registered for an event, written as a set."""

from __future__ import annotations

import datetime as dt

from events.models import Event, Registration
from people.models import Notice
from people.services import outbox


def inform(event: Event, kind: str, *, at: dt.datetime) -> int:
    """Write a letter of this kind to each active registrant with an address; once per state of the schedule.

    Returns how many registrants have one.
    """
    registrants = (
        Registration.objects.filter(event=event)
        .active()
        .exclude(email="")
        .values_list("pk", "email", "language")
    )
    letters = [
        outbox.Letter(
            office_id=event.office_id,
            recipient=f"registration:{pk}",
            address=email,
            language=language,
            kind=kind,
            occurrence=_occurrence(event),
            data={"registration": pk, "event": event.pk},
            about=[f"event:{event.pk}", f"registration:{pk}"],
            due_at=at,
        )
        for pk, email, language in registrants
    ]
    outbox.enqueue(letters)
    return len(letters)


def on_the_way(event: Event, kind: str) -> bool:
    """Whether letters of this kind about the present schedule have not left yet: those about the next one say it in their stead."""
    written = Notice.objects.filter(kind=kind, occurrence=_occurrence(event)).about(f"event:{event.pk}")
    return written.filter(state__in=outbox.WAITING).exists()


def _occurrence(event: Event) -> str:
    return f"event:{event.pk}:{event.schedule_revision}"
