"""The builder of reports killed at random points, while readers open the file again and again."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from base import files
from config.archives import hash_of, stored_files
from reports.models import Report, ReportFile
from reports.services.builds import BUILD_WAITING
from reports.services.reports import request_report
from reports.services.versions import build_anew
from reports.states import BuildState
from tests.chaos import seeds
from tests.chaos.house import House, until
from tests.chaos.size import Size
from tests.chaos.verdict import Row

FORMATS = ("pdf", "docx", "html")


def play(house: House, size: Size) -> Iterator[Row]:
    yield _killed(house, Row("report builder killed at random points"), size.builds)
    control = Row("files are written under their final name", control=True)
    yield _killed(house, control, min(size.builds, 2), sabotage="write_in_place")
    _sweep_broken()


def _killed(house: House, row: Row, kills: int, *, sabotage: str = "") -> Row:
    event = seeds.event()
    seeds.confirmed(event, 200)
    report = request_report(event=event, language="es", by="command", at=timezone.now(), formats=FORMATS)
    with Reader(report) as reader:
        for _turn in range(kills):
            _begin_anew(report)
            group = house.worker(
                app="tests.chaos.sabotage" if sabotage else "config.celery", more={"SABOTAGE": sabotage}
            )
            until(
                lambda: _states(report) & {BuildState.BUILDING},
                seconds=60,
                every=0.02,
                meanwhile=lambda: house.wake(BUILD_WAITING),
            )
            time.sleep(random.uniform(0, 1.2))
            group.kill()
            row.killed += 1
        group = house.worker(
            app="tests.chaos.sabotage" if sabotage else "config.celery", more={"SABOTAGE": sabotage}
        )
        _begin_anew(report)
        whole = until(
            lambda: _states(report) == {BuildState.READY},
            seconds=90,
            meanwhile=lambda: house.wake(BUILD_WAITING),
        )
        time.sleep(0.5)
    group.kill()
    row.attempted = reader.reads
    row.promise(bool(whole), f"the files did not get ready: {sorted(_states(report))}")
    row.promise(not reader.broken, f"a reader saw {len(reader.broken)} files that were not whole")
    row.promise(reader.whole > 0, "no reader saw a file at all")
    row.note = f"{reader.whole} of {reader.reads} reads saw a complete file, the others none yet"
    return row


def _sweep_broken() -> None:
    """What the control left broken is not to be found by a backup."""
    for path in stored_files():
        if hash_of(path) != path.name:
            path.unlink()


def _begin_anew(report: Report) -> None:
    """As a move of the report does: what is built of the former state is dropped."""
    with transaction.atomic():
        build_anew(report, by="command", at=timezone.now())


def _states(report: Report) -> set[str]:
    return set(ReportFile.objects.filter(report=report).values_list("state", flat=True))


@dataclass
class Reader:
    """Opens the files that the rows name, all the time, and checks them by their hash."""

    report: Report
    reads: int = 0
    whole: int = 0
    broken: list[str] = field(default_factory=list)
    _over: bool = False

    def __enter__(self) -> Reader:
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._over = True
        self._thread.join()

    def _read(self) -> None:
        while not self._over:
            for sha in ReportFile.objects.filter(report=self.report).values_list("file", flat=True):
                self.reads += 1
                if sha:
                    self._check(sha)
            time.sleep(0.02)
        connection.close()

    def _check(self, sha: str) -> None:
        try:
            content = files.read(sha)
        except FileNotFoundError:
            self.broken.append("missing")
            return
        if hashlib.sha256(content).hexdigest() == sha:
            self.whole += 1
        else:
            self.broken.append(sha)
