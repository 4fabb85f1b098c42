"""Row p: what one web worker holds after the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.data import SEMINAR
from bench.load import press
from bench.meter import resident_megabytes
from bench.results import Result

if TYPE_CHECKING:
    from bench.run import Bench

MOST = 220


def row(bench: Bench) -> None:
    """The largest worker seen after any row; asked for alone, after some pages."""
    if not bench.most_memory:
        for path in (f"/e/{SEMINAR}/programme/", "/e/"):
            press(bench.site.address(path), {}, bench.plan.seconds)
    bench.note_memory()
    floor = max(resident_megabytes(pid) for pid in bench.floor.workers)
    figure = bench.most_memory
    bench.tell(
        Result(
            "p",
            "memory of one web worker after the run",
            figure,
            "MB",
            f"≤ {MOST} MB",
            floor,
            None,
            figure <= MOST,
        )
    )
