"""What differs between two dossiers: records are matched by what they are, not by where they stand in a list."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel

from reports.dossier.atoms import PartialDate, Text, json_path
from reports.dossier.identity import Known, identity_of, reference_of
from reports.dossier.schema import Dossier

RecordMap = Mapping[str, Sequence[str]]
UNCOMPARED = frozenset({"id", "version", "same_as", "different_from"})
"""Fields that say nothing of the event: local ids, the version of the format, hints for loading."""


class Action(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


class Step(NamedTuple):
    """On the way to a difference: a field of a model, a record in a list, or a language of a text."""

    model: type[BaseModel] | None
    field: str
    record: Any = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` leads into the newer dossier, into the older one for what was removed; `steps` say it for a person.

    `old` and `new` are values of the dossier (a field's, or the whole record); None = not stated, or not there.
    """

    path: str
    action: Action
    old: Any
    new: Any
    steps: tuple[Step, ...]
    dossiers: tuple[Dossier, Dossier]


class At(NamedTuple):
    """A place in both dossiers: where it stands in the older and in the newer, and how it is called."""

    old: tuple[str | int, ...] = ()
    new: tuple[str | int, ...] = ()
    steps: tuple[Step, ...] = ()

    def to(self, step: Step, old: str | int, new: str | int) -> At:
        return At((*self.old, old), (*self.new, new), (*self.steps, step))


def compare(
    old: Dossier, new: Dossier, old_records: RecordMap | None = None, new_records: RecordMap | None = None
) -> list[Difference]:
    """Every difference, in the order of the newer dossier.

    `…_records` (JSON path of a record → noun, uid) let a record be known again whose name, and with it whose local id,
    changed; without both of them the local ids must do.
    """
    known = bool(old_records and new_records)
    sides = (
        Known(old, (old_records or {}) if known else {}),
        Known(new, (new_records or {}) if known else {}),
    )
    return list(_Comparison(old, new, *sides).models(old, new, At()))


class _Comparison:
    def __init__(self, old: Dossier, new: Dossier, known_old: Known, known_new: Known) -> None:
        self.dossiers = (old, new)
        self.known = (known_old, known_new)

    def models(self, old: BaseModel, new: BaseModel, at: At) -> Iterator[Difference]:
        for name in type(new).model_fields:
            if name not in UNCOMPARED:
                here = at.to(Step(type(new), name), name, name)
                yield from self.values(getattr(old, name), getattr(new, name), here)

    def values(self, old: Any, new: Any, at: At) -> Iterator[Difference]:
        if isinstance(old, list) or isinstance(new, list):
            yield from self.lists(old or [], new or [], at)
        elif isinstance(old, Text) and isinstance(new, Text):
            yield from self.mappings(old.root, new.root, at)
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from self.mappings(old, new, at)
        elif _is_record(old) and _is_record(new):
            yield from self.models(old, new, at)
        elif not self.same(old, new, at):
            yield self.difference(old, new, at)

    def mappings(self, old: Mapping[str, Any], new: Mapping[str, Any], at: At) -> Iterator[Difference]:
        for key in [*new, *(key for key in old if key not in new)]:
            if old.get(key) != new.get(key):
                yield self.difference(
                    old.get(key), new.get(key), at.to(Step(None, "", language=str(key)), key, key)
                )

    def lists(self, old: list[Any], new: list[Any], at: At) -> Iterator[Difference]:
        step = at.steps[-1]
        pairs = _paired(self.keyed(old, 0, at), self.keyed(new, 1, at))
        for before, after in pairs:
            record = new[after] if after is not None else old[before or 0]
            named = Step(step.model, step.field, record=record)
            here = at.to(named, -1 if before is None else before, -1 if after is None else after)
            if before is None or after is None:
                yield self.difference(
                    None if before is None else old[before], None if after is None else new[after], here
                )
            elif _is_record(new[after]):
                yield from self.models(old[before], new[after], here)
        places = [before for before, after in pairs if before is not None and after is not None]
        if len(at.steps) > 1 and places != sorted(places):
            yield Difference(json_path(*at.new), Action.REORDERED, old, new, at.steps, self.dossiers)

    def keyed(self, values: list[Any], side: int, at: At) -> list[tuple[Hashable, Hashable]]:
        """What each value of a list is known by, and the whole of it."""
        model, field = at.steps[-1].model, at.steps[-1].field
        path = at.old if side == 0 else at.new
        known = self.known[side]
        return [
            (identity_of(value, known, json_path(*path, place), model, field), _whole(value))
            for place, value in enumerate(values)
        ]

    def same(self, old: Any, new: Any, at: At) -> bool:
        """References are the same when they lead to the same record, whatever its local id."""
        model, field = at.steps[-1].model, at.steps[-1].field
        if model is not None and isinstance(old, str) and isinstance(new, str):
            return reference_of(old, self.known[0], model, field) == reference_of(
                new, self.known[1], model, field
            )
        return bool(old == new)

    def difference(self, old: Any, new: Any, at: At) -> Difference:
        action = Action.ADDED if old is None else Action.REMOVED if new is None else Action.CHANGED
        path = json_path(*(at.old if action is Action.REMOVED else at.new))
        return Difference(path, action, old, new, at.steps, self.dossiers)


def _is_record(value: Any) -> bool:
    return isinstance(value, BaseModel) and not isinstance(value, Text | PartialDate)


def _whole(value: Any) -> str:
    return value.model_dump_json() if isinstance(value, BaseModel) else repr(value)


Keyed = list[tuple[Hashable, Hashable]]


def _paired(old: Keyed, new: Keyed) -> list[tuple[int | None, int | None]]:
    """Places of the same thing in both lists, in the order of the newer one, then what is gone.

    Where several have the same identity, those that are wholly alike belong together, the others by their order.
    """
    found: dict[int, int] = {}
    left = set(range(len(old)))
    for wanted in (lambda entry: entry, lambda entry: entry[0]):
        _pair(old, new, wanted, found, left)
    added: list[tuple[int | None, int | None]] = [(found.get(place), place) for place in range(len(new))]
    return [*added, *((place, None) for place in sorted(left))]


def _pair(
    old: Keyed,
    new: Keyed,
    wanted: Callable[[tuple[Hashable, Hashable]], Hashable],
    found: dict[int, int],
    left: set[int],
) -> None:
    waiting: dict[Hashable, list[int]] = {}
    for place in sorted(left, reverse=True):
        waiting.setdefault(wanted(old[place]), []).append(place)
    for place, entry in enumerate(new):
        if place not in found and (candidates := waiting.get(wanted(entry))):
            found[place] = candidates.pop()
            left.discard(found[place])
