"""Row h: somebody registers, by the public form, with every check, the journal and the letter in the outbox."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.client import FORM
from bench.data import OPEN
from bench.load import Load, message, press_with
from bench.results import Result
from bench.rows.pressing import Press, in_turn

if TYPE_CHECKING:
    from bench.run import Bench
    from bench.server import Server

FLOOR, PATH = "/floor/register/", f"/e/{OPEN}/register/"
TIMES, MOST_SQL = 4, 12
_numbers = itertools.count(1)


def row(bench: Bench) -> None:
    headers = bench.callers.headers("registrant") | {"Content-Type": FORM}
    token = bench.callers.secret
    sql = bench.callers.statements("registrant", PATH, somebody(token))
    floor, cost = in_turn(
        bench.plan,
        (bench.floor, _registering(bench.floor, FLOOR, headers, token)),
        (bench.site, _registering(bench.site, PATH, headers, token)),
    )
    met = cost.milliseconds <= TIMES * floor.milliseconds and sql <= MOST_SQL
    bench.tell(
        Result(
            "h", "one registration by HTTP POST", cost.milliseconds, "ms CPU", f"≤ {TIMES} × floor, ≤ {MOST_SQL} sql",
            floor.milliseconds, sql, met, cost.rate, floor.rate,
        )
    )  # fmt: skip


def somebody(token: str) -> dict[str, str]:
    """Another person each time."""
    number = next(_numbers)
    return {
        "csrfmiddlewaretoken": token, "family_name": f"New {number}", "given_name": "Participant",
        "email": f"new{number}@bench.example", "organization_name": f"Organization {number % 60}", "job_title": "Director",
        "country": "BR", "language": "en", "note": "", "consent": "on", "website": "",
    }  # fmt: skip


def _registering(server: Server, path: str, headers: dict[str, str], token: str) -> Press:
    """wrk cannot send another person each time, so our own threads do."""
    host = f"127.0.0.1:{server.port}"

    def make() -> bytes:
        return message("POST", host, path, headers, urlencode(somebody(token)).encode())

    def press(seconds: float) -> Load:
        return press_with("127.0.0.1", server.port, make, seconds, wanted=(302,))

    return press
