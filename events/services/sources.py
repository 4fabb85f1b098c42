"""Published texts on an event, and who made them or the office's own report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from base.positions import next_position
from events.item_validators import is_web_address
from events.models import Credit, CreditRole, Event, Source
from events.services.ordering import put_in_order
from people.models import Person
from people.services import journal, records
from people.services.journal import Actor


@transaction.atomic
def add_source(*, event: Event, by: Actor, at: dt.datetime, **values: Any) -> Source:
    """Raises Invalid when neither headline, publisher, issuer nor link is stated."""
    source = Source(office_id=event.office_id, event=event, position=_next(Source, event), **values)
    check_source(source)
    return records.create(source, by=by, at=at)


@transaction.atomic
def amend_source(
    source: Source, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(source, name, value)
    check_source(source)
    return records.amend(source, changes, by=by, at=at, expected=expected)


def delete_source(source: Source, *, by: Actor, at: dt.datetime) -> None:
    """With the credits of those who made it; the directory keeps the people."""
    records.delete(source, by=by, at=at)


@transaction.atomic
def reorder_sources(event: Event, uids: Sequence[UUID], *, by: Actor, at: dt.datetime) -> None:
    """Put the sources in this order; those not named follow. Raises Invalid."""
    if put_in_order(Source.objects.filter(event=event), uids, at=at):
        journal.record(event, "sources reordered", by=by, at=at)


@transaction.atomic
def add_credit(
    *, event: Event, person: Person, role: str, by: Actor, at: dt.datetime, source: Source | None = None
) -> Credit:
    """Name who made a source; without one, who made the office's own report. Raises Conflict when they are named already."""
    _demand_of(event, source)
    credit = Credit(
        office_id=event.office_id,
        event=event,
        source=source,
        person=person,
        role=role,
        position=_next(Credit, event),
    )
    return records.create(credit, by=by, at=at, refusals=CREDIT_REFUSALS)


def amend_credit(
    credit: Credit, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Conflict, Invalid, Stale."""
    return records.amend(credit, changes, by=by, at=at, expected=expected, refusals=CREDIT_REFUSALS)


def remove_credit(credit: Credit, *, by: Actor, at: dt.datetime) -> None:
    records.delete(credit, by=by, at=at, verb="removed")


@transaction.atomic
def set_credits(
    *,
    event: Event,
    people: Mapping[str, Sequence[Person]],
    by: Actor,
    at: dt.datetime,
    source: Source | None = None,
) -> None:
    """Who made a source, or the office's own report: `people` by role, each in order, and nobody else. Raises Invalid."""
    _demand_of(event, source)
    present = {
        (one.role, one.person_id): one
        for one in Credit.objects.select_for_update().filter(event=event, source=source)
    }
    wanted = [(role, person) for role in CreditRole.values for person in dict.fromkeys(people.get(role, ()))]
    for credit in [one for key, one in present.items() if key not in {(r, p.pk) for r, p in wanted}]:
        remove_credit(credit, by=by, at=at)
    for place, (role, person) in enumerate(wanted):
        credit = present.get((role, person.pk)) or add_credit(
            event=event, person=person, role=role, source=source, by=by, at=at
        )
        if credit.position != place:
            records.amend(credit, {"position": place}, by=by, at=at, verb="reordered")


def check_source(source: Source) -> None:
    if not (source.headline or source.publisher or source.issuer or source.url):
        raise Invalid(_("State a headline, a publisher or a link."), field="headline")
    if source.url and not is_web_address(source.url):
        raise Invalid(
            _("“%(url)s” is not an address such as https://example.org/.") % {"url": source.url}, field="url"
        )


def _demand_of(event: Event, source: Source | None) -> None:
    if source is not None and source.event_id != event.pk:
        raise Invalid(_("This source belongs to another event."), field="source")


def _named_already() -> DomainError:
    return Conflict(_("This person is named in this role already."), field="person")


def _next(model: type[Source] | type[Credit], event: Event) -> int:
    return next_position(model._base_manager.filter(event=event))


CREDIT_REFUSALS: records.Refusals = {"credit_once": _named_already}
