"""Runs the web server, the worker and the clock, and ends with them or ends them with itself."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from config.embedded import ServerError
from config.paths import ROOT
from config.processes import Family
from config.running.logs import Listener

DEATHS = 3  # a child that ends so often …
WITHIN = 60.0  # … in so many seconds is given up
PATIENCE = 15.0  # seconds for an orderly end of all children

# One worker serves all queues; it talks to no other worker.
WORKER_OPTIONS = (
    *("--queues", "notices,reports,default", "--concurrency", "2", "--loglevel", "INFO"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)


@dataclass
class Child:
    name: str
    what: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS))


def children() -> list[Child]:
    celery = [sys.executable, "-m", "celery", "--app", "config.celery"]
    return [
        Child(
            "web",
            "web server",
            [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"],
        ),
        Child(
            "worker",
            "background worker",
            [*celery, "worker", *WORKER_OPTIONS],
        ),
        Child(
            "beat",
            "clock",
            [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile=", "-l", "INFO"],
        ),
    ]


class Supervisor:
    def __init__(self, folder: Path, *, with_parent: bool = False) -> None:
        self.folder = folder
        self.children = children()
        self.ended = False
        self.parent = os.getppid() if with_parent else None
        folder.mkdir(parents=True, exist_ok=True)
        self.family = Family()

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        for child in self.children:
            self._start(child)

    def _start(self, child: Child) -> None:
        child.process = self.family.start(child.command, log=subprocess.PIPE, cwd=ROOT)
        assert child.process.stdout is not None
        Listener(child.name, child.process.stdout, self.folder).start()

    def watch(self, *, until: float | None = None) -> bool:
        """Restart what dies, until the end is asked for (False) or the moment `until` has come (True).

        Raises ServerError when a child dies again and again.
        """
        while not self.ended:
            if until is not None and time.monotonic() >= until:
                return True
            if self.parent is not None and os.getppid() != self.parent:
                return False
            for child in self.children:
                if child.process is not None and child.process.poll() is not None:
                    self._replace(child)
            time.sleep(0.2)
        return False

    def _replace(self, child: Child) -> None:
        assert child.process is not None
        self.family.forget(child.process)
        now = time.monotonic()
        child.deaths.append(now)
        if len(child.deaths) == DEATHS and now - child.deaths[0] < WITHIN:
            raise ServerError(
                f"The {child.what} ended {DEATHS} times within a minute; {self.folder / child.name}.log says why."
            )
        print(
            f"The {child.what} ended (code {child.process.returncode}); it is started again.", file=sys.stderr
        )
        self._start(child)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        if self.ended:  # asked twice: no more patience
            for child in self.children:
                if child.process is not None and child.process.poll() is None:
                    child.process.kill()
        self.ended = True

    def stop(self) -> None:
        """Ask all children to end, together, and kill after a while those that do not."""
        self.ended = True
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            self.family.stop(process, patience=max(0.1, deadline - time.monotonic()))
        self.family.close()
