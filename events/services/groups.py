"""Unnamed participants of an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Invalid
from events.item_validators import check_group
from events.models import Event, Group
from people.models import Organization
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def add_group(
    *, event: Event, by: Actor, at: dt.datetime, organizations: Iterable[Organization] = (), **values: Any
) -> Group:
    """Raises Invalid."""
    group = Group(office_id=event.office_id, event=event, **values)
    check_group(group)
    records.create(group, by=by, at=at)
    _from_organizations(group, organizations)
    return group


@transaction.atomic
def amend_group(
    group: Group,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    organizations: Iterable[Organization] | None = None,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed; `organizations` replaces the list. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(group, name, value)
    check_group(group)
    changed = records.amend(group, changes, by=by, at=at, expected=expected)
    if organizations is not None:
        _from_organizations(group, organizations)
    return changed


def delete_group(group: Group, *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict while the group takes part in an item or is registered."""
    records.delete(group, by=by, at=at)


def _from_organizations(group: Group, organizations: Iterable[Organization]) -> None:
    chosen = list(organizations)
    if any(organization.office_id != group.office_id for organization in chosen):
        raise Invalid(_("It belongs to another office."), field="organizations")
    group.organizations.set(chosen)
