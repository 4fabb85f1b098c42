"""The machine as production has it: DEBUG off, two web workers, a database of its own, limits out of the way."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "entente_bench"
SHORT = "entente_bench_short"
CONNECTIONS = 4
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    only: tuple[str, ...] = ()
    seconds: float = 5.0
    runs: int = 3
    rebuild: bool = False
    short: bool = False
    output: str = "bench/results.json"
    write_docs: bool = False

    @property
    def warm_up(self) -> float:
        """Long enough for both workers to have loaded what a page needs."""
        return self.seconds * 0.6


def prepare(*, short: bool = False) -> None:
    """Set the environment of this process and of the servers it starts, before any setting is read."""
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "0",
            "DATABASE_NAME": SHORT if short else DATABASE,
            "PORT": str(free_port()),
            "HOST": "127.0.0.1",
            "WEB_WORKERS": "1" if short else str(WORKERS),
            # One client makes thousands of calls here; the limits count on, but never refuse.
            "REGISTRATION_RATE": "1000000000",
            "API_RATE_USER": "1000000000/min",
            "API_RATE_ANONYMOUS": "1000000000/min",
            # Only row l sends letters, and starts a mail server for it.
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(free_port()),
            "EMAIL_USE_TLS": "0",
        }
    )
    os.environ.pop("SITE_URL", None)
    address = os.environ.get("DATABASE_URL")
    if address and "bench" not in urlsplit(address).path:
        raise SystemExit(
            "The bench empties the database it runs on: name one with “bench” in its name in DATABASE_URL."
        )
    import django
    from django.conf import settings

    from config.embedded import ServerError, ensure_servers

    settings.LOGGING["root"]["level"] = "WARNING"  # here only: the servers log as they do elsewhere
    try:
        ensure_servers()
    except ServerError as problem:
        raise SystemExit(str(problem)) from problem
    django.setup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
