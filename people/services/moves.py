"""The one way in which a state changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base.errors import Conflict, Stale
from base.records import Record
from people.services import journal
from people.services.journal import Actor

R = TypeVar("R", bound=Record)


@transaction.atomic
def move(
    objs: Iterable[R],
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    stamp: Mapping[str, Any] | None = None,
    expected: int | None = None,
) -> list[R]:
    """Lock the rows, check each against its model's table of moves, write, journal; returns the moved rows.

    Rows that are already in the state are left alone. `stamp` gives further columns to set with the state (the same
    for all); `expected` is the version that a single row must still have. Raises Conflict, naming the first row that
    may not move, and then nothing is written; raises Stale.
    """
    chosen = list(objs)
    if not chosen:
        return []
    model = type(chosen[0])
    locked = list(
        model._base_manager.select_for_update(of=("self",))
        .filter(pk__in=[o.pk for o in chosen])
        .order_by("pk")
    )
    if expected is not None and any(row.version != expected for row in locked):
        raise Stale
    moving = [row for row in locked if row.state != to]  # type: ignore[attr-defined]
    for row in moving:
        _check(row, to)
    changes = {"state": to, **(stamp or {})}
    model._base_manager.filter(pk__in=[row.pk for row in moving]).update(
        **changes, version=F("version") + 1, updated_at=at
    )
    for row in moving:
        row.version += 1
        row.updated_at = at
        for name, value in changes.items():
            setattr(row, name, value)
    journal.write(
        journal.entry(row, f"moved to {to}", by=by, at=at, fields=changes, note=note) for row in moving
    )
    _carry_over(chosen, moving, changes)
    return moving


def may_move(obj: Any, to: str) -> bool:
    return to in obj.moves.get(obj.state, frozenset())


def _check(row: Any, to: str) -> None:
    if may_move(row, to):
        return
    labels = dict(type(row)._meta.get_field("state").flatchoices)
    raise Conflict(
        _("“%(row)s” is %(state)s; it cannot become %(to)s.")
        % {"row": row, "state": labels.get(row.state, row.state), "to": labels.get(to, to)}
    )


def _carry_over(chosen: Iterable[models.Model], moved: Iterable[Any], changes: Mapping[str, Any]) -> None:
    """The caller's own objects show what was written."""
    by_pk = {row.pk: row for row in moved}
    for obj in chosen:
        if row := by_pk.get(obj.pk):
            for name in (*changes, "version", "updated_at"):
                setattr(obj, name, getattr(row, name))
