"""Writing the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from base.copying import copy_in
from base.records import key
from people.models.journal import Entry
from people.models.user import User

FEW = 100
"""Up to so many entries one INSERT is as good as a stream."""
Actor = User | str | None
"""A user, or who acted when it was none: "participant", "clock", "command"."""


def entry(
    obj: Any,
    verb: str,
    *,
    by: Actor,
    at: dt.datetime,
    fields: Iterable[str] = (),
    about: Sequence[str] | None = None,
    note: str = "",
) -> Entry:
    """An unsaved journal entry on an office's record; `fields` are names, never values."""
    user = by if isinstance(by, User) else None
    return Entry(
        office_id=obj.office_id,
        at=at,
        by=user,
        actor="" if user else str(by or "system"),
        verb=verb,
        subject=key(obj._meta.model_name, obj.pk),
        state=getattr(obj, "state", ""),
        about=list(about if about is not None else obj.about),
        fields=sorted(fields),
        note=note.replace("\x00", "")[:300],
    )


def write(entries: Iterable[Entry]) -> None:
    written = list(entries)
    if len(written) <= FEW:
        Entry.objects.bulk_create(written)
    else:
        copy_in(written, keyed=False)


def record(
    obj: Any, verb: str, *, by: Actor, at: dt.datetime, fields: Iterable[str] = (), note: str = ""
) -> None:
    entry(obj, verb, by=by, at=at, fields=fields, note=note).save(force_insert=True)
