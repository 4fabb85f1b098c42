"""What the drainer and the lines of every channel say to each other."""

from __future__ import annotations

import enum
import smtplib
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_noop as _

from base.plain_text import one_line
from people.models import Notice, Trouble
from people.notices import NoticeKind

BROKEN_OFF = _("the server broke off the connection")
NOT_IN_TIME = _("the server did not answer in time")
SAID: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, _("the name of the server is not known")),
    (ConnectionRefusedError, _("nothing answers at the address of the server")),
    (ConnectionError, BROKEN_OFF),
    (smtplib.SMTPServerDisconnected, BROKEN_OFF),
    (TimeoutError, NOT_IN_TIME),
    (ssl.SSLCertVerificationError, _("the certificate of the server is not valid")),
    (ssl.SSLError, _("no secure connection to the server can be made")),
)
"""What stands in the outbox, in the reader's language; anything rarer stands there as the system says it."""


class UnreachableError(Exception):
    """There is nobody to hand anything to; the message says why, without secrets."""


def reason_of(exc: BaseException) -> str:
    """Why nothing could be handed over; a time-out also when it is hidden behind another error."""
    if timed_out(exc):
        exc = TimeoutError()
    known = next((text for kind, text in SAID if isinstance(exc, kind)), "")
    return known or one_line(f"{type(exc).__name__}: {exc}")


def timed_out(exc: BaseException) -> bool:
    found: BaseException | None = exc
    while found is not None:
        if isinstance(found, TimeoutError):
            return True
        found = found.__cause__ or found.__context__
    return False


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
