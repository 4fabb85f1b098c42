"""CPU time and memory of processes, from /proc."""

from __future__ import annotations

import os
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from bench.server import Server

TICK = os.sysconf("SC_CLK_TCK")
CPU, CPU_OF_CHILDREN = slice(11, 13), slice(11, 15)
"""Places of utime, stime and of cutime, cstime (children that ended) after the name in /proc/PID/stat."""


def cpu_by_process(server: Server) -> dict[int, float]:
    """Seconds of the web processes, of the database's processes that work for us, and of the cache."""
    master = server.process.pid
    used = {pid: _cpu(pid, CPU) for pid in (*server.workers, *_database(), *_cache())}
    used[master] = _cpu(master, CPU_OF_CHILDREN)
    return used


def seconds_between(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(used - before.get(pid, 0.0) for pid, used in after.items())


def resident_megabytes(pid: int, field: str = "VmRSS") -> float:
    """`VmRSS` now, or `VmHWM` at most since the start or since `forget_peak`."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def servers_are_here() -> bool:
    """Whether database and cache run on this machine, so that their CPU time can be read."""
    return bool(_database()) and bool(_cache())


def _database() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND (datname = current_database() OR datname IS NULL)"
        )
        return [pid for (pid,) in cursor.fetchall() if _is(pid, "postgres")]


def _cache() -> list[int]:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        pid = int(client.info("server")["process_id"])
    return [pid] if _is(pid, "valkey", "redis") else []


def _is(pid: int, *names: str) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().startswith(names)
    except OSError:
        return False


def _cpu(pid: int, fields: slice) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0  # it ended meanwhile
    return sum(map(int, after_name[fields])) / TICK
