"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from bench.environment import CONNECTIONS, WORKERS, Plan
from bench.load import presser
from bench.meter import servers_are_here


def description(plan: Plan) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0].split()[0]
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        server = client.info("server")
        cache = (
            f"Valkey {server['valkey_version']}"
            if "valkey_version" in server
            else f"Redis {server['redis_version']}"
        )
    packages = (
        "Django",
        "djangorestframework",
        "gunicorn",
        "psycopg",
        "typst",
        "docxtpl",
        "xlsxwriter",
        "icalendar",
    )
    lines = [
        f"Machine: {os.cpu_count()} cores ({_processor()}), {_memory()} GiB; {platform.system()}, Python {platform.python_version()}, "
        f"PostgreSQL {postgres}, {cache}; {', '.join(f'{name} {version(name)}' for name in packages)}.",
        f"gunicorn with {WORKERS} workers, DEBUG off; {presser()} over {CONNECTIONS} connections; "
        f"median of {plan.runs} run{'s' if plan.runs > 1 else ''} of {plan.seconds:g} s, each after its floor's run.",
    ]
    if not servers_are_here():
        lines.append("Database or cache run elsewhere: CPU time is that of the web workers alone.")
    return lines


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
