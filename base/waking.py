"""Waking workers up: the work is a row already, so a message that gets lost costs time only."""

from __future__ import annotations

import structlog
from celery import current_app
from django.db import transaction

log = structlog.get_logger(__name__)
EXPIRES = 15
"""Seconds after which a wake-up is dropped: the clock asks as well."""


def wake(task: str) -> None:
    """Have a worker run the task once this transaction stands; a broker that is down never fails the request."""
    transaction.on_commit(lambda: _send(task), robust=True)


def _send(task: str) -> None:
    try:
        current_app.send_task(task, expires=EXPIRES, retry=False, ignore_result=True)
    except Exception as exc:  # whatever the broker's client raises: the row is safe
        log.warning("wake_failed", task=task, error=type(exc).__name__)
