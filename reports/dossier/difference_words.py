"""A difference between two dossiers in words: where it is and what stood and stands there, as an editor reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from pydantic import BaseModel

from base import dates
from base.locale_text import country_name, language_name, list_in_words
from base.wording import date_in_words, time_in_words
from reports.dossier import what, who
from reports.dossier.atoms import PartialDate, Text
from reports.dossier.compare import Action, Difference, Step
from reports.dossier.identity import collection_of
from reports.dossier.labels import choice_label, field_label
from reports.dossier.references import COLLECTIONS, NAMED_BY_SLUG
from reports.dossier.schema import Dossier

COUNTRIES = frozenset({"country", "countries", "broadcast_countries"})
LANGUAGES = frozenset({"language", "languages"})
NAMING = ("names", "title", "label", "name", "text", "caption", "headline", "quote", "url", "count_as_worded")
"""The fields by which a record is called, the first that is stated."""


@dataclass(frozen=True, slots=True)
class Told:
    """`place` leads from the wide to the narrow: agenda › Opening › title; None = not stated, or not there."""

    place: tuple[str, ...]
    old: str | None
    new: str | None


def tell(differences: Sequence[Difference]) -> list[Told]:
    """In the active language."""
    words: dict[int, _Words] = {}
    for difference in differences:
        for dossier in difference.dossiers:
            words.setdefault(id(dossier), _Words(dossier))
    return [
        _told(difference, words[id(difference.dossiers[0])], words[id(difference.dossiers[1])])
        for difference in differences
    ]


def _told(difference: Difference, older: _Words, newer: _Words) -> Told:
    reader = older if difference.action is Action.REMOVED else newer
    last = difference.steps[-1]
    whole_record = isinstance(last.record, BaseModel) and not isinstance(last.record, Text)
    if whole_record or difference.action is Action.REORDERED:
        return Told(reader.place(difference.steps), None, None)
    steps = difference.steps if last.record is None else difference.steps[:-1]
    old, new = (
        None if value is None else words.value(value, last)
        for words, value in ((older, difference.old), (newer, difference.new))
    )
    return Told(reader.place(steps), old, new)


class _Words:
    """The values of one dossier in words."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.language = get_language() or "en"

    def place(self, steps: tuple[Step, ...]) -> tuple[str, ...]:
        return tuple(capfirst(self.step(step)) for step in steps)

    def step(self, step: Step) -> str:
        if step.language:
            return language_name(step.language, self.language)
        if step.record is not None:
            return self.value(step.record, step)
        assert step.model is not None
        return field_label(step.model, step.field)

    def value(self, value: Any, step: Step) -> str:
        field, model = step.field, step.model
        if isinstance(value, Text):
            return value.read(self.language)[0]
        if isinstance(value, PartialDate):
            return date_in_words(dates.PartialDate(value.year, value.month, value.day))
        if isinstance(value, BaseModel):
            return self.record(value)
        if isinstance(value, bool):
            return pgettext("answer", "yes") if value else pgettext("answer", "no")
        if isinstance(value, Enum):
            return choice_label(model, field, str(value.value)) if model else str(value.value)
        if isinstance(value, dt.time):
            return time_in_words(value)
        return self.text(str(value), step)

    def text(self, value: str, step: Step) -> str:
        if step.field in COUNTRIES:
            return country_name(value, self.language)
        if step.field in LANGUAGES:
            return language_name(value, self.language)
        collection = collection_of(step.model, step.field) if step.model else None
        return self.referred(collection, value) if collection else value

    def record(self, record: BaseModel) -> str:
        """What a record is called: its own name, else that of whom it concerns, else its kind."""
        if isinstance(record, who.Person):
            return record.full_name
        for name in NAMING:
            if stated := getattr(record, name, None):
                return self.value(stated, Step(type(record), name))
        for name in ("person", "group", "organization", "to"):
            if key := getattr(record, name, None):
                return self.referred(collection_of(type(record), name) or "", key)
        if isinstance(record, what.AgendaItem):
            return self.item(record)
        for name in ("senders", "parties", "kind", "publisher", "file"):
            if stated := getattr(record, name, None):
                return self.several(stated, Step(type(record), name))
        return pgettext("record", "without a name")

    def several(self, stated: Any, step: Step) -> str:
        if not isinstance(stated, list):
            return self.value(stated, step)
        return list_in_words([self.value(one, step) for one in stated], self.language)

    def item(self, item: what.AgendaItem) -> str:
        """An item without a title is told by its kind and when it is."""
        kind = choice_label(type(item), "kind", item.kind.value)
        when = [
            self.value(value, Step(type(item), name))
            for name in ("on", "start_time", "host")
            if (value := getattr(item, name)) is not None
        ]
        return f"{kind} ({', '.join(when)})" if when else kind

    def referred(self, collection: str, key: str) -> str:
        found = self.records.get((collection, key))
        return self.record(found) if found is not None else key

    @cached_property
    def records(self) -> dict[tuple[str, str], Any]:
        """The records that others refer to, by list and local id."""
        return {
            (collection, record.slug if collection == NAMED_BY_SLUG else record.id): record
            for collection in COLLECTIONS
            for record in getattr(self.dossier, collection)
        }


def action_label(action: Action) -> str:
    return {
        Action.ADDED: _("added"),
        Action.REMOVED: _("removed"),
        Action.CHANGED: _("changed"),
        Action.REORDERED: _("order changed"),
    }[action]
