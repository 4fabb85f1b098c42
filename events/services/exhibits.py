"""Exhibits of an event: achievements one by one, or their number alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from base.positions import next_position
from events.item_validators import check_exhibit
from events.models import Event, Exhibit
from events.services.ordering import put_in_order
from people.services import journal, records
from people.services.journal import Actor


@transaction.atomic
def add_exhibit(*, event: Event, by: Actor, at: dt.datetime, **values: Any) -> Exhibit:
    """Last in order. Raises Invalid when neither what is shown nor how many is stated."""
    exhibit = Exhibit(
        office_id=event.office_id,
        event=event,
        position=next_position(Exhibit.objects.filter(event=event)),
        **values,
    )
    check_exhibit(exhibit)
    return records.create(exhibit, by=by, at=at)


@transaction.atomic
def amend_exhibit(
    exhibit: Exhibit, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(exhibit, name, value)
    check_exhibit(exhibit)
    return records.amend(exhibit, changes, by=by, at=at, expected=expected)


def delete_exhibit(exhibit: Exhibit, *, by: Actor, at: dt.datetime) -> None:
    records.delete(exhibit, by=by, at=at)


@transaction.atomic
def reorder_exhibits(event: Event, uids: Sequence[UUID], *, by: Actor, at: dt.datetime) -> None:
    """Put the exhibits in this order; those not named follow. Raises Invalid."""
    if put_in_order(Exhibit.objects.filter(event=event), uids, at=at):
        journal.record(event, "exhibits reordered", by=by, at=at)
