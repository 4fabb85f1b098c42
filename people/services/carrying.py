"""What the drainer and the lines of every channel say to each other."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, Protocol

from people.models import Notice, Trouble
from people.notices import NoticeKind


class UnreachableError(Exception):
    """There is nobody to hand anything to; the message says why, without secrets."""


class Outcome(enum.Enum):
    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`slow` when the other side did not answer in its time: what else is for it waits for another run."""

    outcome: Outcome
    reason: str = ""
    trouble: Trouble | str = ""
    slow: bool = False


class Carrier(Protocol):
    """A line of one channel."""

    @property
    def is_open(self) -> bool: ...

    def open(self) -> None:
        """Raises UnreachableError."""

    def packed(self, notice: Notice, message: Any, kind: NoticeKind) -> Any:
        """What is handed to `send`."""

    def lane(self, notice: Notice) -> str:
        """Where it goes: one that is slow holds up its own lane only."""

    def send(self, parcel: Any) -> Delivery: ...

    def close(self) -> None: ...
