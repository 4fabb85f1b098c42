"""Seating plans of an event: made, changed, copied, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from base.errors import Conflict, Invalid
from base.languages import columns, texts
from events.models import AgendaItem, Event, SeatingPlace, SeatingPlan
from people.services import records
from people.services.journal import Actor

REFUSALS: records.Refusals = {
    "seating_plan_origin_once": lambda: Conflict(_("This table is drawn already.")),
}


@transaction.atomic
def add_plan(
    *, event: Event, by: Actor, at: dt.datetime, item: AgendaItem | None = None, **values: Any
) -> SeatingPlan:
    """Without occupants. Raises Invalid."""
    plan = SeatingPlan(office_id=event.office_id, event=event, item=item, **values)
    _check(plan)
    return records.create(plan, by=by, at=at, refusals=REFUSALS)


@transaction.atomic
def amend_plan(
    plan: SeatingPlan,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed; who is pinned stays pinned. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(plan, name, value)
    _check(plan)
    return records.amend(plan, changes, by=by, at=at, expected=expected, refusals=REFUSALS)


def delete_plan(plan: SeatingPlan, *, by: Actor, at: dt.datetime) -> None:
    records.delete(plan, by=by, at=at)


@transaction.atomic
def copy_plan(plan: SeatingPlan, *, by: Actor, at: dt.datetime, **changes: Any) -> SeatingPlan:
    """The same occupants in the same order with the same pinned seats, in a plan of its own. Raises Invalid."""
    kept = {
        field.attname: getattr(plan, field.attname)
        for field in SeatingPlan._meta.concrete_fields
        if field.name not in {"id", "uid", "version", "created_at", "updated_at", "origin"}
    }
    copy = SeatingPlan(**kept)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.event = plan.event
    _check(copy)
    records.create(copy, by=by, at=at, refusals=REFUSALS)
    _copy_places(plan, copy)
    return copy


def _copy_places(plan: SeatingPlan, copy: SeatingPlan) -> None:
    rows = list(SeatingPlace.objects.filter(plan=plan))
    twins = {
        row.pk: SeatingPlace(
            office_id=row.office_id, plan=copy, registration_id=row.registration_id, person_id=row.person_id,
            label=row.label, side=row.side, position=row.position, principal=row.principal, task=row.task,
            pinned=row.pinned, reason=row.reason,
        )
        for row in rows
    }  # fmt: skip
    SeatingPlace.objects.bulk_create(twins.values())
    helping = [row for row in rows if row.beside_id in twins]
    for row in helping:
        twins[row.pk].beside = twins[row.beside_id or 0]
    SeatingPlace.objects.bulk_update([twins[row.pk] for row in helping], ["beside"])


def _check(plan: SeatingPlan) -> None:
    errors: dict[str, list[str]] = {}
    if not texts(plan, "name"):
        errors[columns("name")[0]] = [_("State a name in at least one language.")]
    if plan.item is not None and plan.item.event_id != plan.event_id:
        errors["item"] = [_("This agenda item belongs to another event.")]
    if any(code not in countries.countries for code in plan.flags):
        errors["flags"] = [_("This is not the code of a country.")]
    if plan.per_table < 2:
        errors["per_table"] = [_("At least two sit at a table.")]
    if plan.per_row == 1:
        errors["per_row"] = [_("At least two sit in a row.")]
    if errors:
        raise Invalid(errors=errors)
