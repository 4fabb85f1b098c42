"""A real Celery worker with its clock on the test database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

T = TypeVar("T")


def environment_of_tests(**more: str) -> dict[str, str]:
    """The environment of a child process that works on the test database and its Redis keys."""
    environment = os.environ | {"DATABASE_NAME": settings.TEST_DATABASE_NAME} | more
    if address := environment.get("DATABASE_URL"):
        parts = urlsplit(address)
        environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{settings.TEST_DATABASE_NAME}"))
    return environment


def eventually(ask: Callable[[], T], *, seconds: float = 30.0, what: str = "") -> T:
    """The first true answer of `ask`; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        if answer := ask():
            return answer
        if time.monotonic() > deadline:
            pytest.fail(f"{what or 'It'} did not happen within {seconds:.0f} s.")
        time.sleep(0.1)


@pytest.fixture
def worker(transactional_db: None, live_server: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Works off the queues of the test database, with the beat schedule, until the test ends."""
    folder = settings.VAR_DIR / "log"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "celery", "--app", "config.celery", "worker", "--beat"]
    command += ["--scheduler", "celery.beat:Scheduler", "--queues", "notices,reports,default"]
    command += ["--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    log_file = folder / f"worker-{settings.TEST_DATABASE_NAME}.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment_of_tests(SITE_URL=live_server.url),
            cwd=settings.BASE_DIR,
            start_new_session=True,
        )
    try:
        eventually(
            lambda: b"ready." in log_file.read_bytes() or process.poll() is not None,
            seconds=60,
            what="The start of the worker",
        )
        assert process.poll() is None, log_file.read_text()[-3000:]
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
