"""Floor and page in turn, several times, and the median of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench.client import Refused, fetch
from bench.environment import Plan
from bench.load import Headers, Load, press
from bench.meter import cpu_by_process, seconds_between
from bench.server import Server

Press = Callable[[float], Load]


@dataclass(frozen=True, slots=True)
class Cost:
    milliseconds: float
    rate: float


def pressing(server: Server, path: str, headers: Headers) -> Press:
    return lambda seconds: press(server.address(path), headers, seconds)


def in_turn(plan: Plan, floor: tuple[Server, Press], site: tuple[Server, Press]) -> tuple[Cost, Cost]:
    """(floor, site): CPU milliseconds per request and requests per second. Raises Refused when an answer was wrong."""
    for _server, work in (floor, site):
        work(plan.warm_up)
    costs = [(_cost(*floor, plan.seconds), _cost(*site, plan.seconds)) for _ in range(plan.runs)]
    return _median([first for first, _ in costs]), _median([second for _, second in costs])


def same_size(floor: tuple[Server, str], site: tuple[Server, str], headers: Headers) -> str:
    """Nothing, or what to say of a floor whose answer differs by more than a fifth."""
    bare, full = (
        len(fetch(floor[0].address(floor[1]), {})[0]),
        len(fetch(site[0].address(site[1]), headers)[0]),
    )
    if abs(bare - full) <= 0.2 * full:
        return ""
    return f"the floor's answer has {bare:,} bytes, the page's {full:,}: more than 20 % apart"


def _cost(server: Server, work: Press, seconds: float) -> Cost:
    before = cpu_by_process(server)
    load = work(seconds)
    used = seconds_between(before, cpu_by_process(server))
    if load.errors or not load.requests:
        raise Refused(
            f"the {server.name} gave {load.errors} wrong answers of {load.requests} {dict(load.statuses) or ''}"
        )
    return Cost(used / load.requests * 1000, load.rate)


def _median(costs: list[Cost]) -> Cost:
    return Cost(median(cost.milliseconds for cost in costs), median(cost.rate for cost in costs))
