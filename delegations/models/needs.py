"""What somebody may eat and needs for their health: sealed, because it is told to few."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from base.records import keys
from delegations.querysets import TravelQuerySet
from events.models import Registration
from people.models import OfficeRecord


class Needs(OfficeRecord):
    """Sealed texts (`base.sealing`), bound to the row; empty bytes when nothing is stated."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="+")
    diet = models.BinaryField(default=bytes, editable=False)
    medical = models.BinaryField(default=bytes, editable=False)

    objects: ClassVar[Any] = TravelQuerySet.as_manager()
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"diet", "medical"})

    SEALED: ClassVar[tuple[str, ...]] = ("diet", "medical")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"needs {self.registration_id}"

    @property
    def about(self) -> list[str]:
        return keys(registration=self.registration_id)
