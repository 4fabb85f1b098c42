"""The conventions of an office, and what is known of people that bears on their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from base.languages import columns, texts
from base.uids import as_uid
from people.conventions import BUILT_IN, INTERNATIONAL
from people.models import Office, Precedence
from people.services import records
from people.services.journal import Actor


def convention_of(office: Office) -> Precedence:
    """What the office uses unless another is chosen; without any record the international one, not saved."""
    found: Precedence | None = Precedence.objects.of(office).filter(is_default=True).first()
    return found or Precedence(office=office, **INTERNATIONAL)


def convention_named(office: Office, uid: str) -> Precedence:
    """One of the office's. Raises Invalid."""
    found = Precedence.objects.of(office).filter(uid=as_uid(uid)).first()
    if found is None:
        raise Invalid(_("There is no such convention."), field="convention")
    return found


@transaction.atomic
def found_conventions(office: Office, *, by: Actor, at: dt.datetime) -> list[Precedence]:
    """What an office starts with."""
    return [records.create(Precedence(office=office, **one), by=by, at=at) for one in BUILT_IN]


@transaction.atomic
def add_precedence(*, office: Office, by: Actor, at: dt.datetime, **values: Any) -> Precedence:
    """The first one of an office is its default. Raises Invalid."""
    _lock(office.pk)
    first = not Precedence.objects.of(office).filter(is_default=True).exists()
    made = Precedence(office=office, is_default=first, **values)
    _demand_sense(made)
    return records.create(made, by=by, at=at)


@transaction.atomic
def amend_precedence(
    precedence: Precedence,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(precedence, name, value)
    _demand_sense(precedence)
    return records.amend(precedence, changes, by=by, at=at, expected=expected)


@transaction.atomic
def make_default(
    precedence: Precedence, *, by: Actor, at: dt.datetime, expected: int | None = None
) -> Precedence:
    """Used from now on wherever no other convention is chosen. Raises Stale."""
    _lock(precedence.office_id)
    others = Precedence.objects.filter(office_id=precedence.office_id, is_default=True)
    for other in others.exclude(pk=precedence.pk):
        records.amend(other, {"is_default": False}, by=by, at=at, verb="no longer the default")
    records.amend(precedence, {"is_default": True}, by=by, at=at, verb="made default", expected=expected)
    return precedence


@transaction.atomic
def delete_precedence(precedence: Precedence, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict for the default."""
    _lock(precedence.office_id)
    if Precedence.objects.filter(pk=precedence.pk, is_default=True).exists():
        raise Conflict(_("It is used unless another is chosen. Make another one the default first."))
    records.delete(precedence, by=by, at=at)


def _lock(office_id: int) -> None:
    """Which one is the default is decided by one at a time."""
    Office.objects.select_for_update(of=("self",)).get(pk=office_id)


def _demand_sense(precedence: Precedence) -> None:
    if not texts(precedence, "name"):
        raise Invalid(_("State a name in at least one language."), field=columns("name")[0])
    if not precedence.criteria:
        raise Invalid(_("Choose at least one criterion."), field="criteria")
    if len(set(precedence.criteria)) < len(precedence.criteria):
        raise Invalid(_("Each criterion counts once."), field="criteria")
