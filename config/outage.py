"""Whether an error means that a server which Entente stands on is away for the moment."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

RETRY_AFTER = 10
"""Seconds after which a client may ask again; an embedded server is back by then."""
AWAY = (OperationalError, InterfaceError, RedisConnectionError, RedisTimeoutError)
OF_A_STATEMENT = ("22", "23", "25", "40", "42", "53400", "54", "55", "57014")
"""SQLSTATEs, or how they begin, that a statement earns while the server is well: lock time-outs, deadlocks, cancellations."""


def is_outage(error: BaseException | None) -> bool:
    """A lost connection, a server that starts or stops; not what one statement did wrong."""
    if not isinstance(error, AWAY):
        return False
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return not state.startswith(OF_A_STATEMENT)
