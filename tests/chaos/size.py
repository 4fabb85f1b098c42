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
    groups: int
    """Worker groups that are up or starting while others are killed."""
    whole: bool
    """Every scenario with its control; else those that a change is most likely to break."""


FULL = Size(
    reminders=5000,
    kills=100,
    outages=4,
    letters=200,
    builds=20,
    writes=400,
    controls=300,
    groups=3,
    whole=True,
)
SHORT = Size(
    reminders=150, kills=2, outages=1, letters=12, builds=1, writes=60, controls=60, groups=2, whole=False
)
