"""Making what refers to one record refer to another, by sets; rows that would then say the same twice become one.

Which columns refer is declared by each room (`Reference`); which rows may stand once only is read from the constraints of
their model, so a new constraint is respected at once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Q

from base.records import Record
from people.services import journal
from people.services.journal import Actor

Settle = Callable[[Any, Any, "Repointing"], bool]
"""(row of the gone record, row of the kept one) → whether the first is dealt with and stays; else it is folded and deleted."""
COLUMNS_OF_ITS_OWN = frozenset({"id", "uid", "version", "created_at", "updated_at", "position"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that refers to a record. `left`: a row that would clash stays with the record that is gone."""

    model: Any
    field: str
    left: bool = False

    @property
    def label(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"


@dataclass(slots=True)
class Repointing:
    """One merging: who does it, and what was moved and folded so far."""

    by: Actor
    at: dt.datetime
    settle: Mapping[Any, Settle] = field(default_factory=dict)
    moved: Counter[str] = field(default_factory=Counter)
    folded: list[dict[str, Any]] = field(default_factory=list)

    def repoint(self, reference: Reference, gone: models.Model, kept: models.Model) -> None:
        """All rows of the column that refer to `gone` refer to `kept`."""
        rows = reference.model._base_manager.filter(**{reference.field: gone.pk})
        staying = self._without_twins(reference, gone, kept)
        moving = list(rows.exclude(pk__in=staying).order_by("pk"))
        if not moving:
            return
        self._write(reference, moving, kept)
        self.moved[reference.label] += len(moving)

    def _write(self, reference: Reference, moving: list[Any], kept: models.Model) -> None:
        column = reference.model._meta.get_field(reference.field).attname
        changes: dict[str, Any] = {column: kept.pk}
        if issubclass(reference.model, Record):
            changes |= {"version": F("version") + 1, "updated_at": self.at}
        reference.model._base_manager.filter(pk__in=[row.pk for row in moving]).update(**changes)
        if issubclass(reference.model, Record) and hasattr(reference.model, "office_id"):
            for row in moving:
                setattr(row, column, kept.pk)
            journal.write(
                journal.entry(row, "changed", by=self.by, at=self.at, fields=[reference.field], note="merged")
                for row in moving
            )

    def _without_twins(self, reference: Reference, gone: models.Model, kept: models.Model) -> set[Any]:
        """Deal with each row that would clash; returns the keys of those that stay where they are."""
        staying: set[Any] = set()
        for fields, condition in once_by(reference.model, reference.field):
            present = {
                _values(row, fields): row
                for row in reference.model._base_manager.filter(condition, **{reference.field: kept.pk})
            }
            if not present:
                continue
            for row in reference.model._base_manager.filter(condition, **{reference.field: gone.pk}).order_by(
                "pk"
            ):
                twin = present.get(_values(row, fields))
                if twin is None or row.pk in staying:
                    continue
                if reference.left:
                    staying.add(row.pk)
                else:
                    self.fold(row, twin)
        return staying

    def fold(self, row: Any, twin: Any) -> None:
        """`twin` takes what only `row` states and what refers to it; then `row` is deleted, and its values are kept."""
        settle = self.settle.get(type(row))
        if settle and settle(row, twin, self):
            return
        changed = _filled(twin, row)
        for relation in type(row)._meta.get_fields(include_hidden=True):
            if (
                relation.auto_created
                and not relation.concrete
                and (relation.one_to_many or relation.one_to_one)
            ):
                self.repoint(Reference(relation.related_model, relation.field.name), row, twin)
        self.folded.append({"of": type(row)._meta.label_lower, "into": twin.pk, **picture(row)})
        self.moved[f"{type(row)._meta.label_lower} (folded)"] += 1
        type(row)._base_manager.filter(pk=row.pk).delete()
        if changed:
            type(row)._base_manager.filter(pk=twin.pk).update(**changed)


def once_by(model: Any, name: str) -> list[tuple[tuple[str, ...], Q]]:
    """The other columns that, with this one, may stand once only, each with the condition of its constraint."""
    found: list[tuple[tuple[str, ...], Q]] = []
    if model._meta.get_field(name).unique:
        found.append(((), Q()))
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            others = tuple(one for one in constraint.fields if one != name)
            found.append((others, constraint.condition or Q()))
    together = (fields for fields in model._meta.unique_together if name in fields)
    found += ((tuple(one for one in fields if one != name), Q()) for fields in together)
    return found


def picture(row: Any) -> dict[str, Any]:
    """The columns of a row as texts and numbers; what is sealed is left out, because it opens for its own row only."""
    found: dict[str, Any] = {}
    for one in row._meta.concrete_fields:
        value = getattr(row, one.attname)
        if value in (None, "", [], {}) or isinstance(one, models.BinaryField) or one.name == "search":
            continue
        found[one.attname] = value if isinstance(value, str | int | bool | list | dict) else str(value)
    return found


def _values(row: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(_hashable(getattr(row, row._meta.get_field(name).attname)) for name in fields)


def _hashable(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _filled(twin: Any, row: Any) -> dict[str, Any]:
    """What only the other row states, by column."""
    changes: dict[str, Any] = {}
    for one in row._meta.concrete_fields:
        if (
            one.is_relation
            or one.primary_key
            or one.name in COLUMNS_OF_ITS_OWN
            or isinstance(one, models.BinaryField)
        ):
            continue
        value = getattr(row, one.attname)
        if value and not getattr(twin, one.attname):
            changes[one.attname] = value
    return changes
