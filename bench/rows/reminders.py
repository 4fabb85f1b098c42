"""Row l: reminders of an event with 100,000 participants, planned by set and drained to a local SMTP sink."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.run import Bench


def row(bench: Bench) -> None:
    pass
