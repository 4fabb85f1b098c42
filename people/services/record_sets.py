"""Creating and amending many records at once: the checks of `records`, one statement per table, a journal entry for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django_countries import countries
from django_countries.fields import CountryField
from modeltranslation.translator import translator

from base.copying import copy_in
from base.errors import DomainError, Invalid, Stale
from base.languages import EN, speaking
from base.records import Record
from people.services import journal
from people.services.journal import Actor
from people.services.records import Refusals, columns_of_changed, refusing

R = TypeVar("R", bound=Record)
Check = Callable[[Any], None]
"""Raises a DomainError for a record that breaks a rule; runs no query."""
BATCH = 500
"""Rows of one UPDATE: its statement grows with rows times columns."""
KEPT_BY_VERBS = frozenset({"uid", "version", "created_at", "updated_at", "search"})


class Orphaned(Invalid):
    """A record whose relative is not stored, because that was refused itself."""


class SetRefused(Invalid):
    """Some records of a set are refused, and so none is written; `rows` maps their places to what is wrong with each."""

    def __init__(self, rows: Mapping[int, Sequence[DomainError]]) -> None:
        self.rows = rows
        super().__init__(next(iter(rows.values()))[0].message)


@transaction.atomic
def create_many(
    objs: Iterable[R],
    *,
    by: Actor,
    at: dt.datetime,
    verb: str = "created",
    checks: Sequence[Check] = (),
    refusals: Refusals | None = None,
    may_be_blank: Collection[str] = (),
) -> list[R]:
    """Save new records of one model in two statements: rows and journal.

    Raises SetRefused with everything that is wrong with each record; what `refusals` says of a constraint.
    """
    chosen = list(objs)
    if not chosen:
        return []
    demand_sound(chosen, checks=checks, may_be_blank=may_be_blank)
    for obj in chosen:
        obj.created_at = obj.updated_at = at
    with refusing(refusals), speaking(EN):
        copy_in(chosen)
    journal.write(journal.entry(obj, verb, by=by, at=at) for obj in chosen)
    return chosen


@transaction.atomic
def amend_many(
    pairs: Iterable[tuple[R, Mapping[str, Any]]],
    *,
    by: Actor,
    at: dt.datetime,
    verb: str = "changed",
    checks: Sequence[Check] = (),
    refusals: Refusals | None = None,
    may_be_blank: Collection[str] = (),
) -> list[list[str]]:
    """Set attributes of records of one model; for each, in order, the names that really changed.

    All rows are locked by one statement; records in which nothing changed are left alone. Raises Stale, SetRefused, or
    what `refusals` says of a constraint. On an error the objects keep what was set.
    """
    chosen = list(pairs)
    if not chosen:
        return []
    rows = _locked([obj for obj, _changes in chosen])
    changed = [_set(obj, rows[obj.pk], changes) for obj, changes in chosen]
    moving = [(place, obj) for place, (obj, _changes) in enumerate(chosen) if changed[place]]
    demand_sound(
        [obj for _place, obj in moving],
        places=[place for place, _obj in moving],
        checks=checks,
        may_be_blank=may_be_blank,
    )
    _write([(obj, rows[obj.pk], changed[place]) for place, obj in moving], at, refusals)
    journal.write(journal.entry(obj, verb, by=by, at=at, fields=changed[place]) for place, obj in moving)
    return changed


def unsaved(model: type[R], **values: Any) -> R:
    """A new record as its constructor makes it; asking each language of a content field for its default takes half the time."""
    hashable: Any = model
    return model(**{**_no_texts(hashable), **values})


def demand_sound(
    objs: Sequence[Any],
    *,
    places: Sequence[int] | None = None,
    checks: Sequence[Check] = (),
    may_be_blank: Collection[str] = (),
) -> None:
    """Raises SetRefused unless each record passes the checks of its fields and `checks`; runs no query."""
    refused: dict[int, list[DomainError]] = {}
    every: list[Check] = [_demand_relatives, lambda obj: _clean(obj, may_be_blank)]
    for place, obj in zip(places if places is not None else range(len(objs)), objs, strict=True):
        faults = [fault for check in every if (fault := _fault(check, obj))]
        if not any(isinstance(fault, Orphaned) for fault in faults):
            # What a rule says of a relative that was refused would be no news.
            faults += [fault for check in checks if (fault := _fault(check, obj))]
        if faults:
            refused[place] = faults
    if refused:
        raise SetRefused(refused)


def _fault(check: Check, obj: Any) -> DomainError | None:
    try:
        check(obj)
    except DomainError as exc:
        return exc
    return None


def _clean(obj: Any, may_be_blank: Collection[str]) -> None:
    """The checks of the fields that verbs set; what other rows must agree with is left to the constraints."""
    errors: dict[str, list[str]] = {}
    model: Any = type(obj)
    for field in _checked_fields(model):
        value = getattr(obj, field.attname)
        if value in field.empty_values and (field.blank or field.name in may_be_blank):
            continue
        if isinstance(field, CountryField):
            # Looked up: the field's own check walks through all countries.
            codes = [str(code) for code in (value if field.multiple else [value])]
            if any(code not in countries.countries for code in codes):
                errors[field.name] = [_("This is not the code of a country.")]
            continue
        try:
            setattr(obj, field.attname, field.clean(value, obj))
        except ValidationError as exc:
            errors[field.name] = exc.messages
    if errors:
        raise Invalid(errors=errors)


@cache
def _checked_fields(model: Any) -> list[Any]:
    """Columns with a check of their own; a content field is checked in each of its languages."""
    translated = translator.get_options_for_model(model).all_fields if _is_translated(model) else {}
    return [
        field
        for field in model._meta.concrete_fields
        if not field.is_relation
        and not field.primary_key
        and field.name not in KEPT_BY_VERBS
        and (hasattr(field, "translated_field") or field.name not in translated)
    ]


@cache
def _no_texts(model: Any) -> dict[str, None]:
    if not _is_translated(model):
        return {}
    fields = translator.get_options_for_model(model).all_fields.values()
    return {column.name: None for columns in fields for column in columns}


@cache
def _is_translated(model: Any) -> bool:
    return model in translator.get_registered_models(abstract=False)


def _demand_relatives(obj: Any) -> None:
    """Relatives belong to the same office and are stored."""
    foreign: dict[str, list[str]] = {}
    orphaned = False
    model: Any = type(obj)
    for field in _relations(model):
        if not field.is_cached(obj) or (relative := getattr(obj, field.name)) is None:
            continue
        orphaned = orphaned or relative.pk is None
        if getattr(relative, "office_id", obj.office_id) != obj.office_id:
            foreign[field.name] = [_("It belongs to another office.")]
    if foreign:
        raise Invalid(errors=foreign)
    if orphaned:
        raise Orphaned


@cache
def _relations(model: Any) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation and field.name != "office"]


def _locked(objs: Sequence[R]) -> dict[Any, R]:
    model = type(objs[0])
    ids = [obj.pk for obj in objs]
    locked = model._base_manager.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    rows = {row.pk: row for row in locked}
    if any(pk not in rows for pk in ids):
        raise Stale(_("Somebody deleted this in the meantime."))
    return rows


def _set(obj: Any, row: Any, changes: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in changes.items() if differs(row, name, value)]
    for name, value in changes.items():
        setattr(obj, name, value)
    return changed


def differs(row: models.Model, name: str, value: Any) -> bool:
    """Whether the record has another value; a relative is compared by its key, without reading it."""
    field = type(row)._meta.get_field(name)
    if field.is_relation:
        return bool(getattr(row, field.attname) != (None if value is None else value.pk))  # type: ignore[union-attr]
    return bool(getattr(row, name) != value)


def _write(moving: Sequence[tuple[Any, Any, list[str]]], at: dt.datetime, refusals: Refusals | None) -> None:
    if not moving:
        return
    model = type(moving[0][0])
    written = sorted({name for obj, _row, names in moving for name in columns_of_changed(obj, names)})
    attributes = {name: model._meta.get_field(name).attname for name in written}
    for obj, row, names in moving:
        mine = set(columns_of_changed(obj, names))
        for name in written:
            if name not in mine:
                obj.__dict__[attributes[name]] = row.__dict__[attributes[name]]
        obj.version, obj.updated_at = row.version + 1, at
    with refusing(refusals), speaking(EN):
        model._base_manager.bulk_update(
            [obj for obj, _row, _names in moving], [*written, "version", "updated_at"], batch_size=BATCH
        )
