"""Bringing a backup back, and the drill: rows, files and sealed fields are compared with what was backed up."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from psycopg import sql

from base.sealing import SealError, bound_name, unseal
from config.archives import ArchiveError, Manifest, bring_files_back, check_backup, counts_of, load_dump
from people.services.resealing import sealed_models
from people.services.restoring import hold_what_may_have_gone

ASIDE = "before_restoring"
"""Schema that holds what was there until the backup stands in its place."""


@dataclass
class Restored:
    tables: int
    rows: int
    files: int
    sealed: int
    files_brought: int = 0
    held: int = 0


def restore(folder: Path, *, replace: bool = False) -> Restored:
    """Fill the database and the file store from a backup; what was there comes back when anything fails.

    Stop web, worker and clock before. Notices that may have gone out since are held. Raises ArchiveError.
    """
    manifest = check_backup(folder)
    with _emptied(replace=replace):
        load_dump(folder, settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]})
        with connection.cursor() as cursor:
            done = _compared(cursor, manifest)
    done.files_brought = bring_files_back(folder, manifest)
    call_command("migrate", verbosity=0, interactive=False)
    done.held = hold_what_may_have_gone(at=timezone.now())
    return done


def drill(folder: Path) -> Restored:
    """Bring a backup back into a database of its own, compare, and drop it again. Raises ArchiveError."""
    manifest = check_backup(folder)
    name = f"{connection.settings_dict['NAME'][:40]}_drill_{os.getpid()}"
    with _connected("postgres") as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            load_dump(folder, settings.DATABASES["default"] | {"NAME": name})
            with _connected(name) as copy, copy.cursor() as cursor:
                return _compared(cursor, manifest)
        finally:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _compared(cursor: Any, manifest: Manifest) -> Restored:
    """Raises ArchiveError when a table has more or fewer rows than were backed up, or a sealed field does not open."""
    counts = counts_of(cursor)
    if counts != manifest.counts:
        differing = sorted(
            name for name in {*counts, *manifest.counts} if counts.get(name) != manifest.counts.get(name)
        )
        raise ArchiveError(f"These tables differ from the backup: {', '.join(differing)}.")
    opened = sum(
        _opened(cursor, model, field) for model, fields in sealed_models().items() for field in fields
    )
    return Restored(len(counts), sum(counts.values()), len(manifest.files), opened)


def _opened(cursor: Any, model: Any, field: str) -> int:
    """Open every sealed text of a column; returns how many there are."""
    label, table = model._meta.label_lower, model._meta.db_table
    query = sql.SQL("SELECT uid, {field} FROM {table} WHERE length({field}) > 0")
    cursor.execute(query.format(field=sql.Identifier(field), table=sql.Identifier(table)))
    count = 0
    for uid, sealed in cursor.fetchall():
        try:
            unseal(sealed, bound_to=bound_name(label, UUID(str(uid)), field))
        except SealError as exc:
            raise ArchiveError(
                f"{table}.{field} of {uid} does not open: {exc}; look at SEALING_KEYS."
            ) from exc
        count += 1
    return count


@contextmanager
def _emptied(*, replace: bool) -> Iterator[None]:
    """The database without tables; what was there is put aside, and comes back when the body fails."""
    with connection.cursor() as cursor:
        full = bool(counts_of(cursor))
        if full and not replace:
            raise ArchiveError(
                "The database is not empty. --replace puts the backup in the place of what it holds."
            )
        if full:
            cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
            cursor.execute("CREATE SCHEMA public")
    try:
        yield
    except BaseException:
        if full:
            _put_back()
        raise
    if full:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _put_back() -> None:
    connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")


@contextmanager
def _connected(name: str) -> Iterator[psycopg.Connection[Any]]:
    database: Mapping[str, Any] = settings.DATABASES["default"]
    try:
        with psycopg.connect(
            host=database["HOST"], port=database.get("PORT") or None, user=database["USER"],
            password=database.get("PASSWORD") or None, dbname=name, autocommit=True,
        ) as found:  # fmt: skip
            yield found
    except psycopg.errors.InsufficientPrivilege as exc:
        raise ArchiveError(f"The drill needs a user that may create databases: {exc}") from exc
    except psycopg.OperationalError as exc:
        raise ArchiveError(f"The database server does not answer: {exc}") from exc
