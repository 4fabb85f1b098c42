"""Local ids of a collected dossier: readable, unique in their list, the same at every dump."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.text import slugify

from base.dates import PartialDate
from base.search import sort_key

LENGTH = 60


class Names:
    """Gives each record of one list its local id, by primary key."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.by_record: dict[Any, str] = {}
        self.taken: set[str] = set()
        self._last: dict[str, int] = defaultdict(lambda: 1)

    def give(self, record: Any, wording: str) -> str:
        """The id of a record; the first asked gets the plain wording, later ones with the same wording a number."""
        if record not in self.by_record:
            self.by_record[record] = self._free(wording)
            self.taken.add(self.by_record[record])
        return self.by_record[record]

    def of(self, record: Any) -> str | None:
        return self.by_record.get(record)

    def _free(self, wording: str) -> str:
        stem = slugify(sort_key(wording))[:LENGTH].strip("-") or self.noun
        name = stem
        while name in self.taken:
            self._last[stem] += 1
            name = f"{stem}-{self._last[stem]}"
        return name


def date_part(date: PartialDate | None) -> dict[str, Any] | None:
    return None if date is None else {"year": date.year, "month": date.month, "day": date.day}
