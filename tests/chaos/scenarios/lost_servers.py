"""Valkey emptied and PostgreSQL restarted in the middle of the work, while people use the pages."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from tests.chaos import seeds
from tests.chaos.house import House, steadfast, until
from tests.chaos.size import Size
from tests.chaos.verdict import Row, count

RECOVERY = 30
"""Seconds within which the pages are back."""


def play(house: House, size: Size) -> Iterator[Row]:
    reminders, web = (
        Row("reminders, Valkey emptied and PostgreSQL restarted"),
        Row("pages meanwhile: 200 or 503"),
    )
    _broken(house, reminders, web, size.reminders, size.outages)
    yield reminders
    yield web
    if not size.whole:
        return
    reminders, web = Row("", control=True), Row("a database that is away is answered with 500", control=True)
    _broken(house, reminders, web, size.controls, 1, sabotage="answer_500")
    yield web


def _broken(house: House, row: Row, web: Row, reminders: int, outages: int, *, sabotage: str = "") -> None:
    seeds.fresh(house.sink)
    house.sink.manners.pause = 0.02
    event = seeds.reminders(reminders)
    groups = [house.worker(), house.worker(), house.clock()]
    site = house.web(
        app="tests.chaos.sabotage:site" if sabotage else "config.wsgi", more={"SABOTAGE": sabotage}
    )
    with Visitor() as visitor:
        until(lambda: visitor.answers[200] > 3 and groups[0].ready() and groups[1].ready(), seconds=90)
        visitor.answers.clear()
        seeds.plan()
        for _turn in range(outages):
            house.await_mails(10, seconds=20)
            house.empty_broker()
            row.killed += 1
            house.await_mails(10, seconds=20)
            house.restart_postgres()
            row.killed += 1
            back = visitor.recovers(within=RECOVERY)
            web.promise(back, f"the pages were not back within {RECOVERY} s")
        house.sink.manners.pause = 0
        until(lambda: seeds.ended(event), seconds=180, meanwhile=house.poke)
    count(row, steadfast(lambda: seeds.notices_of(event)), house.sink.copies)
    web.attempted, web.killed = sum(visitor.answers.values()), outages
    odd = {str(status): number for status, number in visitor.answers.items() if status not in (200, 503)}
    web.promise(not odd, f"answers other than 200 and 503: {odd}")
    web.promise(not visitor.unclear, "a 503 had no clear page")
    web.note = f"{visitor.answers[503]} × 503"
    for group in (*groups, site):
        group.kill()


@dataclass
class Visitor:
    """Asks for the list of public events, again and again. `answers`: status → how often; 0 is no answer at all."""

    answers: Counter[int] = field(default_factory=Counter)
    unclear: bool = False
    last: int = 0
    _over: bool = False

    def __enter__(self) -> Visitor:
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._over = True
        self._thread.join()

    def recovers(self, *, within: float) -> bool:
        """Whether pages come again after the database went away; waits for both."""
        until(lambda: self.last != 200, seconds=3, every=0.02)
        return bool(until(lambda: self.last == 200, seconds=within))

    def _ask(self) -> None:
        while not self._over:
            self.last = status = self._status()
            self.answers[status] += 1
            time.sleep(0.03)

    def _status(self) -> int:
        port = int(os.environ["PORT"])
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/e/", headers={"Host": f"localhost:{port}"})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()
        if answer.status == 503 and (b"<h1" not in body or not answer.headers.get("Retry-After")):
            self.unclear = True
        return answer.status
