"""The bench's own database: made once per version of the data and of the tables, then copied afresh for every run."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from bench.data import SHORT, WHOLE, build
from bench.environment import ROOT


def fresh_database(*, rebuild: bool, short: bool = False) -> str:
    """Have the data ready, the same for every run; says what was done.

    With DATABASE_URL the one database is filled anew, because its user may not be allowed to make others.
    """
    forget(cache=True)
    database = settings.DATABASES["default"]["NAME"]
    template = f"{database}_data"
    if not settings.EMBEDDED_POSTGRES:
        _fill(short=short)
        return "The data were made anew."
    wanted = fingerprint()
    with _administrator() as run:
        held = run(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", template
        )
    if rebuild or not held or held[0][0] != wanted:
        _fill(short=short)
        connection.close()
        with _administrator() as run:
            run(f"DROP DATABASE IF EXISTS {template} WITH (FORCE)")
            run(f"CREATE DATABASE {template} TEMPLATE {database} STRATEGY file_copy")
            run(f"COMMENT ON DATABASE {template} IS '{wanted}'")
        return "The data were made anew."
    connection.close()
    with _administrator() as run:
        run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        run(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy")
    return "The data of an earlier run are used again."


def fingerprint() -> str:
    """Of the generator and of the tables."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "bench" / "data").glob("*.py")):
        digest.update(path.read_bytes())
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for name, migration in sorted(migrations.items()):
        digest.update(repr(name).encode())
        digest.update(Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()[:24]


def forget(*, cache: bool = False, pattern: str = "1:*") -> None:
    """Remove kept values of this database from the cache, and with `cache` the queues too."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        keys = list(client.scan_iter(match=f"{settings.KEY_PREFIX}{'*' if cache else pattern}", count=1000))
        if keys:
            client.delete(*keys)


def _fill(*, short: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0, interactive=False)
    build(SHORT if short else WHOLE)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _administrator() -> Iterator[Any]:
    """Runs statements outside of the bench's own database."""
    import psycopg

    with psycopg.connect(
        host=settings.DATABASES["default"]["HOST"], user="postgres", dbname="postgres", autocommit=True
    ) as admin:

        def run(statement: str, *values: Any) -> list[Any]:
            cursor = admin.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

        yield run
