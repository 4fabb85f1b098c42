"""The agenda follows its event: days shifted with it, and the spans in UTC derived anew from local wall time."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from base.dates import PartialDate, span_of
from base.errors import Conflict, constraint_of
from events.models import AgendaItem, Event
from people.services import journal
from people.services.journal import Actor

ROOM_TAKEN = "room_once_at_a_time"


@transaction.atomic
def recompute_items(event: Event, *, by: Actor, at: dt.datetime, shift_days: int = 0) -> int:
    """Derive the span of every item in the event's zone; `shift_days` moves exact days along with the event.

    Returns how many items changed; a fixed number of queries. Raises Conflict when a room is taken by another event
    at the new time.
    """
    items = AgendaItem.objects.select_for_update(of=("self",)).filter(event=event)
    changed = [item for item in items if _derive(item, event.zone, shift_days)]
    if not changed:
        return 0
    for item in changed:
        item.sequence, item.version, item.updated_at = item.sequence + 1, item.version + 1, at
    # Without spans first: row by row, an item would meet the room's old span of the next one.
    AgendaItem.objects.filter(pk__in=[item.pk for item in changed]).update(starts_at=None, ends_at=None)
    try:
        with transaction.atomic():
            AgendaItem.objects.bulk_update(
                changed, ["on", "starts_at", "ends_at", "sequence", "version", "updated_at"], batch_size=500
            )
    except IntegrityError as exc:
        if constraint_of(exc) != ROOM_TAKEN:
            raise
        raise Conflict(_("A room of the agenda is taken at the new time; change that item first.")) from exc
    journal.write(
        journal.entry(item, "rescheduled", by=by, at=at, fields=["starts_at", "ends_at"]) for item in changed
    )
    return len(changed)


def _derive(item: AgendaItem, zone: str, shift_days: int) -> bool:
    before = (item.on, item.starts_at, item.ends_at)
    if shift_days and item.on and item.on.date:
        item.on = PartialDate.of(item.on.date + dt.timedelta(days=shift_days))
    item.starts_at, item.ends_at = span_of(item.on, item.start_time, None, item.end_time, zone)
    return before != (item.on, item.starts_at, item.ends_at)
