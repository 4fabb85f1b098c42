"""Alarm clocks of the people room."""

from __future__ import annotations

import time

from celery import shared_task
from django.utils import timezone

from people.models import Channel
from people.services import drain as drainer
from people.services import idempotency, outbox

PORTION = 200
SECONDS = 60
"""How long portions are begun; the last one (BUDGET) and its last mail still end before the soft limit of a task."""


@shared_task
def drain() -> None:
    """Send the mails that are due; a long queue is taken in portions, and what is left waits for the next call."""
    _drain(Channel.MAIL)


@shared_task
def drain_webhooks() -> None:
    """Tell webhooks what is due; in a task of its own, so that no receiver holds up the mails."""
    _drain(Channel.WEBHOOK)


def _drain(channel: str) -> None:
    end = time.monotonic() + SECONDS
    while True:
        tally = drainer.drain(limit=PORTION, channel=channel)
        if tally.claimed < PORTION or tally.stopped:
            return
        if time.monotonic() > end:
            outbox.wake(channel)
            return


@shared_task
def forget_answers() -> None:
    """Delete the Idempotency-Keys that no longer count."""
    idempotency.forget_answers(at=timezone.now())
