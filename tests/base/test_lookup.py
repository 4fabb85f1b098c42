"""Looking a name up within a limit of time, however long the resolver takes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from base import lookup
from base.lookup import MOST_AT_ONCE, addresses_of

SHORT = 0.2


class Silence:
    """A resolver that answers nothing until it gives up; `asked` are the names that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._over = threading.Event()
        self._before = set(threading.enumerate())

    def __call__(self, host: str, port: int, **more: Any) -> Any:
        self.asked.append(host)
        self._over.wait(20)
        raise socket.gaierror("no answer")

    def end(self) -> None:
        self._over.set()
        for thread in set(threading.enumerate()) - self._before:
            thread.join(5)


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Silence]:
    silent = Silence()
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    yield silent
    silent.end()


def test_a_name_is_left_in_time(silence: Silence) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        addresses_of("slow.example.org", 443, seconds=SHORT)
    assert time.monotonic() - begun < SHORT + 2
    assert silence.asked == ["slow.example.org"]


def test_lookups_left_behind_are_limited_and_give_their_places_back(
    silence: Silence, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = threading.active_count()
    for number in range(MOST_AT_ONCE):
        with pytest.raises(TimeoutError, match="not found in time"):
            addresses_of(f"slow{number}.example.org", 443, seconds=0.02)
    with pytest.raises(TimeoutError, match="too many names"):
        addresses_of("late.example.org", 443, seconds=0.02)
    assert len(silence.asked) == MOST_AT_ONCE
    assert threading.active_count() - before <= MOST_AT_ONCE
    assert lookup._places._value == 0
    silence.end()
    assert lookup._places._value == MOST_AT_ONCE
    monkeypatch.undo()
    assert str(addresses_of("127.0.0.1", 443, seconds=5)[0]) == "127.0.0.1"


def test_what_the_resolver_says_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*asked: Any, **more: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(socket.gaierror, match="not known"):
        addresses_of("nowhere.example.org", 443, seconds=5)
    monkeypatch.setattr(threading.Thread, "start", _no_thread)
    with pytest.raises(OSError, match="new thread"):
        addresses_of("nowhere.example.org", 443, seconds=5)
    assert lookup._places._value == MOST_AT_ONCE


def _no_thread(self: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")
