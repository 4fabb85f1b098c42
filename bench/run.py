"""One run: data, servers, rows in their order, and what came out."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connections

from bench import machine, results
from bench.client import Callers, Refused
from bench.database import forget, fresh_database
from bench.environment import ROOT, Plan
from bench.meter import resident_megabytes
from bench.results import Result
from bench.server import Server
from config.processes import Family


class Bench:
    """What the rows share."""

    def __init__(self, plan: Plan, family: Family) -> None:
        self.plan, self.family = plan, family
        self.callers = Callers()
        self.results: list[Result] = []
        self.most_memory = 0.0
        self._servers: list[Server] = []

    @cached_property
    def site(self) -> Server:
        return self._started("site", "config.settings")

    @cached_property
    def uncached(self) -> Server:
        return self._started("uncached", "bench.uncached")

    @cached_property
    def floor(self) -> Server:
        return self._started("floor", "bench.floor.settings")

    def tell(self, result: Result) -> None:
        self.results.append(result)
        cells = result.cells()
        sql = f", {cells[5]} sql" if result.sql is not None else ""
        print(f"{cells[0]}  {cells[1]}: {cells[2]} (floor {cells[3] or '–'}){sql}", flush=True)

    def note_memory(self) -> None:
        """The largest web worker seen; workers are replaced after some ten thousand requests."""
        if "site" in self.__dict__:
            self.most_memory = max(self.most_memory, *(resident_megabytes(pid) for pid in self.site.workers))

    def stop(self) -> None:
        for server in self._servers:
            server.stop()

    def _started(self, name: str, settings_module: str) -> Server:
        server = Server(self.family, name, settings_module)
        self._servers.append(server)
        server.start()
        return server


def rows() -> dict[str, Callable[[Bench], None]]:
    from bench.rows import (
        dossiers,
        files,
        imports,
        memory,
        pages,
        registration,
        reminders,
        reports,
        statistics,
    )

    return {
        **{letter: pages.row(letter) for letter in "abcdefgm"},
        "h": registration.row,
        "i": imports.row,
        "j": files.row,
        "l": reminders.row,
        "n": reports.row,
        "o": statistics.row,
        "p": memory.row,
        "q": dossiers.row,
    }


def run(plan: Plan) -> int:
    known = rows()
    if unknown := sorted(set(plan.only) - set(known)):
        raise SystemExit(f"There is no row {', '.join(unknown)}; there are {', '.join(sorted(known))}.")
    begun = time.monotonic()
    alone = _alone()
    print(fresh_database(rebuild=plan.rebuild, short=plan.short), flush=True)
    family = Family()
    bench = Bench(plan, family)
    try:
        for letter in sorted(known):
            if not plan.only or letter in plan.only:
                _measure(letter, known[letter], bench)
    finally:
        bench.stop()
        family.close()
        forget(cache=True)
        connections.close_all()
        alone.close()
    _tell(bench.results, plan, time.monotonic() - begun)
    return 0


def _alone() -> IO[str]:
    """Wait until no other run uses the same database."""
    lock = (Path(settings.VAR_DIR) / f"{settings.DATABASES['default']['NAME']}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another run of the bench is not over yet; waiting for it.", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _measure(letter: str, row: Callable[[Bench], None], bench: Bench) -> None:
    try:
        row(bench)
    except Refused as problem:
        bench.tell(Result(letter, str(problem), None, "", met=False))
    bench.note_memory()


def _tell(found: list[Result], plan: Plan, seconds: float) -> None:
    about = machine.description(plan)
    print("", results.table(found), "", *results.notes(found), *about, f"Took {seconds:.0f} s.", sep="\n")
    results.write_json(found, ROOT / Path(plan.output))
    if plan.write_docs:
        results.write_docs(found, about)
