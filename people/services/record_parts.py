"""Lists of records that stand in rows of their own, written in sets: actors of outcomes, parties, lines between two tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import models, transaction

from base.copying import copy_in
from base.records import Record
from people.services import journal
from people.services.journal import Actor


@transaction.atomic
def set_parts(
    wanted: Iterable[tuple[models.Model, Sequence[models.Model]]], *, owner: str, key: Sequence[str]
) -> set[Any]:
    """Write the parts of records in their order, in place of those there were; returns the keys of the owners that differed.

    A part is a row that says only which records stand in a list: an actor of an outcome, a line between two tables.
    `owner` is its field that leads to the record, `key` the columns that tell two parts apart. Two statements read and
    delete, one writes; the caller raises versions and journals.
    """
    lists = [(holder, list(parts)) for holder, parts in wanted]
    models_of_parts = {type(part) for _holder, parts in lists for part in parts}
    if not models_of_parts:
        return set()
    model = models_of_parts.pop()
    there: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    ids = [holder.pk for holder, _parts in lists]
    ordered = model._base_manager.filter(**{f"{owner}__in": ids}).order_by(
        *(["position"] if _has(model, "position") else []), "pk"
    )
    for holder_id, *values in ordered.values_list(f"{owner}_id", *key):
        there[holder_id].append(tuple(values))
    differing = [
        (holder, parts)
        for holder, parts in lists
        if there[holder.pk] != [tuple(getattr(part, name) for name in key) for part in parts]
    ]
    if old := [holder.pk for holder, _parts in differing if there[holder.pk]]:
        model._base_manager.filter(**{f"{owner}__in": old}).delete()
    copy_in([part for _holder, parts in differing for part in parts])
    return {holder.pk for holder, _parts in differing}


def touch_many(objs: Iterable[Record], *, by: Actor, at: dt.datetime, fields: Iterable[str]) -> None:
    """Raise the versions of records whose parts changed in rows of their own, and journal the names of the parts."""
    chosen = list(objs)
    if not chosen:
        return
    names = list(fields)
    type(chosen[0])._base_manager.filter(pk__in=[obj.pk for obj in chosen]).update(
        version=models.F("version") + 1, updated_at=at
    )
    for obj in chosen:
        obj.version += 1
        obj.updated_at = at
    journal.write(journal.entry(obj, "changed", by=by, at=at, fields=names) for obj in chosen)


@cache
def _has(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
