"""A worker whose clock jumps forward by a day and back, and dies while it holds notices (libfaketime)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tests.chaos import seeds
from tests.chaos.environment import LEASE
from tests.chaos.house import Group, House, until
from tests.chaos.size import Size
from tests.chaos.verdict import Row, count


def play(house: House, size: Size) -> Iterator[Row]:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    row = Row("a worker's clock jumps by a day and back")
    if library is None:
        row.note = "left out: the Debian package faketime is not installed"
        row.promise(not os.environ.get("CI"), "libfaketime is missing")
        yield row
        return
    yield _jumping(house, row, library, size.reminders // 10)
    control = Row("a lease of tomorrow is believed", control=True)
    yield _jumping(house, control, library, size.controls, sabotage="believe_every_lease")


def _jumping(house: House, row: Row, library: Path, reminders: int, *, sabotage: str = "") -> Row:
    """The wrong clock takes notices with a lease that ends tomorrow, and is killed; a right one has to find them."""
    seeds.fresh(house.sink)
    house.sink.manners.pause = 0.02
    today = seeds.reminders(reminders)
    tomorrow = seeds.reminders(max(reminders // 5, 5), due_in=timedelta(hours=20))
    wrong = Clock(house, library)
    until(wrong.group.ready, seconds=60)
    seeds.plan()
    for jumped in (False, True):
        _sends(house)
        wrong.jump("+86400")
        _sends(house)
        if jumped:
            wrong.group.kill()
            row.killed += 1
        else:
            wrong.jump("+0")
    app = "tests.chaos.sabotage" if sabotage else "config.celery"
    right = house.worker(app=app, more={"SABOTAGE": sabotage})
    house.sink.manners.pause = 0
    until(lambda: seeds.ended(today), seconds=8 * LEASE if sabotage else 120, meanwhile=house.poke)
    row.attempted = 0
    count(row, seeds.notices_of(today), house.sink.copies)
    row.promise(row.attempted == reminders, f"{row.attempted} of {reminders} reminders were planned")
    early = seeds.notices_of(tomorrow)
    if early:  # planned by the wrong clock: a day early, but not more often than any other
        until(lambda: seeds.ended(tomorrow), seconds=60, meanwhile=lambda: _hurried(house, tomorrow))
        count(row, seeds.notices_of(tomorrow), house.sink.copies)
    right.kill()
    return row


def _sends(house: House) -> None:
    """Wait for mails. The wake-ups never expire, because a clock that runs ahead drops those that do."""
    before = house.sink.taken
    until(
        lambda: house.sink.taken > before, seconds=20, every=0.03,
        meanwhile=lambda: house.wake("people.tasks.drain", expires=None),
    )  # fmt: skip


def _hurried(house: House, event: seeds.Event) -> None:
    seeds.hurry(event)
    house.poke()


class Clock:
    """A worker whose time is read from a file."""

    def __init__(self, house: House, library: Path) -> None:
        self.file = house.folder / "clock"
        self.file.write_text("+0")
        self.group: Group = house.worker(
            more={
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": str(self.file),
                "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
        )

    def jump(self, to: str) -> None:
        self.file.write_text(to)
