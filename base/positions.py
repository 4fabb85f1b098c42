"""The places of rows that somebody puts in order: 0, 1, 2 …, with gaps where one was deleted."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet


def next_position(rows: QuerySet[Any]) -> int:
    """The place after the last of these rows."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
