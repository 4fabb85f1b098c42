"""Asking for the addresses of a name within a limit of time.

The resolver of the system has none of its own and cannot be stopped, so it is asked in a thread that may be left behind.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Told = queue.SimpleQueue[list[Any] | Exception]
MOST_AT_ONCE = 16
"""Lookups that one process waits for or has left behind; whoever comes later waits for one of them to end."""
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


def addresses_of(host: str, port: int, *, seconds: float) -> list[Address]:
    """What the name stands for, in the order of the resolver. Raises TimeoutError, OSError, UnicodeError."""
    until = time.monotonic() + seconds
    if not _places.acquire(timeout=seconds):
        raise TimeoutError("too many names are being looked up")
    told: Told = queue.SimpleQueue()
    try:
        threading.Thread(target=_ask, args=(host, port, told), daemon=True).start()
    except RuntimeError as exc:
        _places.release()
        raise OSError(str(exc)) from exc
    try:
        found = told.get(timeout=max(until - time.monotonic(), 0))
    except queue.Empty:
        raise TimeoutError("the name was not found in time") from None
    if isinstance(found, Exception):
        raise found
    return [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]


def _ask(host: str, port: int, told: Told) -> None:
    """Gives its place back when the resolver has answered, also when nobody waits for the answer any more."""
    try:
        told.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except Exception as exc:
        told.put(exc)
    finally:
        _places.release()
