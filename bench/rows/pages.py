"""Rows a to g and m: pages, feeds and the API, asked again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.client import Refused, fetch
from bench.data import LARGE, SEMINAR
from bench.load import Headers
from bench.results import Result
from bench.rows.pressing import in_turn, pressing, same_size

if TYPE_CHECKING:
    from bench.run import Bench

UNCHANGED_FLOOR = "/floor/unchanged/"
LEAST_UNCHANGED = 1500


@dataclass(frozen=True, slots=True)
class Page:
    """`times` is the goal as a multiple of the floor, `most` in CPU milliseconds; without both it is for information."""

    row: str
    what: str
    path: str
    floor: str
    times: float | None = None
    most: float | None = None
    most_sql: int | None = None
    who: str = "visitor"
    cached: bool = True

    @property
    def goal(self) -> str:
        parts = []
        if self.times is not None:
            parts.append(f"≤ {self.times:g} × floor")
        if self.most is not None:
            parts.append(f"≤ {self.most:g} ms")
        if self.most_sql is not None:
            parts.append(f"≤ {self.most_sql} sql")
        return ", ".join(parts)

    def is_met(self, cost: float, floor: float, sql: int) -> bool | None:
        if not self.goal:
            return None
        return (
            (self.times is None or cost <= self.times * floor)
            and (self.most is None or cost <= self.most)
            and (self.most_sql is None or sql <= self.most_sql)
        )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A conditional GET by somebody who holds the present answer."""

    row: str
    what: str
    path: str


EVENT, PROGRAMME, CALENDAR = f"/e/{SEMINAR}/", f"/e/{SEMINAR}/programme/", f"/e/{SEMINAR}/event.ics"
LIST, LARGE_LIST = f"/events/{SEMINAR}/participants/", f"/events/{LARGE}/participants/"
AGENDA_API, PARTICIPANTS_API = (
    f"/api/v1/public/events/{SEMINAR}/agenda/",
    f"/api/v1/registrations/?event={SEMINAR}",
)

PAGES: tuple[Page | Unchanged, ...] = (
    Page("a", "public event page", EVENT, "/floor/event/", times=1.5, most_sql=6),
    Page("a", "public event page, nothing cached", EVENT, "/floor/event/", cached=False),
    Unchanged("a", "public event page, not modified", EVENT),
    Page("b", "public list of 1,000 events, 50 a page", "/e/", "/floor/events/", times=2, most_sql=6),
    Page("b", "public list, searched", "/e/?q=cooperation", "/floor/events/", times=2, most_sql=6),
    Page("c", "programme of 200 items, rendered", PROGRAMME, "/floor/programme/", times=1.3, most_sql=6, cached=False),
    Page("c", "programme, from the fragment cache", PROGRAMME, "/floor/programme/", times=0.3, most_sql=6),
    Page("d", "programme of 200 items as JSON", AGENDA_API, "/floor/programme.json", most=10),
    Page("e", "organizer's list, 50 of 500", LIST, f"/floor/participants/{SEMINAR}/", times=2.5, most_sql=8, who="organizer"),
    Page("e", "organizer's list, 50 of 10,000", LARGE_LIST, f"/floor/participants/{LARGE}/", times=2.5, most_sql=8, who="organizer"),
    Page("f", "organizer's list, 500 on one page", f"{LIST}?all=1", f"/floor/participants/{SEMINAR}/?all=1", times=1.6, most_sql=8, who="organizer"),
    Page("g", "API, 50 participants", PARTICIPANTS_API, "/floor/participants.json", times=2, most_sql=6, who="program"),
    Page("m", "calendar file of 200 items", CALENDAR, "/floor/event.ics", times=2),
    Page("m", "calendar file, nothing cached", CALENDAR, "/floor/event.ics", cached=False),
    Unchanged("m", "calendar file, not modified", CALENDAR),
)  # fmt: skip


def row(letter: str) -> Callable[[Bench], None]:
    def measure(bench: Bench) -> None:
        for page in PAGES:
            if page.row == letter:
                _unchanged(bench, page) if isinstance(page, Unchanged) else _page(bench, page)

    return measure


def _page(bench: Bench, page: Page) -> None:
    site = bench.site if page.cached else bench.uncached
    headers = bench.callers.headers(page.who)
    sql = bench.callers.statements(page.who, page.path)
    note = same_size((bench.floor, page.floor), (site, page.path), headers)
    floor, cost = in_turn(
        bench.plan,
        (bench.floor, pressing(bench.floor, page.floor, {})),
        (site, pressing(site, page.path, headers)),
    )
    bench.tell(
        Result(
            page.row, page.what, cost.milliseconds, "ms CPU", page.goal, floor.milliseconds, sql,
            page.is_met(cost.milliseconds, floor.milliseconds, sql), cost.rate, floor.rate, note,
        )
    )  # fmt: skip


def _unchanged(bench: Bench, page: Unchanged) -> None:
    headers = {"If-None-Match": _etag(bench, page.path)}
    floor, cost = in_turn(
        bench.plan,
        (bench.floor, pressing(bench.floor, UNCHANGED_FLOOR, headers)),
        (bench.site, pressing(bench.site, page.path, headers)),
    )
    goal = f"≥ {LEAST_UNCHANGED:,} req/s"
    bench.tell(
        Result(
            page.row,
            page.what,
            cost.rate,
            "req/s",
            goal,
            floor.rate,
            None,
            cost.rate >= LEAST_UNCHANGED,
            cost.rate,
            floor.rate,
        )
    )


def _etag(bench: Bench, path: str) -> str:
    """The tag of the present answer, proved to be answered by 304."""
    address = bench.site.address(path)
    etag: Headers = fetch(address, {})[1]
    held = etag.get("ETag") or ""
    try:
        fetch(address, {"If-None-Match": held})
    except Refused as refusal:
        if "304" in str(refusal):
            return held
    raise Refused(f"{path} does not answer 304")
