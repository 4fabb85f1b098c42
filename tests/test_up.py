"""`manage.py up` as a person meets it: sentences instead of traces, and nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from config import env
from tests.worker import eventually

MANAGE = settings.BASE_DIR / "manage.py"
FOREIGN = ("DATABASE_URL", "REDIS_URL", "DATABASE_NAME", "DJANGO_ENV", "SITE_URL", "CI")


def environment(**more: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in FOREIGN} | more


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def refusal(**more: str) -> str:
    """What `manage.py up` says when it gives up at once."""
    command = [sys.executable, str(MANAGE), "up"]
    result = subprocess.run(
        command, env=environment(**more), capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


def test_a_busy_port_is_told_with_a_way_out(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    sentence = refusal(PORT=str(port))
    assert sentence.startswith(f"Port {port} is in use;")
    assert "make run" in sentence


@pytest.mark.parametrize(
    ("variables", "beginning"),
    [
        ({"DATABASE_URL": "mysql://user:hush@host/name"}, "DATABASE_URL is not the address of a PostgreSQL"),
        ({"DATABASE_URL": "postgresql://user:hush@host:x/name"}, "DATABASE_URL cannot be read"),
        (
            {"DATABASE_URL": "postgresql://user:hush@127.0.0.1:1/name"},
            "DATABASE_URL: no PostgreSQL answers at 127.0.0.1:1",
        ),
        ({"REDIS_URL": "http://:hush@host"}, "REDIS_URL is not the address of a Redis server"),
        ({"REDIS_URL": "redis://:hush@127.0.0.1:1/0"}, "REDIS_URL: no Redis answers at 127.0.0.1:1"),
        ({"PORT": "eighty"}, "PORT is “eighty”; set it to a whole number"),
        ({"DJANGO_ENV": "production"}, "SECRET_KEY is not set"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(variables: dict[str, str], beginning: str) -> None:
    sentence = refusal(**({"PORT": str(free_port())} | variables))
    assert sentence.startswith(beginning)
    assert "\n" not in sentence
    assert "hush" not in sentence


def belonging_to(folder: Path) -> list[psutil.Process]:
    """Every process that was started for the house whose data lie in `folder`."""
    found = []
    for process in psutil.process_iter():
        try:
            ours = process.environ().get("VAR_DIR") == str(folder) or str(folder) in " ".join(
                process.cmdline()
            )
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:  # it ended meanwhile
            continue
    return found


@contextmanager
def house(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """`manage.py up` with its data in `folder`, once it has said where it runs."""
    command = [sys.executable, str(MANAGE), "up", "--no-demo"]
    variables = environment(VAR_DIR=str(folder), PORT=str(free_port()))
    with (folder / "out").open("wb") as out:
        up = subprocess.Popen(command, env=variables, stdout=out, stderr=out, start_new_session=True)
    try:
        eventually(
            lambda: b"Entente runs at" in (folder / "out").read_bytes() or up.poll() is not None, seconds=60
        )
        running = " ".join(" ".join(process.cmdline()) for process in belonging_to(folder))
        for part in ("gunicorn", "celery", "beat", "postgres", "valkey-server"):
            assert part in running, (folder / "out").read_text()
        yield up
        up.wait(30)
        eventually(lambda: not belonging_to(folder), seconds=20, what="The end of all processes")
    finally:
        for process in belonging_to(folder):
            process.kill()


@pytest.mark.reliability
def test_nothing_is_left_when_the_parent_ends(tmp_path: Path) -> None:
    """The web server, worker, clock, PostgreSQL and Valkey end with `up`, even when it is killed."""
    with house(tmp_path) as up:
        up.send_signal(signal.SIGINT)
    assert up.returncode == 0
    again = time.monotonic()
    with house(tmp_path) as up:
        assert time.monotonic() - again < 15
        up.send_signal(signal.SIGKILL)


@pytest.mark.reliability
def test_several_commands_share_the_servers_and_the_last_one_ends_them(tmp_path: Path) -> None:
    variables = environment(VAR_DIR=str(tmp_path))
    code = (
        "import os, sys, time; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings';"
        "from config.embedded import ensure_servers; ensure_servers(); print('ready', flush=True);"
        "sys.stdin.read()"
    )
    started = time.monotonic()
    users = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env=variables,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for user in users:
        assert user.stdout is not None
        assert user.stdout.readline() == b"ready\n"
    assert time.monotonic() - started < 30
    masters = [p for p in belonging_to(tmp_path) if "-D" in p.cmdline()]
    assert len(masters) == 1
    users[0].kill()
    for user in users[1:]:
        user.communicate(b"")
    users[0].wait()
    eventually(lambda: not belonging_to(tmp_path), seconds=20, what="The end of the servers")


def test_every_variable_is_read_through_one_place() -> None:
    """Settings and gunicorn read the environment by config.env alone, so its list is complete."""
    import config.gunicorn  # noqa: F401

    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SITE_URL", "PORT", "HOST", "EMAIL_HOST"} <= set(
        env.VARIABLES
    )
    assert all(variable.meaning.endswith((".", ").")) for variable in env.VARIABLES.values())
