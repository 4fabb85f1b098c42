"""Who is in a seating plan: added, removed, put in order, to which side, beside whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Invalid
from events.models import Registration, SeatingPlace, SeatingPlan
from events.seating import Task
from events.services.standings import standings_of
from people.models import Person, Precedence
from people.precedence import Standing, in_order
from people.services import journal, records
from people.services.journal import Actor
from people.services.precedence import convention_of
from people.standings import standings

Somebody = Registration | Person | str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who shall have a place; `beside` is another of the same list, whom they interpret for or assist."""

    who: Somebody
    side: str = ""
    principal: bool = False
    beside: Somebody | None = None
    task: str = ""


@transaction.atomic
def set_places(plan: SeatingPlan, wanted: Iterable[Wanted], *, by: Actor, at: dt.datetime) -> bool:
    """Exactly these, in this order; who stays keeps the pinned seat. Returns whether anything changed. Raises Invalid."""
    _lock(plan)
    present = {_key(one): one for one in SeatingPlace.objects.filter(plan=plan)}
    before = [_state(one) for one in present.values()]
    chosen = {_key_of(one.who): one for one in wanted}
    _demand_participants(plan, [one.who for one in chosen.values()])
    SeatingPlace.objects.filter(pk__in=[one.pk for key, one in present.items() if key not in chosen]).delete()
    rows = {key: present.get(key) or _new(plan, one.who) for key, one in chosen.items()}
    for position, (key, one) in enumerate(chosen.items()):
        row = rows[key]
        row.position, row.side, row.principal, row.task = position, one.side, one.principal, one.task
    _save(rows.values(), ["position", "side", "principal", "task"])
    for key, one in chosen.items():
        rows[key].beside = rows.get(_key_of(one.beside)) if one.beside is not None else None
    _save(rows.values(), ["beside"])
    changed = before != [_state(one) for one in SeatingPlace.objects.filter(plan=plan)]
    if changed:
        _told(plan, ["places"], by=by, at=at)
    return changed


@transaction.atomic
def add_places(
    plan: SeatingPlan, people: Sequence[Somebody], *, by: Actor, at: dt.datetime, side: str = ""
) -> list[SeatingPlace]:
    """At the end, in the order given; who has a place already keeps it as it is. Raises Invalid."""
    _lock(plan)
    _demand_participants(plan, people)
    present = {_key(one) for one in SeatingPlace.objects.filter(plan=plan)}
    fresh = {_key_of(one): one for one in people if _key_of(one) not in present}
    first = len(present)
    rows = [_new(plan, one) for one in fresh.values()]
    for position, row in enumerate(rows, start=first):
        row.position, row.side = position, side
    _save(rows, [])
    if rows:
        _told(plan, ["places"], by=by, at=at)
    return rows


@transaction.atomic
def amend_place(place: SeatingPlace, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> list[str]:
    """Side, principal, beside whom and as what, or the label. Raises Invalid."""
    _lock(place.plan)
    beside: SeatingPlace | None = changes.get("beside", place.beside)
    if beside is not None:
        _demand_principal(place, beside)
        changes = {**changes, "task": changes.get("task") or place.task or Task.INTERPRETER}
    elif "beside" in changes:
        changes = {**changes, "task": ""}
    changed = records.amend(place, changes, by=by, at=at)
    if changed:
        records.touch(place.plan, at=at)
    return changed


@transaction.atomic
def remove_place(place: SeatingPlace, *, by: Actor, at: dt.datetime) -> None:
    _lock(place.plan)
    records.touch(place.plan, at=at)
    records.delete(place, by=by, at=at)


@transaction.atomic
def shift_place(place: SeatingPlace, step: int, *, by: Actor, at: dt.datetime) -> None:
    """One place earlier (-1) or later (1) in the order of its side; at the ends nothing happens."""
    _lock(place.plan)
    rows = list(SeatingPlace.objects.filter(plan=place.plan))
    own = [row for row in rows if row.side == place.side]
    here = next(number for number, row in enumerate(own) if row.pk == place.pk)
    there = here + step
    if not 0 <= there < len(own):
        return
    one, other = rows.index(own[here]), rows.index(own[there])
    rows.insert(other, rows.pop(one))
    _renumber(rows)
    _told(place.plan, ["position"], by=by, at=at)


@transaction.atomic
def order_places(
    plan: SeatingPlan, *, by: Actor, at: dt.datetime, precedence: Precedence | None = None
) -> None:
    """By a convention, the office's own unless another is named; who has no standing (a label, a group) comes last."""
    _lock(plan)
    chosen = precedence or convention_of(plan.office)
    records.demand_own(plan.office_id, [chosen], field="precedence")
    rows = list(SeatingPlace.objects.filter(plan=plan).select_related("registration", "person"))
    placed = in_order(standings_in(rows), chosen.convention)
    number = {one.standing.key: one.number for one in placed}
    rows.sort(key=lambda row: (number.get(str(row.uid), len(rows) + 1), row.position))
    _renumber(rows)
    if chosen.pk:
        plan.precedence = chosen
        SeatingPlan.objects.filter(pk=plan.pk).update(precedence=chosen)
    _told(plan, ["position"], by=by, at=at)


def standings_in(rows: Sequence[SeatingPlace]) -> list[Standing]:
    """What is known of those who are named, by the uid of their place; four queries."""
    known = {one.key: one for one in standings_of([row.registration for row in rows if row.registration])}
    people = {one.key: one for one in standings([row.person for row in rows if row.person])}
    found = []
    for position, row in enumerate(rows):
        standing = (
            known.get(str(row.registration.uid)) if row.registration
            else people.get(str(row.person.uid)) if row.person else None
        )  # fmt: skip
        if standing is not None:
            found.append(replace(standing, key=str(row.uid), position=position))
    return found


def _demand_participants(plan: SeatingPlan, people: Sequence[Somebody]) -> None:
    for one in people:
        if isinstance(one, Registration) and one.event_id != plan.event_id:
            raise Invalid(_("Choose participants of this event."), field="participants")
        if isinstance(one, str) and not one.strip():
            raise Invalid(_("Write a name."), field="label")
    records.demand_own(plan.office_id, [one for one in people if isinstance(one, Person)], field="person")


def _demand_principal(place: SeatingPlace, beside: SeatingPlace) -> None:
    if beside.plan_id != place.plan_id or beside.pk == place.pk:
        raise Invalid(_("Choose somebody else of this plan."), field="beside")
    if beside.beside_id is not None or place.helpers.exists():
        raise Invalid(_("Who helps somebody has no helper in turn."), field="beside")


def _new(plan: SeatingPlan, who: Somebody) -> SeatingPlace:
    row = SeatingPlace(office_id=plan.office_id, plan=plan)
    if isinstance(who, Registration):
        row.registration = who
    elif isinstance(who, Person):
        row.person = who
    else:
        row.label = who.strip()[:200]
    return row


def _key(row: SeatingPlace) -> tuple[str, int | str]:
    if row.registration_id:
        return "registration", row.registration_id
    return ("person", row.person_id) if row.person_id else ("label", row.label)


def _key_of(who: Somebody) -> tuple[str, int | str]:
    if isinstance(who, str):
        return "label", who.strip()[:200]
    return ("registration" if isinstance(who, Registration) else "person"), who.pk


def _state(row: SeatingPlace) -> tuple[Any, ...]:
    return _key(row), row.position, row.side, row.principal, row.beside_id, row.task


def _save(rows: Iterable[SeatingPlace], fields: list[str]) -> None:
    given = list(rows)
    SeatingPlace.objects.bulk_create([row for row in given if row.pk is None])
    if fields:
        SeatingPlace.objects.bulk_update(given, fields)


def _renumber(rows: Iterable[SeatingPlace]) -> None:
    given = list(rows)
    for position, row in enumerate(given):
        row.position = position
    SeatingPlace.objects.bulk_update(given, ["position"])


def _told(plan: SeatingPlan, fields: list[str], *, by: Actor, at: dt.datetime) -> None:
    records.touch(plan, at=at)
    journal.record(plan, "changed", by=by, at=at, fields=fields)


def _lock(plan: SeatingPlan) -> None:
    """Two who arrange one table do so one after the other."""
    SeatingPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
