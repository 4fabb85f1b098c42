"""What all parts of loading share: counting what changed, telling each refusal with its place, comparing texts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from base.dates import PartialDate
from base.errors import WHOLE, DomainError
from base.languages import CODES, column
from people.models import Office
from people.services.journal import Actor
from people.services.record_sets import Orphaned
from reports.dossier.atoms import PartialDate as StatedDate
from reports.dossier.atoms import Text, json_path
from reports.dossier.check import Candidate, Mistake

Steps = tuple[str | int, ...]
"""The way to a part of the dossier: `("agenda", 2)`."""
FIELDS_ELSEWHERE = {
    "item": "agenda_item",
    "signed_on": "signed_on",
    "on": "on",
}
"""Attributes of records whose field in the dossier has another name."""


@dataclass(slots=True)
class Change:
    """One record that was created or changed: where it stands in the dossier, and each field with its old and new value.

    `noun` is English (`agenda item`); `fields` is named as in the dossier (`title.en`), with values that JSON can hold.
    """

    path: str
    noun: str
    label: str
    action: Literal["created", "changed"]
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass
class Loading:
    """One loading of a dossier into an office."""

    office: Office
    by: Actor
    at: dt.datetime
    changes: list[Change] = field(default_factory=list)
    errors: list[Mistake] = field(default_factory=list)

    @property
    def who_when(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def counted(self, action: str) -> dict[str, int]:
        """How many records of each noun were created, or changed."""
        return dict(Counter(change.noun for change in self.changes if change.action == action))

    def refuse(
        self, steps: Iterable[str | int], value: Any, expected: str, candidates: Iterable[Candidate] = ()
    ) -> None:
        self.errors.append(Mistake(json_path(*steps), value, str(expected), tuple(candidates)))

    def tell(
        self, steps: Steps, faults: Sequence[DomainError], value: Any, stated: Mapping[str, Any]
    ) -> None:
        """What a verb refuses of a part; what names one of its fields stands at that field."""
        for fault in faults:
            if isinstance(fault, Orphaned):
                continue
            for name, messages in (fault.errors or {WHOLE: [fault.message]}).items():
                where = (*steps, *field_steps(name)) if name in stated else steps
                for message in messages:
                    self.refuse(where, shown(stated[name]) if name in stated else value, message)


def stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the dossier states: what it omits stays as it is."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def columns_of(**texts: Text | None) -> dict[str, str]:
    """The language columns that texts state; languages that they omit stay."""
    return {
        column(name, code): text.root[code]
        for name, text in texts.items()
        if text
        for code in CODES
        if code in text.root
    }


def date_of(date: StatedDate | None) -> PartialDate | None:
    return PartialDate(date.year, date.month, date.day) if date else None


def value_of(word: Any) -> Any:
    """The stored value of a word of a closed vocabulary; None stays None."""
    return None if word is None else word.value


def listed(texts: Iterable[Text]) -> list[dict[str, str]]:
    return [dict(text.root) for text in texts]


def words(text: Text | Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    """Language and wording of each text, by which two texts are compared."""
    yield from (text.root if isinstance(text, Text) else text or {}).items()


def first_of(text: Text | None, otherwise: str = "") -> str:
    """How a part is called in messages and previews."""
    return text.read("en")[0] if text else otherwise


def field_steps(name: str) -> Steps:
    """The place of an attribute within its part: `title_zh_hans` is `title`, `zh-hans`."""
    for code in CODES:
        tail = f"_{code.replace('-', '_')}"
        if name.endswith(tail):
            return (FIELDS_ELSEWHERE.get(name.removesuffix(tail), name.removesuffix(tail)), code)
    return (FIELDS_ELSEWHERE.get(name, name),)


def field_name(name: str) -> str:
    """The same in words of the dossier: `title.zh-hans`."""
    return ".".join(str(step) for step in field_steps(name))


def shown(value: Any) -> Any:
    """A stored value as JSON can hold it: records by what they are called, dates as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [shown(one) for one in value]
    return str(value)


def foreign_texts(part: Any, *steps: str | int) -> Iterator[Mistake]:
    """Texts in languages that content is not kept in; names of organizations may be in any."""
    if isinstance(part, Text):
        for code, wording in part.root.items():
            if code not in CODES:
                yield Mistake(json_path(*steps, code), wording, f"one of the languages {', '.join(CODES)}")
    elif isinstance(part, list):
        for number, item in enumerate(part):
            yield from foreign_texts(item, *steps, number)
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            if name != "names":
                yield from foreign_texts(getattr(part, name), *steps, name)
