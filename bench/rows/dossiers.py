"""Row q: a dossier of 5,000 registrations and 500 agenda items, loaded into an office, and loaded again."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from bench.client import counted
from bench.data import ORGANIZER
from bench.data.dossiers import dossier
from bench.results import Result
from people.models import Office
from reports.dossier.check import check_dossier
from reports.dossier.load import load

if TYPE_CHECKING:
    from bench.run import Bench

REGISTRATIONS, ITEMS = 5_000, 500
SMALL, FEW = 10, 2
MOST_SECONDS, MOST_SECONDS_AGAIN, MOST_MORE_SQL = 6.0, 3.0, 0


def row(bench: Bench) -> None:
    office = Office.objects.filter(roles__user__email=ORGANIZER).first() or Office.objects.earliest("pk")
    small = _Load(office, SMALL, FEW)
    large = _Load(office, SMALL * 10, FEW * 10) if bench.plan.short else _Load(office, REGISTRATIONS, ITEMS)
    few, many = counted(small.first), counted(large.first)
    figure = _seconds(large.first, bench.plan.runs)
    size = f"{large.registrations:,} registrations and {large.items} agenda items"
    met = figure <= MOST_SECONDS and many - few <= MOST_MORE_SQL
    goal = f"≤ {MOST_SECONDS:g} s, sql as for {SMALL} registrations ({few})"
    bench.tell(Result("q", f"dossier of {size}, loaded", figure, "s", goal, None, many, met))
    with transaction.atomic():
        large.load()
        again = counted(large.load)
        figure = _seconds(large.load, bench.plan.runs)
        transaction.set_rollback(True)
    goal = f"≤ {MOST_SECONDS_AGAIN:g} s"
    met = figure <= MOST_SECONDS_AGAIN
    bench.tell(Result("q", "the same dossier, loaded again", figure, "s", goal, None, again, met))


class _Load:
    def __init__(self, office: Office, registrations: int, items: int) -> None:
        self.office, self.registrations, self.items = office, registrations, items
        self.dossier = check_dossier(dossier(registrations=registrations, items=items))

    def load(self) -> Any:
        return load(self.dossier, office=self.office, by="command", at=timezone.now())

    def first(self) -> None:
        """Into the directory as it is; nothing stays."""
        with transaction.atomic():
            self.load()
            transaction.set_rollback(True)


def _seconds(work: Callable[[], Any], runs: int) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)
