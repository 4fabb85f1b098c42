"""The house that is to be shaken: servers, files and settings of its own, away from everything else on the machine."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEASE = 6
"""Seconds: short, so that what a dead worker held is taken over while one watches."""


def prepare() -> Path:
    """Set the environment of this process and of all that it starts, before any setting is read; returns the folder."""
    folder = Path(tempfile.mkdtemp(prefix="entente-chaos-"))
    for name in ("DATABASE_URL", "REDIS_URL", "SITE_URL", "FILES_DIR", "ENTENTE_TEST_DB", "DJANGO_ENV"):
        os.environ.pop(name, None)
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "VAR_DIR": str(folder),
            "DATABASE_NAME": "entente_chaos",
            "DEBUG": "0",
            "PORT": str(free_port()),
            "HOST": "127.0.0.1",
            "WEB_WORKERS": "1",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(free_port()),
            "EMAIL_USE_TLS": "0",
            "LEASE": str(LEASE),
            "MAIL_RATE": "0",
            "REGISTRATION_RATE": "1000000000",
            "API_RATE_USER": "1000000000/min",
            "CONN_MAX_AGE": "0",
            "PYTHONPATH": str(ROOT),
        }
    )
    import django
    from django.conf import settings

    from config.embedded import ensure_servers

    settings.LOGGING["root"]["level"] = "ERROR"
    ensure_servers()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return folder


def tear_down(folder: Path) -> None:
    from django.db import connections

    from config.embedded import release_servers

    connections.close_all()
    release_servers()
    if os.environ.get("KEEP"):
        print(f"kept: {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
