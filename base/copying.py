"""Writing many new rows of one table as a stream, without a statement of a hundred thousand values to build and to parse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault


def copy_in(objs: Sequence[models.Model], *, keyed: bool = True) -> None:
    """Insert new objects of one model in two statements, and give them their keys; not `keyed`, in one, without.

    What the first object leaves to the database (the moment of creation) is left to it for all, and not asked for. Raises
    IntegrityError like any other way to insert.
    """
    if not objs:
        return
    meta: Any = type(objs[0])._meta
    for field in meta.concrete_fields:
        if field.is_relation:
            _take_keys(field, objs)
    if keyed:
        for obj, pk in zip(objs, _new_keys(meta.db_table, meta.pk.column, len(objs)), strict=True):
            obj.pk = pk
    fields = [
        field
        for field in meta.concrete_fields
        if (keyed or not field.primary_key) and not _left_to_database(field, objs[0])
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"COPY {connection.ops.quote_name(meta.db_table)} ({columns}) FROM STDIN"
    try:
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(into) as stream:
            for obj in objs:
                stream.write_row([_stored(field, obj) for field in fields])
    except BaseException:
        for obj in objs:
            obj.pk = None
        raise
    for obj in objs:
        obj._state.adding, obj._state.db = False, connection.alias


def _take_keys(field: Any, objs: Sequence[models.Model]) -> None:
    """A relative may have got its key after it was set; setting the key alone would forget the relative."""
    for obj in objs:
        if field.is_cached(obj) and (relative := getattr(obj, field.name)) is not None:
            setattr(obj, field.name, relative)


def _new_keys(table: str, column: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _left_to_database(field: Any, obj: models.Model) -> bool:
    return isinstance(getattr(obj, field.attname), DatabaseDefault)


def _stored(field: Any, obj: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(obj, add=True), connection)
