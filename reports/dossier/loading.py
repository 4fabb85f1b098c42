"""What the two halves of loading share: counting what changed, telling each refusal with its place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from base.dates import PartialDate
from base.errors import DomainError
from base.languages import CODES, column
from people.models import Office
from people.services.journal import Actor
from reports.dossier.atoms import PartialDate as StatedDate
from reports.dossier.atoms import Text, json_path
from reports.dossier.check import Mistake


@dataclass
class Loading:
    """One loading of a dossier into an office."""

    office: Office
    by: Actor
    at: dt.datetime
    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    errors: list[Mistake] = field(default_factory=list)

    @property
    def who_when(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    @contextmanager
    def telling(self, *steps: str | int, value: Any = None) -> Iterator[None]:
        """A refusal inside is written down with its place, and loading goes on to find the others."""
        try:
            with transaction.atomic():
                yield
        except DomainError as exc:
            messages = [message for found in exc.errors.values() for message in found] or [exc.message]
            self.errors += [Mistake(json_path(*steps), value, message) for message in messages]

    def count_changes(self, noun: str, names: Iterable[str]) -> None:
        if list(names):
            self.changed[noun] += 1


def stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the dossier states: what it omits stays as it is."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def columns_of(name: str, text: Text | None) -> dict[str, str]:
    """The language columns that a text states; languages that it omits stay."""
    return {column(name, code): text.root[code] for code in CODES if code in text.root} if text else {}


def date_of(date: StatedDate | None) -> PartialDate | None:
    return PartialDate(date.year, date.month, date.day) if date else None


def listed(texts: Iterable[Text]) -> list[dict[str, str]]:
    return [dict(text.root) for text in texts]


def same(stored: Mapping[str, str], text: Text | None) -> bool:
    """Whether a stored content field and a stated text have the same words in some language; both empty is the same."""
    if text is None or not stored:
        return text is None and not stored
    return any(stored.get(code) == words for code, words in text.root.items())


def foreign_texts(part: Any, *steps: str | int) -> Iterator[Mistake]:
    """Texts in languages that content is not kept in; names of organizations may be in any."""
    if isinstance(part, Text):
        for code, words in part.root.items():
            if code not in CODES:
                yield Mistake(json_path(*steps, code), words, f"one of the languages {', '.join(CODES)}")
    elif isinstance(part, list):
        for number, item in enumerate(part):
            yield from foreign_texts(item, *steps, number)
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            if name != "names":
                yield from foreign_texts(getattr(part, name), *steps, name)
