"""Waking workers up: the work is a row already, so a message that gets lost costs time only."""

from __future__ import annotations

import time

import structlog
from celery import current_app
from django.db import transaction

log = structlog.get_logger(__name__)
DELAY = 1
"""Seconds until the worker begins: whatever else is committed until then needs no message of its own."""
EXPIRES = 15
"""Seconds after which a wake-up is dropped: the clock asks as well."""
_asked_until: dict[str, float] = {}


def wake(task: str) -> None:
    """Have a worker run the task once this transaction stands; a broker that is down never fails the request."""
    transaction.on_commit(lambda: _send(task), robust=True)


def _send(task: str) -> None:
    now = time.monotonic()
    if now < _asked_until.get(task, 0):
        return
    _asked_until[task] = now + DELAY
    try:
        current_app.send_task(task, countdown=DELAY, expires=EXPIRES, retry=False, ignore_result=True)
    except Exception as exc:  # whatever the broker's client raises: the row is safe
        log.warning("wake_failed", task=task, error=type(exc).__name__)
