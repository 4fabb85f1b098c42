"""Creating, amending and deleting one record: checked, versioned, journaled; what most verbs consist of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid, Stale, constraint_of, from_validation
from base.records import Record
from people.services import journal
from people.services.journal import Actor

R = TypeVar("R", bound=Record)
Refusals = Mapping[str, Callable[[], DomainError]]
"""Name of a database constraint → the error that tells a person what it means."""


@transaction.atomic
def create(
    obj: R, *, by: Actor, at: dt.datetime, verb: str = "created", refusals: Refusals | None = None
) -> R:
    """Save a new record. Raises Invalid, or what `refusals` says of a constraint."""
    _check(obj)
    with refusing(refusals):
        obj.save(force_insert=True)
    journal.record(obj, verb, by=by, at=at)
    return obj


@transaction.atomic
def amend(
    obj: R,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    verb: str = "changed",
    expected: int | None = None,
    refusals: Refusals | None = None,
) -> list[str]:
    """Set attributes; returns the names that really changed (none: nothing is written).

    The row is locked and its version compared: with `expected` when given (If-Match, or the version a form was opened
    with). Raises Stale, Invalid, or what `refusals` says of a constraint. On an error the object keeps what was set.
    """
    row = type(obj)._base_manager.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if row is None:
        raise Stale(_("Somebody deleted this in the meantime."))
    if expected is not None and row.version != expected:
        raise Stale(
            _("Somebody changed this in the meantime. Compare with the present state, then save again.")
        )
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name, value in changes.items():
        setattr(obj, name, value)
    if not changed:
        return []
    _check(obj)
    obj.version = row.version + 1
    obj.updated_at = at
    with refusing(refusals):
        obj.save(update_fields=[*columns_of_changed(obj, changed), "version", "updated_at"])
    journal.record(obj, verb, by=by, at=at, fields=changed)
    return changed


def touch(obj: Record, *, at: dt.datetime) -> None:
    """Raise the version of a record whose parts changed in rows of their own; the caller journals what changed."""
    type(obj)._base_manager.filter(pk=obj.pk).update(version=F("version") + 1, updated_at=at)
    obj.version += 1
    obj.updated_at = at


@transaction.atomic
def delete(obj: Record, *, by: Actor, at: dt.datetime, verb: str = "deleted") -> None:
    """Delete a record that nothing else needs. Raises Conflict when something does."""
    from django.db.models import ProtectedError

    journal.record(obj, verb, by=by, at=at)
    try:
        obj.delete()
    except ProtectedError as exc:
        raise Conflict(
            _("It is used elsewhere and stays: delete or change what refers to it first.")
        ) from exc


def demand_own(office_id: int, related: Iterable[Any], *, field: str) -> None:
    """Raises Invalid when one of the records belongs to another office: who works in two offices sees both, but never mixes them."""
    if any(one is not None and one.office_id != office_id for one in related):
        raise Invalid(_("It belongs to another office."), field=field)


def _check(obj: Record) -> None:
    _demand_own_relatives(obj)
    try:
        obj.clean_fields()
        obj.clean()
        obj.validate_unique()
    except ValidationError as exc:
        raise from_validation(exc) from exc


def _demand_own_relatives(obj: Any) -> None:
    """Relatives that were set as objects; one that was only named by its id was not changed by a verb."""
    foreign = {
        field.name: [_("It belongs to another office.")]
        for field in obj._meta.concrete_fields
        if field.is_relation and field.is_cached(obj)
        and (relative := getattr(obj, field.name)) is not None
        and getattr(relative, "office_id", obj.office_id) != obj.office_id
    }  # fmt: skip
    if foreign:
        raise Invalid(errors=foreign)


def columns_of_changed(obj: Record, changed: list[str]) -> list[str]:
    """A content field in the default language is kept in two columns; both are written."""
    names = set(changed)
    for name in changed:
        base, _sep, language = name.rpartition("_en")
        if base and not language and hasattr(obj, base):
            names.add(base)
    return sorted(names)


class refusing:
    """Turns a refused constraint into the sentence that the verb has for it."""

    def __init__(self, refusals: Refusals | None) -> None:
        self.refusals = refusals or {}
        self.atomic = transaction.atomic()

    def __enter__(self) -> None:
        self.atomic.__enter__()

    def __exit__(self, kind: Any, exc: Any, trace: Any) -> None:
        self.atomic.__exit__(kind, exc, trace)
        if isinstance(exc, IntegrityError) and (refusal := self.refusals.get(constraint_of(exc))):
            raise refusal() from exc
