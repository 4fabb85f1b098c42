"""Hotel rooms and who sleeps in them: no more than there are places, and nobody in two rooms in one night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid, Missing
from base.wording import span_in_words
from delegations.models import Delegation, Occupant, Stay
from delegations.services import travelling
from events.models import Event, Registration
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def add_stay(
    *,
    event: Event,
    by: Actor,
    at: dt.datetime,
    delegation: Delegation | None = None,
    occupants: Iterable[Registration] = (),
    beyond: bool = False,
    **values: Any,
) -> Stay:
    """One room. `values`: hotel (a venue), kind, room, beds, check_in, check_out (days), booking, note.

    Raises Invalid; Conflict when it takes more people than it has places, unless `beyond`, or somebody sleeps elsewhere.
    """
    travelling.demand_delegation(delegation, event)
    stay = Stay(office_id=event.office_id, event=event, delegation=delegation, **values)
    _check(stay)
    records.create(stay, by=by, at=at)
    put_in_room(stay, occupants, by=by, at=at, beyond=beyond)
    return stay


@transaction.atomic
def add_stays(*, event: Event, count: int, by: Actor, at: dt.datetime, **values: Any) -> list[Stay]:
    """Several rooms alike, still without occupants. Raises Invalid."""
    if not 1 <= count <= 200:
        raise Invalid(_("State a number from 1 to 200."), field="count")
    return [add_stay(event=event, by=by, at=at, **values) for _number in range(count)]


@transaction.atomic
def spread(
    *, event: Event, occupants: Sequence[Registration], beds: int, by: Actor, at: dt.datetime, **values: Any
) -> list[Stay]:
    """As many rooms alike as they need, filled one after the other in the order given. Raises as `add_stay`."""
    if beds < 1:
        raise Invalid(_("A room has at least one place."), field="beds")
    return [
        add_stay(event=event, occupants=occupants[n : n + beds], beds=beds, by=by, at=at, **values)
        for n in range(0, len(occupants), beds)
    ]


@transaction.atomic
def amend_stay(
    stay: Stay,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    occupants: Iterable[Registration] | None = None,
    beyond: bool = False,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of what changed; `occupants` replaces those there are.

    Fewer places or other days are weighed against those in the room. Raises Invalid, Conflict, Stale.
    """
    if "delegation" in changes:
        travelling.demand_delegation(changes["delegation"], stay.event)
    lock(stay)
    for name, value in changes.items():
        setattr(stay, name, value)
    _check(stay)
    changed = records.amend(stay, changes, by=by, at=at, expected=expected)
    moved = occupants is not None and _set_occupants(stay, list(occupants), by=by, at=at)
    if moved or {"beds", "check_in", "check_out"} & set(changed):
        _demand_room(stay, [], beyond=beyond)
    if moved:
        if not changed:
            records.touch(stay, at=at)
        changed = [*changed, "occupants"]
    return changed


@transaction.atomic
def put_in_room(
    stay: Stay, registrations: Iterable[Registration], *, by: Actor, at: dt.datetime, beyond: bool = False
) -> list[Occupant]:
    """Who is in it already stays so. Raises Invalid; Conflict as in `add_stay`."""
    lock(stay)
    chosen = travelling.demand_of_event(stay.event_id, registrations)
    present = set(stay.occupants.values_list("registration_id", flat=True))
    coming = [one for one in chosen if one.pk not in present]
    _demand_room(stay, coming, beyond=beyond)
    return _add(stay, coming, by=by, at=at)


@transaction.atomic
def take_out_of_room(stay: Stay, registrations: Iterable[Registration], *, by: Actor, at: dt.datetime) -> int:
    """Returns how many were in it."""
    rows = list(Occupant.objects.filter(stay=stay, registration__in=[one.pk for one in registrations]))
    return travelling.drop_rows(rows, "taken out of a room", of=stay, by=by, at=at)


def delete_stay(stay: Stay, *, by: Actor, at: dt.datetime) -> None:
    """With those who were to sleep in it."""
    records.delete(stay, by=by, at=at)


def lock(stay: Stay) -> None:
    """Hold its row until the transaction ends, with the present number of places. Raises Missing."""
    row = (
        Stay.objects.select_for_update(of=("self",))
        .filter(pk=stay.pk)
        .values("beds", "check_in", "check_out")
        .first()
    )
    if row is None:
        raise Missing(_("Somebody deleted this room in the meantime."))
    for name, value in row.items():
        setattr(stay, name, value)


def _add(stay: Stay, coming: Sequence[Registration], *, by: Actor, at: dt.datetime) -> list[Occupant]:
    rows = [
        Occupant(office_id=stay.office_id, stay=stay, registration=one, created_at=at, updated_at=at)
        for one in coming
    ]
    return travelling.add_rows(rows, "put into a room", of=stay, by=by, at=at)


def _set_occupants(stay: Stay, wanted: list[Registration], *, by: Actor, at: dt.datetime) -> bool:
    present = {row.registration_id: row.registration for row in stay.occupants.select_related("registration")}
    gone = [one for pk, one in present.items() if pk not in {one.pk for one in wanted}]
    left = take_out_of_room(stay, gone, by=by, at=at)
    chosen = travelling.demand_of_event(stay.event_id, [one for one in wanted if one.pk not in present])
    return bool(_add(stay, chosen, by=by, at=at)) or bool(left)


def _demand_room(stay: Stay, coming: Sequence[Registration], *, beyond: bool) -> None:
    """Those in the room and those who come: enough places, and each in no other room on these nights. Raises Conflict."""
    inside = stay.occupants.active().select_related("registration__person", "registration__group")
    people = [row.registration for row in inside]
    present, more = (sum(map(travelling.heads, rows)) for rows in (people, coming))
    travelling.demand_free(present, more, stay.beds, beyond=beyond, field="occupants")
    named = [one.pk for one in (*people, *coming) if one.person_id is not None]
    elsewhere = Occupant.objects.filter(
        registration__in=named, stay__check_in__lt=stay.check_out, stay__check_out__gt=stay.check_in
    ).exclude(stay=stay.pk)
    other = elsewhere.select_related("registration__person", "stay__hotel").first()
    if other is not None:
        words = {
            "name": other.registration.person,
            "room": " ".join(part for part in (str(other.stay.hotel), other.stay.room) if part),
            "days": span_in_words(other.stay.check_in, other.stay.check_out),
        }
        raise Conflict(_("%(name)s has another room then: %(room)s, %(days)s.") % words, field="occupants")


def _check(stay: Stay) -> None:
    """Raises Invalid."""
    if stay.check_in and stay.check_out and stay.check_out <= stay.check_in:
        raise Invalid(_("They leave on a later day than they come."), field="check_out")
    if stay.beds == 0:
        raise Invalid(_("A room has at least one place."), field="beds")
