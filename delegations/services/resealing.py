"""Sealing everything anew under the present key, so that an earlier one can be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from base.sealing import blind, bound, seal, sealed_with_present_key, unseal
from delegations.models import Needs, TravelDocument
from delegations.services.travel_documents import PURPOSE

BATCH = 500
SEALED_FIELDS: dict[Any, tuple[str, ...]] = {
    TravelDocument: ("number", "printed_name", "born_on"),
    Needs: ("diet", "medical"),
}


def reseal() -> Iterator[int]:
    """Goes through all rows in batches, each in a transaction of its own; yields how many rows of a batch were sealed anew.

    It may be stopped and started again: rows under the present key are left alone. Raises SealError for a row that does
    not open, and leaves its batch as it was.
    """
    for model, fields in SEALED_FIELDS.items():
        last = 0
        while pks := list(model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):  # fmt: skip
            yield _reseal_batch(model, fields, pks)
            last = pks[-1]


@transaction.atomic
def _reseal_batch(model: Any, fields: tuple[str, ...], pks: list[int]) -> int:
    """The content does not change, so neither does the version of a row."""
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    stale = [row for row in rows if any(_stale(getattr(row, field)) for field in fields)]
    for row in stale:
        for field in fields:
            if content := bytes(getattr(row, field)):
                text = unseal(content, bound_to=bound(row, field))
                setattr(row, field, seal(text, bound_to=bound(row, field)))
                if field == "number":
                    row.number_index = blind(f"{str(row.country).upper()} {text}", purpose=PURPOSE)
    index = ("number_index",) if model is TravelDocument else ()
    model._base_manager.bulk_update(stale, [*fields, *index])
    return len(stale)


def _stale(content: bytes | memoryview) -> bool:
    return bool(content) and not sealed_with_present_key(content)
