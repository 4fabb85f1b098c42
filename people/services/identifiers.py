"""Keeping the identifiers that others gave to an organization or a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from people.identifiers import OF_ORGANIZATIONS, OF_PEOPLE, normalised
from people.models import Identifier, Organization, Person
from people.services import journal, records
from people.services.journal import Actor

Identified = Organization | Person


@transaction.atomic
def set_identifiers(
    record: Identified, values: Mapping[str, str], *, by: Actor, at: dt.datetime
) -> list[str]:
    """Set the identifiers named by their schemes, in whatever form they were typed; an empty one is removed, others stay.

    Returns the schemes that changed. Raises Invalid for one that is mistyped or does not fit the record, by scheme, and
    Conflict, which names it, when another record has it.
    """
    if not values:
        return []
    wanted = checked(record, values)
    owner: dict[str, Any] = {_noun(record): record}
    type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    present = {row.scheme: row for row in Identifier.objects.filter(**owner)}
    changed = [scheme for scheme, value in wanted.items() if value != _value(present.get(scheme))]
    _refuse_taken(record, {scheme: wanted[scheme] for scheme in changed if wanted[scheme]})
    for scheme in changed:
        if scheme in present:
            present[scheme].delete()
        if wanted[scheme]:
            _insert(Identifier(office_id=record.office_id, scheme=scheme, value=wanted[scheme], **owner))
    if changed:
        records.touch(record, at=at)
        journal.record(record, "changed", by=by, at=at, fields=["identifiers"])
    return changed


def checked(record: Identified, values: Mapping[str, str]) -> dict[str, str]:
    """The values in their stored form. Raises Invalid by scheme."""
    fitting = OF_PEOPLE if isinstance(record, Person) else OF_ORGANIZATIONS
    wanted: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    for scheme, value in values.items():
        if scheme not in fitting:
            errors[scheme] = [_("Such an identifier is not kept here.")]
            continue
        try:
            wanted[scheme] = normalised(scheme, value)
        except ValidationError as exc:
            errors[scheme] = exc.messages
    if errors:
        raise Invalid(errors=errors)
    return wanted


def identifiers_of(record: Identified) -> dict[str, str]:
    """Scheme → value; one query."""
    found = Identifier.objects.filter(**{_noun(record): record})
    return dict(found.values_list("scheme", "value"))


def _refuse_taken(record: Identified, wanted: Mapping[str, str]) -> None:
    taken = Identifier.objects.filter(office_id=record.office_id, value__in=wanted.values())
    errors = {
        row.scheme: [_("“%(name)s” has this identifier.") % {"name": row.organization or row.person}]
        for row in taken.select_related("organization", "person")
        if wanted.get(row.scheme) == row.value
    }
    if errors:
        raise Conflict(next(iter(errors.values()))[0], errors=errors)


def _insert(identifier: Identifier) -> None:
    """Raises Conflict when somebody gave it to another record in the same moment."""
    try:
        with transaction.atomic():
            identifier.save(force_insert=True)
    except IntegrityError as exc:
        raise Conflict(_("Another record has this identifier."), field=identifier.scheme) from exc


def _noun(record: Identified) -> str:
    return "person" if isinstance(record, Person) else "organization"


def _value(row: Identifier | None) -> str:
    return row.value if row else ""
