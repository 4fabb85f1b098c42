"""Row n: the post-event report of the seminar, collected and rendered."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

from bench.client import counted
from bench.data import SEMINAR
from bench.floor import documents
from bench.results import Result
from events.models import Event
from reports.dossier.collect import collect
from reports.renderers import render

if TYPE_CHECKING:
    from bench.run import Bench

MOST_SECONDS = {"pdf": 0.4, "docx": 0.3}
MOST_SQL = 30


def row(bench: Bench) -> None:
    for kind, bare in (("pdf", documents.pdf), ("docx", documents.docx)):
        sql = counted(lambda kind=kind: report(kind))  # type: ignore[misc]
        floor = _seconds(bare, bench.plan.runs)
        figure = _seconds(lambda kind=kind: report(kind), bench.plan.runs)  # type: ignore[misc]
        most = MOST_SECONDS[kind]
        what = f"post-event report as {kind.upper()}, collected and rendered"
        met = figure <= most and sql <= MOST_SQL
        bench.tell(Result("n", what, figure, "s", f"≤ {most:g} s, ≤ {MOST_SQL} sql", floor, sql, met))


def report(kind: str) -> bytes:
    event = Event.objects.select_related("series").get(slug=SEMINAR)
    return render(collect(event), language="en", format=kind)


def _seconds(work: Callable[[], bytes], runs: int) -> float:
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)
