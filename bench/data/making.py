"""Same seed, same rows."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model

from base.languages import column

M = TypeVar("M", bound=Model)
WRITTEN_AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2031, 5, 12)
ZONE = "Asia/Shanghai"
COUNTRIES = ("BR", "MX", "CL", "AR", "PE", "CO", "UY", "EC", "PA", "CN")
LANGUAGES = ("en", "zh-hans", "es", "pt")
_chance = random.Random(20310512)


def stamp() -> dict[str, Any]:
    """What every record carries beside its own fields."""
    uid = uuid.UUID(int=_chance.getrandbits(128), version=4)
    return {"uid": uid, "created_at": WRITTEN_AT, "updated_at": WRITTEN_AT}


def stated(field: str, english: str, chinese: str, spanish: str = "", portuguese: str = "") -> dict[str, str]:
    """A content field in the languages given."""
    said = dict(zip(LANGUAGES, (english, chinese, spanish, portuguese), strict=True))
    return {field: english, **{column(field, code): text for code, text in said.items()}}


def insert(model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(rows, batch_size=2000)
