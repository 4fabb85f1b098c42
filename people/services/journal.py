"""Writing the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from base.records import key
from people.models.journal import Entry
from people.models.user import User

MANY = 200
"""From so many entries on, parsing a statement costs more than a stream of rows."""
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
    if len(written) <= MANY:
        Entry.objects.bulk_create(written)
    else:
        _copy(written)


def _copy(entries: Sequence[Entry]) -> None:
    """Thousands of entries as one stream of rows, which the database reads without a statement to parse."""
    names = [field.attname for field in Entry._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(Entry._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for one in entries:
            copy.write_row([getattr(one, name) for name in names])


def record(
    obj: Any, verb: str, *, by: Actor, at: dt.datetime, fields: Iterable[str] = (), note: str = ""
) -> None:
    entry(obj, verb, by=by, at=at, fields=fields, note=note).save(force_insert=True)
