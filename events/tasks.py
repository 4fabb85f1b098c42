"""Alarm clocks of the events room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from events.services import planning


@shared_task
def plan_due() -> None:
    """Write down the reminders whose moment has come."""
    planning.plan_due(at=timezone.now())
