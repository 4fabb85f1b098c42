"""How much of everything: in full, or short for the checks of every day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    reminders: int
    kills: int
    outages: int
    letters: int
    builds: int
    writes: int
    controls: int
    """Reminders in a control."""


FULL = Size(reminders=5000, kills=100, outages=4, letters=200, builds=20, writes=400, controls=300)
SHORT = Size(reminders=250, kills=4, outages=1, letters=12, builds=3, writes=60, controls=60)
