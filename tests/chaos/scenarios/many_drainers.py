"""Two clocks and four worker groups at once."""

from __future__ import annotations

from collections.abc import Iterator

from tests.chaos import seeds
from tests.chaos.house import House, until
from tests.chaos.size import Size
from tests.chaos.verdict import Row, count

GROUPS, CLOCKS = 4, 2


def play(house: House, size: Size) -> Iterator[Row]:
    yield _together(house, Row("two clocks, four worker groups"), size.reminders // 2)
    control = Row("notices are taken without a lock or a mark", control=True)
    yield _together(house, control, size.controls, sabotage="take_without_asking")


def _together(house: House, row: Row, reminders: int, *, sabotage: str = "") -> Row:
    """Nobody dies, so there is no reason for a single extra copy."""
    seeds.fresh(house.sink)
    house.sink.manners.pause = 0.005
    event = seeds.reminders(reminders)
    app = "tests.chaos.sabotage" if sabotage else "config.celery"
    groups = [house.worker(app=app, more={"SABOTAGE": sabotage}) for _number in range(GROUPS)]
    clocks = [house.clock() for _number in range(CLOCKS)]
    until(lambda: all(group.ready() for group in groups), seconds=60)
    seeds.plan()
    until(lambda: seeds.ended(event), seconds=180, every=0.1, meanwhile=house.poke)
    count(row, seeds.notices_of(event), house.sink.copies)
    row.promise(row.attempted == reminders, f"{row.attempted} of {reminders} reminders were planned")
    row.promise(row.copies == 0, f"{row.copies} extra copies though nobody died")
    for group in (*groups, *clocks):
        group.kill()
    return row
