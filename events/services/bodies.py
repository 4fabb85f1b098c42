"""The bodies of an event: who hosts, organizes and supports it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from base.positions import next_position
from events.models import Event, EventBody
from people.models import Organization
from people.services import directory, journal, records
from people.services.journal import Actor


def _twice() -> DomainError:
    return Conflict(_("This organization has this role already."), field="organization")


REFUSALS: records.Refusals = {"event_body_once": _twice}


@transaction.atomic
def add_body(
    *,
    event: Event,
    role: str,
    by: Actor,
    at: dt.datetime,
    organization: Organization | None = None,
    new_name: str = "",
) -> EventBody:
    """Give an organization a role; `new_name` puts a new organization into the directory. Raises Invalid, Conflict."""
    if organization is None and not new_name.strip():
        raise Invalid(_("Choose an organization, or write the name of a new one."), field="organization")
    if organization is None:
        organization = directory.add_organization(office=event.office, by=by, at=at, name_en=new_name.strip())
    if organization.office_id != event.office_id:
        raise Invalid(_("It belongs to another office."), field="organization")
    if EventBody.objects.filter(event=event, organization=organization, role=role).exists():
        raise _twice()
    body = EventBody(
        office_id=event.office_id,
        event=event,
        organization=organization,
        role=role,
        position=next_position(EventBody.objects.filter(event=event)),
    )
    records.create(body, by=by, at=at, refusals=REFUSALS)
    _touch(event, at)
    return body


@transaction.atomic
def amend_body(body: EventBody, *, role: str, by: Actor, at: dt.datetime) -> list[str]:
    """Change the role. Raises Conflict when the organization has it already."""
    twin = EventBody.objects.filter(
        event=body.event_id, organization=body.organization_id, role=role
    ).exclude(pk=body.pk)
    if twin.exists():
        raise _twice()
    changed = records.amend(body, {"role": role}, by=by, at=at, refusals=REFUSALS)
    _touch(body.event, at)
    return changed


@transaction.atomic
def remove_body(body: EventBody, *, by: Actor, at: dt.datetime) -> None:
    """The organization stays in the directory."""
    event = body.event
    records.delete(body, by=by, at=at, verb="removed")
    _touch(event, at)


@transaction.atomic
def reorder_bodies(event: Event, uids: Sequence[uuid.UUID], *, by: Actor, at: dt.datetime) -> None:
    """Put the bodies in the order given; those not named follow in their present order."""
    present = list(EventBody.objects.select_for_update().filter(event=event))
    rank = {uid: number for number, uid in enumerate(uids)}
    present.sort(key=lambda body: (rank.get(body.uid, len(rank)), body.position))
    moved = [body for number, body in enumerate(present) if body.position != number]
    for number, body in enumerate(present):
        body.position = number
    if moved:
        EventBody.objects.bulk_update(moved, ["position"])
        journal.record(event, "bodies reordered", by=by, at=at)
        _touch(event, at)


def _touch(event: Event, at: dt.datetime) -> None:
    """The event's pages show its bodies, so its version rises with them."""
    Event.objects.filter(pk=event.pk).update(version=F("version") + 1, updated_at=at)
