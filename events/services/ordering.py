"""The order by hand of records that carry a position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from base.errors import Invalid


def put_in_order(rows: QuerySet[Any], uids: Sequence[UUID], *, at: dt.datetime) -> bool:
    """Lock the rows and put those named first, in this order; the others keep theirs after them.

    Returns whether anything moved; the caller journals it. Raises Invalid when one is not among the rows.
    """
    present = list(rows.select_for_update(of=("self",)))
    by_uid = {row.uid: row for row in present}
    if any(uid not in by_uid for uid in uids):
        raise Invalid(_("The order was not understood."))
    named = [by_uid[uid] for uid in dict.fromkeys(uids)]
    ordered = named + [row for row in present if row not in named]
    moved = [row for place, row in enumerate(ordered) if row.position != place]
    for place, row in enumerate(ordered):
        row.position = place
    for row in moved:
        row.version, row.updated_at = row.version + 1, at
    rows.model._base_manager.bulk_update(moved, ["position", "version", "updated_at"])
    return bool(moved)


def beside(uids: Sequence[UUID], uid: UUID, *, up: bool) -> list[UUID]:
    """The same with `uid` having changed places with its neighbour; as it was at either end."""
    order = list(uids)
    if uid in order:
        here = order.index(uid)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
    return order
