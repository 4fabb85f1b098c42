"""Alarm clocks of the reports room."""

from __future__ import annotations

import time

from celery import shared_task
from django.utils import timezone

from reports.services import builds

SECONDS = 120
"""How long builds are begun; the last one has the rest of the task's time to itself."""


@shared_task(name=builds.BUILD_WAITING)
def build_waiting() -> None:
    """Build what waits, one file after the other; a long queue is left to the next call before this one is out of time."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        file = builds.claim(at=timezone.now())
        if file is None:
            return
        builds.build(file, now=timezone.now)
    builds.wake_builders()
