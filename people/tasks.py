"""Alarm clocks of the people room."""

from __future__ import annotations

import time

from celery import shared_task

from people.services import drain as outbox

PORTION = 200
SECONDS = 180


@shared_task
def drain() -> None:
    """Send what is due; a long queue is taken in portions, and what is left waits for the next call."""
    end = time.monotonic() + SECONDS
    while outbox.drain(limit=PORTION).claimed == PORTION and time.monotonic() < end:
        pass
