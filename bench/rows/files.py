"""Row j: 10,000 participants as a workbook and as CSV, asked for by HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

from bench.client import fetch
from bench.data import LARGE, SEMINAR
from bench.meter import forget_peak, resident_megabytes
from bench.results import Result

if TYPE_CHECKING:
    from bench.run import Bench

PATH = "/events/{slug}/participants/export/"
MOST_SECONDS = {"xlsx": 1.4, "csv": 0.4}
MOST_SQL = 8
MOST_MEGABYTES = 16.0
"""What 9,500 rows more may add to the peak: the file itself and its parts, not the rows."""


def row(bench: Bench) -> None:
    _grown(bench, SEMINAR, "xlsx")  # the first export of a worker loads the library
    small = _grown(bench, SEMINAR, "xlsx")
    for kind, name in (("xlsx", "XLSX"), ("csv", "CSV")):
        _file(bench, kind, f"{name} of 10,000 participants")
    large = _grown(bench, LARGE, "xlsx")
    more = max(0.0, large - small)
    what = "peak memory of a worker, XLSX of 10,000 beyond that of 500"
    bench.tell(Result("j", what, more, "MB", f"≤ {MOST_MEGABYTES:g} MB", met=more <= MOST_MEGABYTES))


def _file(bench: Bench, kind: str, what: str) -> None:
    data = _asked(bench, kind)
    bench.callers.statements(
        "organizer", f"/events/{LARGE}/participants/"
    )  # the session comes into the cache
    sql = bench.callers.statements("organizer", PATH.format(slug=LARGE), data)
    floors, figures = [], []
    for _ in range(bench.plan.runs + 1):  # the first one warms up
        floors.append(_seconds(lambda: len(fetch(bench.floor.address(f"/floor/participants.{kind}"), {})[0])))
        figures.append(_seconds(lambda: _export(bench, LARGE, kind)))
    floor, figure = median(found[0] for found in floors[1:]), median(found[0] for found in figures[1:])
    most = MOST_SECONDS[kind]
    bare, full = floors[0][1], figures[0][1]
    note = (
        ""
        if abs(bare - full) <= 0.2 * full
        else f"the floor's file has {bare:,} bytes, this one {full:,}: more than 20 % apart"
    )
    goal = f"≤ {most:g} s, ≤ {MOST_SQL} sql"
    bench.tell(
        Result("j", what, figure, "s", goal, floor, sql, figure <= most and sql <= MOST_SQL, note=note)
    )


def _export(bench: Bench, slug: str, kind: str) -> int:
    """Bytes of the file."""
    address = bench.site.address(PATH.format(slug=slug))
    return len(fetch(address, bench.callers.headers("organizer"), _asked(bench, kind))[0])


def _asked(bench: Bench, kind: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": bench.callers.secret, "format": kind}


def _seconds(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def _grown(bench: Bench, slug: str, kind: str) -> float:
    """By how many megabytes the worker that made the file rose above where it stood, at most."""
    workers = bench.site.workers
    for pid in workers:
        forget_peak(pid)
    before = {pid: resident_megabytes(pid) for pid in workers}
    _export(bench, slug, kind)
    return max(resident_megabytes(pid, "VmHWM") - before[pid] for pid in workers)
