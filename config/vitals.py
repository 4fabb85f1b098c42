"""Whether everything that Entente stands on is well, in figures: for the health page, the deep check and the metrics."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.pulse import last_beat
from people.models import Notice
from people.models.notice import NoticeState
from reports.models import ReportFile
from reports.states import BuildState

LATEST_NOTICE = 900  # seconds that a due notice may wait: longer than a rate limit or a restart explains
LATEST_BEAT = 120  # seconds
LEAST_DISK = 500 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Vital:
    """One figure: `value` in `unit` (seconds, bytes, rows), None when it could not be read; `well` says what to think of it."""

    name: str
    label: Any
    unit: str
    value: float | None
    well: bool


def vitals() -> list[Vital]:
    """Each is read by itself: what is down does not hide the others."""
    at = timezone.now()
    return [
        _measured("database", _("Database answers"), _time_of(_ask_database)),
        _measured("broker", _("Redis answers"), _time_of(_ask_broker)),
        _measured(
            "oldest_due_notice", _("Oldest notice that is due"), lambda: _oldest_due(at), most=LATEST_NOTICE
        ),
        _measured("last_beat", _("Last call of the clock"), lambda: _since_beat(at), most=LATEST_BEAT),
        _disk(),
    ]


def notices_by_state() -> dict[str, int]:
    """State → number of notices of all offices, every state named."""
    counted = dict(Notice.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in NoticeState.values}


def builds_by_state() -> dict[str, int]:
    counted = dict(ReportFile.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in BuildState.values}


def exposition() -> Iterator[str]:
    """Everything as lines of the Prometheus text format 0.0.4."""
    for vital in vitals():
        name = f"entente_{vital.name}_{vital.unit}"
        yield f"# TYPE {name} gauge"
        if vital.value is not None:
            yield f"{name} {vital.value:g}"
        yield f"# TYPE entente_{vital.name}_well gauge"
        yield f"entente_{vital.name}_well {int(vital.well)}"
    for noun, counts in (("notices", notices_by_state()), ("report_files", builds_by_state())):
        yield f"# TYPE entente_{noun} gauge"
        yield from (f'entente_{noun}{{state="{state}"}} {count}' for state, count in counts.items())


def _measured(name: str, label: Any, measure: Callable[[], float | None], *, most: float = 5) -> Vital:
    try:
        value = measure()
    except Exception:
        value = None
    return Vital(name, label, "seconds", value, value is not None and value <= most)


def _time_of(ask: Callable[[], object]) -> Callable[[], float]:
    def taken() -> float:
        begun = time.perf_counter()
        ask()
        return time.perf_counter() - begun

    return taken


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3) as broker:
        broker.ping()


def _oldest_due(at: dt.datetime) -> float:
    oldest = Notice.objects.due(at).aggregate(oldest=Min("due_at"))["oldest"]
    return (at - oldest).total_seconds() if oldest else 0.0


def _since_beat(at: dt.datetime) -> float | None:
    beat = last_beat()
    return max((at - beat).total_seconds(), 0.0) if beat else None


def _disk() -> Vital:
    """Of the file store or, while nothing was stored yet, of the folder that it will lie in."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Vital("disk_free", _("Free space for files"), "bytes", free, free >= LEAST_DISK)
