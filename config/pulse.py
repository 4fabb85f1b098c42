"""When the clock last had a worker do something: written by workers, read by the health page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from celery.signals import task_prerun
from django.core.cache import cache
from django.utils import timezone

KEY = "pulse"
LIFETIME = 24 * 3600  # seconds


@task_prerun.connect
def beat(**_rest: Any) -> None:
    """A worker begins a task; all but the rare wake-ups are called by the clock. Redis may be away: then nobody notes it."""
    try:
        cache.set(KEY, timezone.now().timestamp(), LIFETIME)
    except Exception:  # noqa: S110  (the task itself does not need the cache)
        pass


def last_beat() -> dt.datetime | None:
    """None when there was none since Redis was emptied. Raises what the cache raises when Redis is away."""
    noted = cache.get(KEY)
    return dt.datetime.fromtimestamp(noted, dt.UTC) if noted else None
