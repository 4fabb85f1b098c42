"""Alarm clocks of the delegations room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from delegations.services import retention


@shared_task
def delete_outlived() -> None:
    """Delete passport and health data whose retention has ended."""
    retention.delete_outlived(at=timezone.now())
