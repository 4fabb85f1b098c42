"""Sealing everything anew under the present key, so that an earlier one can be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction

from base.sealing import bound, seal, sealed_with_present_key, unseal

BATCH = 500


def sealed_models() -> dict[Any, tuple[str, ...]]:
    """Every model with sealed fields, which it declares as `SEALED`, of whatever room."""
    return {model: model.SEALED for model in apps.get_models() if hasattr(model, "SEALED")}


def reseal() -> Iterator[int]:
    """Goes through all rows in batches, each in a transaction of its own; yields how many rows of a batch were sealed anew.

    It may be stopped and started again: rows under the present key are left alone. Raises SealError for a row that does
    not open, and leaves its batch as it was.
    """
    for model, fields in sealed_models().items():
        last = 0
        while pks := list(model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):  # fmt: skip
            yield _reseal_batch(model, fields, pks)
            last = pks[-1]


@transaction.atomic
def _reseal_batch(model: Any, fields: tuple[str, ...], pks: list[int]) -> int:
    """The content does not change, so neither does the version of a row. A model with a blind index has `reindex`."""
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    stale = [row for row in rows if any(_stale(getattr(row, field)) for field in fields)]
    indexes: list[str] = []
    for row in stale:
        texts = {
            field: unseal(content, bound_to=bound(row, field))
            for field in fields
            if (content := bytes(getattr(row, field) or b""))
        }
        for field, text in texts.items():
            setattr(row, field, seal(text, bound_to=bound(row, field)))
        if hasattr(row, "reindex"):
            indexes = row.reindex(texts)
    model._base_manager.bulk_update(stale, [*fields, *indexes])
    return len(stale)


def _stale(content: bytes | memoryview | None) -> bool:
    return bool(content) and not sealed_with_present_key(content or b"")
