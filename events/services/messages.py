"""Messages that an organizer writes to a selection of registrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from base import placeholders
from base.errors import Invalid
from base.records import key
from events.models import Event, EventMessage, Registration
from events.placeholders import NAMES
from people.models import User
from people.services import outbox, records
from people.services.journal import Actor

KIND = "event.message"


@transaction.atomic
def send_message(
    *,
    event: Event,
    registrations: Iterable[Registration],
    subject: str,
    body: str,
    by: Actor,
    at: dt.datetime,
) -> EventMessage:
    """Keep the message and write its letters to the outbox; those without an address are left out.

    Raises Invalid: nothing to say, nobody to say it to, or a placeholder that stands for nothing.
    """
    chosen = list(
        Registration.objects.filter(event=event, pk__in=[one.pk for one in registrations]).exclude(email="")
    )
    _check(subject, body, chosen)
    message = EventMessage(
        office_id=event.office_id, event=event, subject=subject.strip(), body=body.strip(),
        sent_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    records.create(message, by=by, at=at, verb="sent")
    message.recipients.add(*chosen)
    outbox.enqueue(_letter(message, registration, at) for registration in chosen)
    return message


def _check(subject: str, body: str, chosen: list[Registration]) -> None:
    placeholders.check({"subject": subject, "body": body}, names=NAMES)
    if not subject.strip():
        raise Invalid(_("State a subject."), field="subject")
    if not body.strip():
        raise Invalid(_("Write what you want to say."), field="body")
    if not chosen:
        raise Invalid(_("None of those selected has an e-mail address."))


def _letter(message: EventMessage, registration: Registration, at: dt.datetime) -> outbox.Letter:
    return outbox.Letter(
        office_id=message.office_id,
        recipient=key("registration", registration.pk),
        address=registration.email,
        language=registration.language,
        kind=KIND,
        occurrence=key("message", message.pk),
        data={"message": message.pk, "registration": registration.pk},
        about=[*registration.about, key("message", message.pk)],
        due_at=at,
    )
