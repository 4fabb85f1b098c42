"""Row o: the statistics of an office with 1,000 events and 100,000 registrations, asked for by HTTP."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from bench.client import Refused, fetch
from bench.data import ORGANIZER
from bench.data.attendance import fill_attendance
from bench.results import Result
from events.models import Registration
from people.models import User

if TYPE_CHECKING:
    from bench.run import Bench

REGISTRATIONS, PEOPLE = 100_000, 20_000
FEWER = (600, 200)
MOST_SECONDS = 0.4
PAGE = "/statistics/"
PAST = f"{PAGE}?as_of=2026-07-01"
FIGURES = "/api/v1/statistics/"


def row(bench: Bench) -> None:
    _fill(short=bench.plan.short)
    goal = f"≤ {MOST_SECONDS:g} s"
    _told(bench, "organizer", PAGE, "statistics of 1,000 events and 100,000 registrations, page", goal)
    _told(bench, "program", FIGURES, "the same as JSON", goal)
    _told(bench, "organizer", PAST, "the same as of a past day, from the journal", "")


def _told(bench: Bench, who: str, path: str, what: str, goal: str) -> None:
    sql = bench.callers.statements(who, path)
    address, headers = bench.site.address(path), bench.callers.headers(who)
    taken = []
    for _ in range(bench.plan.runs + 2):  # the first ones warm up both workers
        begun = time.perf_counter()
        fetch(address, headers)
        taken.append(time.perf_counter() - begun)
    figure = median(taken[2:])
    met = figure <= MOST_SECONDS if goal else None
    bench.tell(Result("o", what, figure, "s", goal, None, sql, met))


def _fill(*, short: bool) -> None:
    office = User.objects.get(email=ORGANIZER).offices[0]
    registrations, people = FEWER if short else (REGISTRATIONS, PEOPLE)
    fill_attendance(office=office.pk, registrations=registrations, people=people)
    if Registration.objects.filter(office=office).count() < registrations:
        raise Refused("the registrations were not made")
