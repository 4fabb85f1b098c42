"""Alarm clocks of the people room."""

from __future__ import annotations

from celery import shared_task

from people.services import drain as outbox

PORTION = 200
MOST_PORTIONS = 20


@shared_task
def drain() -> None:
    """Send what is due; a long queue is taken in portions, and what is left waits for the next call."""
    for _portion in range(MOST_PORTIONS):
        if outbox.drain(limit=PORTION).claimed < PORTION:
            return
