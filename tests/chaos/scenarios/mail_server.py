"""A mail server that is away, silent, or says no."""

from __future__ import annotations

import time
from collections.abc import Iterator

from people.models import Notice, NoticeState
from tests.chaos import seeds
from tests.chaos.environment import LEASE
from tests.chaos.house import Group, House, until
from tests.chaos.size import Size
from tests.chaos.verdict import ENDED, Row, count

SOON = 30
"""Seconds within which good addresses are reached though others are bad."""


def play(house: House, size: Size) -> Iterator[Row]:
    yield _scripted(house, Row("mail server: 4xx and 5xx by script"), size.letters)
    if not size.whole:
        return
    yield _away(house, Row("mail server: down, then hanging"), size.letters)
    control = Row("every answer of the mail server counts as taken", control=True)
    yield _scripted(house, control, min(size.letters, 30), sabotage="call_everything_sent")


def _scripted(house: House, row: Row, letters: int, *, sabotage: str = "") -> Row:
    """A third is refused for good, a third put off; the others must not wait for them. Later the second third is taken."""
    seeds.fresh(house.sink)
    event = seeds.letters(letters)
    addresses = [notice.address for notice in seeds.notices_of(event)]
    refused, put_off, good = addresses[::3], addresses[1::3], addresses[2::3]
    house.sink.manners.script = dict.fromkeys(refused, "550 no such user") | dict.fromkeys(
        put_off, "451 try later"
    )
    group = _group(house, sabotage)
    reached = until(lambda: _states(event, good) == {NoticeState.SENT}, seconds=SOON, meanwhile=house.poke)
    row.promise(bool(reached), f"good addresses waited longer than {SOON} s for bad ones")
    until(
        lambda: NoticeState.CLAIMED not in _states(event, addresses) and _attempted(event),
        seconds=SOON,
        meanwhile=house.poke,
    )
    row.promise(_states(event, refused) == {NoticeState.FAILED}, "a refused letter is not shown to anybody")
    row.promise(_states(event, put_off) == {NoticeState.PENDING}, "a letter that was put off does not wait")
    house.sink.manners.script = dict.fromkeys(refused, "550 no such user")
    seeds.hurry(event)
    until(lambda: seeds.ended(event), seconds=60, meanwhile=house.poke)
    count(row, seeds.notices_of(event), house.sink.copies, letters=True)
    row.killed = len(refused) + len(put_off)
    group.kill()
    return row


def _away(house: House, row: Row, letters: int) -> Row:
    """Nobody listens; then somebody listens and says nothing; then all is well."""
    seeds.fresh(house.sink)
    house.sink.close()
    event = seeds.letters(letters)
    group = _group(house, "")
    until(lambda: _attempted(event), seconds=SOON, meanwhile=house.poke)
    row.promise(_states(event) == {NoticeState.PENDING}, "letters did not wait for a server that is down")
    house.sink.manners.hang = True
    house.sink.open()
    seeds.hurry(event)
    house.poke()
    time.sleep(LEASE * 1.5)
    house.sink.manners.hang = False
    row.killed = 2

    def again() -> None:
        seeds.hurry(event)
        house.poke()

    until(lambda: seeds.ended(event), seconds=120, every=1, meanwhile=again)
    count(row, seeds.notices_of(event), house.sink.copies, letters=True)
    group.kill()
    return row


def _group(house: House, sabotage: str) -> Group:
    group = house.worker(
        app="tests.chaos.sabotage" if sabotage else "config.celery", more={"SABOTAGE": sabotage}
    )
    until(group.ready, seconds=60)
    return group


def _states(event: seeds.Event, addresses: list[str] | None = None) -> set[str]:
    found = Notice.objects.about(f"event:{event.pk}")
    if addresses is not None:
        found = found.filter(address__in=addresses)
    return set(found.values_list("state", flat=True))


def _attempted(event: seeds.Event) -> bool:
    """Everything was tried at least once."""
    return not Notice.objects.about(f"event:{event.pk}").filter(attempts=0).exclude(state__in=ENDED).exists()
