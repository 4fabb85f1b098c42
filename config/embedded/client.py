"""The side of those who use the embedded servers."""

import fcntl
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from config.paths import ROOT

PATIENCE = 60.0  # seconds for a first start with initdb on a slow machine
_held: list[socket.socket] = []  # the connection that keeps the servers running


class ServerError(Exception):
    """A server cannot be had; the message is a sentence that says what to do."""


def ensure_servers(*, create_database: bool = True) -> None:
    """Have the embedded servers running as long as this process lives; nothing to do with real servers.

    Raises ServerError when they cannot be started.
    """
    wanted = [
        name
        for name, embedded in (("postgres", settings.EMBEDDED_POSTGRES), ("valkey", settings.EMBEDDED_VALKEY))
        if embedded
    ]
    if not wanted:
        return
    if not _held:
        _held.append(_ask_keeper(settings.VAR_DIR, settings.RUNTIME_DIR, wanted))
    if create_database and "postgres" in wanted:
        _create_database(settings.DATABASES["default"]["HOST"], settings.DATABASE_NAME)


def release_servers() -> None:
    """Let go of the servers before this process ends."""
    while _held:
        _held.pop().close()


def _ask_keeper(var: Path, run: Path, wanted: list[str]) -> socket.socket:
    """A connection to the keeper that has answered `ready`; starts a keeper where none is."""
    _make_private(var, run)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with (run / "client.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one process starts the keeper, the others find it
            connection = _connect(run) or _start_keeper(var, run, deadline)
        answer = _converse(connection, wanted, deadline)
        if answer == "ready":
            return connection
        connection.close()
        if answer:
            raise ServerError(answer)
        time.sleep(0.1)  # the keeper was just about to end
    raise ServerError(
        f"The embedded servers did not start in {PATIENCE:.0f} s; see {var / 'log' / 'keeper.log'}."
    )


def _make_private(var: Path, run: Path) -> None:
    var.mkdir(parents=True, exist_ok=True)
    (var / "log").mkdir(exist_ok=True)
    run.mkdir(parents=True, exist_ok=True)
    if run.stat().st_uid != os.getuid():
        raise ServerError(
            f"{run} belongs to somebody else; remove it, or check Entente out at a shorter path."
        )
    run.chmod(0o711 if os.getuid() == 0 else 0o700)


def _connect(run: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(run / "keeper.sock"))
    except OSError:
        connection.close()
        return None
    return connection


def _start_keeper(var: Path, run: Path, deadline: float) -> socket.socket:
    with (var / "log" / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "config.embedded.keeper", str(var), str(run)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=ROOT,
            start_new_session=True,
        )
    while time.monotonic() < deadline:
        if connection := _connect(run):
            return connection
        if keeper.poll() is not None:
            break
        time.sleep(0.02)
    raise ServerError(f"The embedded servers could not be started; see {var / 'log' / 'keeper.log'}.")


def _converse(connection: socket.socket, wanted: list[str], deadline: float) -> str:
    """`ready`, a sentence of what went wrong, or nothing when the keeper went away meanwhile."""
    connection.settimeout(max(1.0, deadline - time.monotonic()))
    try:
        connection.sendall((" ".join(wanted) + "\n").encode())
        answer = connection.makefile().readline().strip()
    except OSError:
        return ""
    connection.settimeout(None)
    return answer


def _create_database(host: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            pass  # another process was faster
