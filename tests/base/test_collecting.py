"""The collector of cycles rests while many records are built, and never for longer."""

from __future__ import annotations

import gc
import threading

import pytest

from base.collecting import uncollected


def test_it_rests_inside_and_goes_on_after_an_error_too() -> None:
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError), uncollected():
        raise ValueError
    assert gc.isenabled()


def test_threads_that_overlap_leave_it_going() -> None:
    inside, leave = threading.Event(), threading.Event()

    def work() -> None:
        with uncollected():
            inside.set()
            leave.wait(10)

    with uncollected():
        other = threading.Thread(target=work)
        other.start()
        inside.wait(10)
    assert not gc.isenabled()
    leave.set()
    other.join()
    assert gc.isenabled()
