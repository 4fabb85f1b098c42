"""Stops of a visit: what travellers must know of an agenda item beyond the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError
from delegations.models import Stop
from events.models import AgendaItem
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def add_stop(*, item: AgendaItem, by: Actor, at: dt.datetime, **values: Any) -> Stop:
    """Raises Invalid; Conflict when the item is a stop already."""
    stop = Stop(office_id=item.office_id, item=item, **values)
    if Stop.objects.filter(item=item).exists():
        raise _twice()
    return records.create(stop, by=by, at=at, refusals={"delegations_stop_item_id_key": _twice})


@transaction.atomic
def amend_stop(
    stop: Stop, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of what changed. Raises Invalid, Stale."""
    return records.amend(stop, changes, by=by, at=at, expected=expected)


def delete_stop(stop: Stop, *, by: Actor, at: dt.datetime) -> None:
    """The agenda item stays as it is."""
    records.delete(stop, by=by, at=at)


def _twice() -> DomainError:
    return Conflict(_("What to know about this stop is entered already."), field="item")
