"""Alarm clocks of the people room."""

from __future__ import annotations

import time

from celery import shared_task
from django.utils import timezone

from people.services import drain as outbox
from people.services import idempotency

PORTION = 200
SECONDS = 180


@shared_task
def drain() -> None:
    """Send what is due; a long queue is taken in portions, and what is left waits for the next call."""
    end = time.monotonic() + SECONDS
    while outbox.drain(limit=PORTION).claimed == PORTION and time.monotonic() < end:
        pass


@shared_task
def forget_answers() -> None:
    """Delete the Idempotency-Keys that no longer count."""
    idempotency.forget_answers(at=timezone.now())
