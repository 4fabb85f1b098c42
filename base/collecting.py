"""Thousands of records built in one go."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_under_way = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Python's search for cycles rests meanwhile: it would walk all records again and again, and find nothing.

    Otherwise a third of the time of an import goes there. Also a decorator; what has no cycles is freed as ever. Threads may overlap:
    the search goes on when the last has ended.
    """
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(change: int) -> None:
    global _under_way  # noqa: PLW0603  (of the whole process, as the collector is)
    with _lock:
        _under_way += change
        (gc.disable if _under_way else gc.enable)()
