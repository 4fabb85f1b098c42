"""Alarm clocks of the agreements room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agreements.services import deadline_planning


@shared_task
def plan_deadlines() -> None:
    """Write down the reminders of agreements, follow-ups and projects whose moment has come."""
    deadline_planning.plan_deadlines(at=timezone.now())
