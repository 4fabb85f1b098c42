"""kill -9 of whole worker groups while they send."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from people.services.mail import message_id
from tests.chaos import seeds
from tests.chaos.environment import LEASE
from tests.chaos.house import Group, House, steadfast, until
from tests.chaos.size import Size
from tests.chaos.verdict import Row, count

PATIENCE = 120


def play(house: House, size: Size) -> Iterator[Row]:
    yield _killed(house, Row("reminders, worker group killed"), size, size.reminders, size.kills)
    control = Row("dead workers' notices are not taken over", control=True)
    yield _killed(house, control, size, size.controls, 1, sabotage="forget_the_dead")
    yield _letters(house, Row("letters, killed between sending and noting it"), size.letters)
    control = Row("letters in doubt are sent again", control=True)
    yield _letters(house, control, min(size.letters, 12), sabotage="repeat_letters")


def _killed(house: House, row: Row, size: Size, reminders: int, kills: int, *, sabotage: str = "") -> Row:
    """Some groups are always up or starting; the oldest is killed in the middle of its work."""
    seeds.fresh(house.sink)
    # In a control the sink takes its time, and all groups die at once: so that somebody dies who holds notices.
    house.sink.manners.pause = 0.1 if sabotage else 0.012
    event = seeds.reminders(reminders)
    seeds.plan()
    clock = house.clock()
    groups = [_group(house, sabotage) for _number in range(size.groups)]
    while row.killed < kills and not steadfast(lambda: seeds.ended(event)):
        until(groups[0].ready, seconds=30)
        house.await_mails(1, seconds=8)
        time.sleep(random.uniform(0.05, 0.6))
        doomed, groups = (groups, []) if sabotage else (groups[:1], groups[1:])
        _end(*doomed)
        row.killed += len(doomed)
        groups += [_group(house, sabotage) for _dead in doomed]
    house.sink.manners.pause = 0
    until(lambda: seeds.ended(event), seconds=LEASE + 6 if sabotage else PATIENCE, meanwhile=house.poke)
    count(row, steadfast(lambda: seeds.notices_of(event)), house.sink.copies)
    row.promise(row.attempted == reminders, f"{row.attempted} of {reminders} reminders were planned")
    _end(clock, *groups)
    return row


def _letters(house: House, row: Row, letters: int, *, sabotage: str = "") -> Row:
    """The sink takes a letter and does not answer; then the worker dies. Whether it arrived is known to nobody."""
    seeds.fresh(house.sink)
    event = seeds.letters(letters)
    group = _group(house, sabotage)
    for _turn in range(max(letters // 20, 1)):
        house.sink.manners.stall = True
        row.killed += house.await_mails(1, seconds=40)
        group.kill()
        house.sink.manners.stall = False
        group = _group(house, sabotage)  # it starts while the lease of the dead one runs out
        time.sleep(LEASE + 0.5)
    until(lambda: seeds.ended(event) or _repeated(house, event), seconds=PATIENCE, meanwhile=house.poke)
    count(row, seeds.notices_of(event), house.sink.copies, letters=True)
    row.promise(row.killed > 0, "no worker was killed in the middle of a letter")
    _end(group)
    return row


def _group(house: House, sabotage: str) -> Group:
    if sabotage:
        return house.worker(app="tests.chaos.sabotage", more={"SABOTAGE": sabotage})
    return house.worker()


def _repeated(house: House, event: seeds.Event) -> bool:
    return any(house.sink.copies[message_id(notice)] > 1 for notice in seeds.notices_of(event))


def _end(*groups: Group) -> None:
    for group in groups:
        group.kill()
