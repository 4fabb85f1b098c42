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


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A resolver that answers nothing until the test ends; the names that it was asked for."""
    asked: list[str] = []
    over = threading.Event()

    def silent(host: str, port: int, **more: Any) -> Any:
        asked.append(host)
        over.wait(20)
        raise socket.gaierror("no answer")

    before = set(threading.enumerate())
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    yield asked
    over.set()
    for thread in set(threading.enumerate()) - before:
        thread.join(5)


def test_a_name_is_left_in_time(silence: list[str]) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        addresses_of("slow.example.org", 443, seconds=SHORT)
    assert time.monotonic() - begun < SHORT + 2
    assert silence == ["slow.example.org"]


def test_lookups_left_behind_are_limited_and_give_their_places_back(silence: list[str]) -> None:
    before = threading.active_count()
    for number in range(MOST_AT_ONCE + 4):
        with pytest.raises(TimeoutError):
            addresses_of(f"slow{number}.example.org", 443, seconds=0.02)
    assert len(silence) == MOST_AT_ONCE
    assert threading.active_count() - before <= MOST_AT_ONCE


def test_after_the_resolver_gave_up_names_are_found_again() -> None:
    free = lookup._places._value
    assert free == MOST_AT_ONCE
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
