"""Who no longer comes takes no bed, seat or ticket that lies ahead: follows the moves of registrations, in their transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q

from delegations.models import Occupant, Ride, Traveller
from delegations.services import travelling
from events.models import Registration
from events.states import ENDED_STATES
from people.services import journal
from people.services.journal import Actor


def free_places(registrations: Sequence[Registration], *, to: str, by: Actor, at: dt.datetime) -> None:
    """Free the rooms, rides and legs that lie ahead of those who do not take part any more; what was, stays on record."""
    if to not in ENDED_STATES:
        return
    pks = [one.pk for one in registrations]
    for rows, verb, owner in _ahead(pks, at):
        by_owner: dict[Any, list[Any]] = {}
        for row in rows:
            by_owner.setdefault(owner(row), []).append(row)
        for of, own in by_owner.items():
            travelling.drop_rows(own, verb, of=of, by=by, at=at)


def hand_over(before: Registration, after: Registration, *, by: Actor, at: dt.datetime) -> None:
    """A substitute has the room and the rides that lie ahead; a ticket bears a name, and is not passed on."""
    rooms, rides, _tickets = _ahead([before.pk], at)
    for rows, _verb, owner in (rooms, rides):
        model: Any = rows.model
        moved = list(rows)
        model.objects.filter(pk__in=[row.pk for row in moved]).update(
            registration=after, version=F("version") + 1, updated_at=at
        )
        journal.write(
            journal.entry(
                row, "passed on to a substitute", by=by, at=at, fields=["registration"],
                about=[*owner(row).about, *after.about],
            )
            for row in moved
        )  # fmt: skip


def _ahead(pks: Sequence[int], at: dt.datetime) -> list[tuple[Any, str, Any]]:
    """Rows ahead, the verb of the journal, and the record that each row belongs to."""
    coming = Q(leg__departs_at__gt=at) | Q(leg__departs_at=None) & (
        Q(leg__arrives_at__gt=at) | Q(leg__arrives_at=None)
    )
    on_leg = coming & Q(leg__arrived_at=None)
    to_item = Q(item__starts_at__gt=at) | Q(item__isnull=False, item__starts_at=None)
    rides = Ride.objects.filter(Q(leg__isnull=False) & on_leg | to_item, registration__in=pks)
    rooms = Occupant.objects.filter(registration__in=pks, stay__check_in__gte=at.date())
    tickets = Traveller.objects.filter(on_leg, registration__in=pks)
    return [
        (rooms.select_related("stay"), "taken out of a room", lambda row: row.stay),
        (rides.select_related("leg", "item"), "taken out of a vehicle", lambda row: row.leg or row.item),
        (tickets.select_related("leg"), "taken off a leg", lambda row: row.leg),
    ]
