"""The running house: groups of workers, clocks and web servers that can be killed, and its two servers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, close_old_connections, connection

from tests.chaos.environment import ROOT
from tests.chaos.sink import Sink

T = TypeVar("T")
PRELOAD = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


@dataclass
class Group:
    """A process and all that it started: one signal reaches them all."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """As the kernel does when memory runs out: at once, without a word."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def ready(self, mark: bytes = b"ready.") -> bool:
        return mark in self.log.read_bytes()


@dataclass
class House:
    folder: Path
    sink: Sink
    groups: list[Group] = field(default_factory=list)
    started: int = 0
    asked_until: float = 0.0

    def start(self, *command: str, more: Mapping[str, str] | None = None) -> Group:
        self.started += 1
        log = self.folder / "log" / f"chaos-{self.started}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *command], env=os.environ | dict(more or {}), cwd=ROOT,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        group = Group(process, log)
        self.groups.append(group)
        return group

    def worker(self, *, app: str = "config.celery", more: Mapping[str, str] | None = None) -> Group:
        """Two processes for all queues, as `manage.py up` starts them."""
        from config.running.supervisor import WORKER_OPTIONS

        return self.start("-m", "celery", "--app", app, "worker", *WORKER_OPTIONS, more=more)

    def clock(self) -> Group:
        return self.start(
            *("-m", "celery", "--app", "config.celery"),
            *("beat", "--scheduler", "celery.beat:Scheduler", "--pidfile="),
        )

    def web(self, *options: str, app: str = "config.wsgi", more: Mapping[str, str] | None = None) -> Group:
        """By its script: started as a module it could not start its own successor."""
        script = str(Path(sys.executable).with_name("gunicorn"))
        return self.start(script, "-c", "python:config.gunicorn", *options, app, more=more)

    def end(self) -> None:
        for group in self.groups:
            if group.alive:
                group.kill()
        self.groups.clear()

    def restart_postgres(self) -> None:
        """Immediate: no checkpoint, every connection is cut; the keeper starts it again and it recovers from its log."""
        pid = int((self.folder / "pg" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)

    def empty_broker(self) -> None:
        import redis

        with redis.Redis.from_url(settings.REDIS_URL) as broker:
            broker.flushall()

    def await_mails(self, more: int, *, seconds: float) -> bool:
        """Whether so many further mails arrive in time."""
        before = self.sink.taken
        return bool(
            until(lambda: self.sink.taken >= before + more, seconds=seconds, every=0.03, meanwhile=self.poke)
        )

    def poke(self) -> None:
        """Wake a drainer now: the clock would within ten seconds."""
        self.wake("people.tasks.drain")

    def wake(self, task: str, *, expires: int | None = 5) -> None:
        """A wake-up like those of the clock; not more than a few a second."""
        from config.celery import app

        if time.monotonic() < self.asked_until:
            return
        self.asked_until = time.monotonic() + 0.3
        try:
            app.send_task(task, expires=expires, retry=False, ignore_result=True)
        except Exception:
            return  # a broker that is away is what is being tried


def until(
    ask: Callable[[], T], *, seconds: float, every: float = 0.2, meanwhile: Callable[[], Any] | None = None
) -> T | None:
    """The first true answer, or None when there is none in time; a database that is away is asked again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = steadfast(ask)
        if answer:
            return answer
        if meanwhile:
            meanwhile()
        time.sleep(every)
    return None


def steadfast(ask: Callable[[], T], *, seconds: float = 30) -> T:
    """Ask again while the database is away."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except Error:
            if time.monotonic() > deadline:
                raise
            connection.close()
            close_old_connections()
            time.sleep(0.2)
