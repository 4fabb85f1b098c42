"""A new web server takes over from the old one while programs write."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from people.models import Person
from people.services.accounts import make_token
from tests.chaos.house import Group, House, until
from tests.chaos.size import Size
from tests.chaos.verdict import Row
from tests.factories import OfficeFactory, UserFactory

WRITERS = 3


def play(house: House, size: Size) -> Iterator[Row]:
    yield _rolled(house, Row("web server rolled over by SIGTERM under load"), size.writes)
    control = Row("the web server is stopped before the new one is there", control=True)
    yield _rolled(house, control, size.writes // 2, abrupt=True)


def _rolled(house: House, row: Row, writes: int, *, abrupt: bool = False) -> Row:
    """The successor inherits the listening socket (USR2), then the old one is asked to end (TERM) and finishes its requests."""
    pidfile = house.folder / "web.pid"
    pidfile.unlink(missing_ok=True)
    old = house.web("--pid", str(pidfile))
    until(lambda: pidfile.exists() and _answers(), seconds=60)
    over, token = threading.Event(), _token()
    writers = [Writer(token, over) for _number in range(WRITERS)]
    for writer in writers:
        writer.start()
    until(lambda: _written(writers) >= writes // 4, seconds=60, every=0.02)
    if abrupt:
        old.kill()
        house.web("--pid", str(pidfile))
    else:
        _hand_over(old, pidfile)
    row.killed += 1
    goal = _written(writers) + writes // 4
    until(lambda: _written(writers) >= goal, seconds=60, every=0.02)
    over.set()
    for writer in writers:
        writer.join()
    failed = sum(len(writer.failed) for writer in writers)
    row.attempted = _written(writers) + failed
    stored = set(Person.objects.values_list("family_name", flat=True))
    row.lost = sum(name not in stored for writer in writers for name in writer.written)
    row.promise(row.lost == 0, f"{row.lost} writes that were answered are not there")
    row.promise(failed == 0, f"{failed} writes failed")
    row.promise(_written(writers) >= goal, "nothing was written after the roll-over")
    house.end()
    _end_successor(pidfile)
    return row


def _written(writers: list[Writer]) -> int:
    return sum(len(writer.written) for writer in writers)


def _hand_over(old: Group, pidfile: Path) -> None:
    """The new server writes `web.pid.2` while the old one lives, and takes the name over when it is gone."""
    fresh = pidfile.with_name(f"{pidfile.name}.2")
    os.kill(old.process.pid, signal.SIGUSR2)
    until(fresh.exists, seconds=30)
    until(lambda: psutil.Process(int(fresh.read_text())).children(), seconds=30)  # its own processes answer
    os.kill(old.process.pid, signal.SIGTERM)
    until(lambda: not old.alive, seconds=30)


def _end_successor(pidfile: Path) -> None:
    try:
        os.killpg(os.getpgid(int(pidfile.read_text())), signal.SIGKILL)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        pass


def _token() -> str:
    office = OfficeFactory()
    user = UserFactory(office=office)
    return make_token(user=user, name="chaos", scopes=["read", "write"], days=1)[1]


def _answers() -> bool:
    connection = HTTPConnection("127.0.0.1", int(os.environ["PORT"]), timeout=5)
    try:
        connection.request("GET", "/healthz?format=json", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@dataclass(eq=False)
class Writer(threading.Thread):
    """Enters people by the API, one request after the other, each on a connection of its own."""

    token: str
    over: threading.Event
    written: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        while not self.over.is_set():
            name = f"Writer {uuid.uuid4()}"
            (self.written if self._write(name) else self.failed).append(name)

    def _write(self, name: str) -> bool:
        connection = HTTPConnection("127.0.0.1", int(os.environ["PORT"]), timeout=30)
        headers = {
            "Host": "localhost", "Authorization": f"Token {self.token}", "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()), "Connection": "close",
        }  # fmt: skip
        try:
            connection.request("POST", "/api/v1/people/", json.dumps({"family_name": name}), headers)
            return connection.getresponse().status == 201
        except (OSError, HTTPException):
            time.sleep(0.05)
            return False
        finally:
            connection.close()
