"""`python -m tests.chaos [--short] [--only NAME,…] [--write-docs]`: exits with 1 when a promise was broken, or a breach not noticed."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.chaos.environment import prepare, tear_down

SCENARIOS = (
    "killed_workers", "many_drainers", "mail_server", "lost_servers", "wrong_clocks", "killed_builders", "roll_over", "backups",
)  # fmt: skip


IN_SHORT = ("killed_workers", "mail_server", "lost_servers", "killed_builders", "backups")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--short", action="store_true", default=bool(os.environ.get("SHORT")))
    parser.add_argument("--only", default=os.environ.get("ONLY", ""), help=f"some of {', '.join(SCENARIOS)}")
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/reliability.md")
    given = parser.parse_args()
    folder = prepare()
    try:
        rows = _played(folder, _chosen(given.only, short=given.short), short=given.short)
    finally:
        tear_down(folder)
    from tests.chaos.verdict import table

    print("\n" + table(rows), flush=True)
    if given.write_docs:
        _write_docs(table(rows), short=given.short)
    return 0 if all(row.well for row in rows) else 1


def _chosen(only: str, *, short: bool) -> Sequence[str]:
    if only:
        return only.split(",")
    return IN_SHORT if short else SCENARIOS


def _played(folder: Path, names: Sequence[str], *, short: bool) -> list[Any]:
    from tests.chaos.house import House
    from tests.chaos.sink import Sink
    from tests.chaos.size import FULL, SHORT

    house = House(folder, Sink(int(os.environ["EMAIL_PORT"])))
    rows: list[Any] = []
    house.sink.open()
    try:
        for name in names:
            rows += _scenario(name, house, SHORT if short else FULL)
            house.end()
    finally:
        house.end()
        house.sink.close()
    return rows


def _scenario(name: str, house: Any, size: Any) -> list[Any]:
    """Its rows; one that ends by an error of its own is a broken promise, and the others are played all the same."""
    from tests.chaos.verdict import Row

    rows: list[Any] = []
    begun = time.monotonic()
    played = importlib.import_module(f"tests.chaos.scenarios.{name}").play(house, size)
    while True:
        try:
            row = next(played)
        except StopIteration:
            return rows
        except Exception as problem:
            traceback.print_exc()
            row = Row(name, broken=[f"{type(problem).__name__}: {problem}"])
        row.seconds, begun = time.monotonic() - begun, time.monotonic()
        verdict = "well" if row.well else "NOT WELL"
        print(f"{row.seconds:4.0f} s  {verdict}  {row.name}  {'; '.join(row.broken)}", flush=True)
        rows.append(row)


def _write_docs(table: str, *, short: bool) -> None:
    path = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
    begin, end = "<!-- chaos -->", "<!-- /chaos -->"
    head, _sep, rest = path.read_text().partition(begin)
    tail = rest.partition(end)[2]
    command = "SHORT=1 make chaos" if short else "make chaos"
    path.write_text(f"{head}{begin}\n\n`{command}` on {_machine()}:\n\n{table}\n\n{end}{tail}")


def _machine() -> str:
    with Path("/proc/meminfo").open() as told:
        memory = int(next(told).split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} cores and {memory:.0f} GiB, Python {platform.python_version()}, {platform.system()}"


if __name__ == "__main__":
    sys.exit(main())
