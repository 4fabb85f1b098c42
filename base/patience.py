"""A limit on the whole of a conversation: a time-out of a socket starts anew with every byte that trickles in."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

TICK = 0.5
"""Seconds between two looks at the clock: a limit is kept to this accuracy."""


class Patience:
    """Shuts a socket down when its time is over, so that whoever reads from it gets an error instead of waiting on."""

    def __init__(self) -> None:
        self._until: float | None = None
        self._socket: Callable[[], socket.socket | None] = lambda: None
        self._ended = threading.Event()
        self._watcher: threading.Thread | None = None
        self.ran_out = False

    @contextmanager
    def of(self, seconds: float, connection: Callable[[], socket.socket | None]) -> Iterator[None]:
        """Let what happens inside take at most so many seconds; `ran_out` says afterwards whether that was too short."""
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, daemon=True)
            self._watcher.start()
        self.ran_out, self._socket, self._until = False, connection, time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    def end(self) -> None:
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(TICK):
            until = self._until
            if until is not None and time.monotonic() > until:
                self._until, self.ran_out = None, True
                if (held := self._socket()) is not None:
                    with suppress(OSError):
                        held.shutdown(socket.SHUT_RDWR)
