"""Gifts given to and received from a delegation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Invalid
from delegations.models import Delegation, Gift
from people.services import records
from people.services.journal import Actor


def add_gift(*, delegation: Delegation, by: Actor, at: dt.datetime, **values: Any) -> Gift:
    """`values`: course, what, count, person, organization, on, value, currency, kept_at, note. Raises Invalid."""
    gift = Gift(office_id=delegation.office_id, delegation=delegation, **values)
    _check(gift)
    return records.create(gift, by=by, at=at)


def amend_gift(
    gift: Gift, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of what changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(gift, name, value)
    _check(gift)
    return records.amend(gift, changes, by=by, at=at, expected=expected)


def delete_gift(gift: Gift, *, by: Actor, at: dt.datetime) -> None:
    records.delete(gift, by=by, at=at)


def _check(gift: Gift) -> None:
    errors: dict[str, list[str]] = {}
    if gift.count == 0:
        errors["count"] = [_("State at least one, or leave it empty when it is not stated.")]
    if gift.value is not None and gift.value < 0:
        errors["value"] = [_("A value is not negative.")]
    if gift.value is not None and not gift.currency:
        errors["currency"] = [_("State the currency.")]
    if errors:
        raise Invalid(errors=errors)
