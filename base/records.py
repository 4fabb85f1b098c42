"""What every stored record carries."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now


class Record(models.Model):
    """A row with a public identifier and a version that every change raises (the ETag of both doors)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    @property
    def about(self) -> list[str]:
        """Journal keys of the records that an entry on this one concerns; runs no query."""
        return [key(self._meta.model_name or "", self.pk)]

    @property
    def etag(self) -> str:
        return f'"{self.uid.hex[:12]}-{self.version}"'


def key(noun: str, pk: int | None) -> str:
    """A journal key such as `event:12`."""
    return f"{noun}:{pk}"


def keys(**nouns: int | None) -> list[str]:
    """Journal keys of the nouns that are there: `keys(event=3, person=None)` is `["event:3"]`."""
    return [key(noun, pk) for noun, pk in nouns.items() if pk is not None]
