"""Pressing a server: by wrk where it is installed, else, and for what wrk cannot send, by threads of our own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.environment import CONNECTIONS

Headers = Mapping[str, str]
TIMEOUT = 30.0


@dataclass
class Load:
    """What a press brought: answers in so many seconds, and those that were none we wanted."""

    requests: int = 0
    seconds: float = 0.0
    errors: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0


def presser() -> str:
    return "wrk" if shutil.which("wrk") else "threads"


def press(address: str, headers: Headers, seconds: float) -> Load:
    """GET the same address for a while over four connections that are kept open."""
    if presser() == "wrk":
        return _wrk(address, headers, seconds)
    parts = urlsplit(address)
    sent = message("GET", parts.netloc, f"{parts.path}?{parts.query}" if parts.query else parts.path, headers)
    return press_with(parts.hostname or "", parts.port or 80, lambda: sent, seconds)


def press_with(
    host: str, port: int, make: Callable[[], bytes], seconds: float, wanted: tuple[int, ...] = (200, 304)
) -> Load:
    """Send what `make` returns, another each time if need be, over four connections."""
    loads = [Load() for _ in range(CONNECTIONS)]
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_keep_sending, args=(host, port, make, begun + seconds, load))
        for load in loads
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = Load(seconds=time.monotonic() - begun)
    for load in loads:
        total.statuses += load.statuses
        total.errors += load.errors
    total.requests = sum(total.statuses.values())
    total.errors += sum(n for status, n in total.statuses.items() if status not in wanted)
    return total


def message(method: str, host: str, path: str, headers: Headers, body: bytes = b"") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _wrk(address: str, headers: Headers, seconds: float) -> Load:
    # wrk counts whole seconds only
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{max(1, round(seconds))}s",
        "--timeout",
        f"{TIMEOUT:.0f}s",
    ]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    counted = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m)", said)
    if counted is None:
        raise SystemExit(f"wrk said nothing that can be read:\n{said}")
    unit = {"ms": 0.001, "s": 1.0, "m": 60.0}[counted[3]]
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    errors = int(refused[1]) if refused else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    return Load(requests=int(counted[1]), seconds=float(counted[2]) * unit, errors=errors)


def _keep_sending(host: str, port: int, make: Callable[[], bytes], until: float, load: Load) -> None:
    connection: socket.socket | None = None
    while time.monotonic() < until:
        try:
            if connection is None:
                connection = socket.create_connection((host, port), TIMEOUT)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(make())
            status, stays_open = _read_answer(connection)
            load.statuses[status] += 1
            if not stays_open:
                connection.close()
                connection = None
        except OSError:
            load.errors += 1
            if connection is not None:
                connection.close()
                connection = None
    if connection is not None:
        connection.close()


def _read_answer(connection: socket.socket) -> tuple[int, bool]:
    """Status, and whether the server keeps the connection open."""
    held = b""
    while b"\r\n\r\n" not in held:
        held += _more(connection)
    head, _, body = held.partition(b"\r\n\r\n")
    status = int(head[9:12])
    lowered = head.lower()
    length = re.search(rb"\r\ncontent-length: *(\d+)", lowered)
    missing = int(length[1]) - len(body) if length and status not in (204, 304) else 0
    while missing > 0:
        missing -= len(_more(connection))
    return status, b"\r\nconnection: close" not in lowered


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(262144)
    if not part:
        raise ConnectionResetError
    return part
