"""Alarm clocks of the reports room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from reports.services import builds


@shared_task(name=builds.BUILD_WAITING)
def build_waiting() -> None:
    """Build what waits, one file after the other, until nothing does."""
    while file := builds.claim(at=timezone.now()):
        builds.build(file, now=timezone.now)
