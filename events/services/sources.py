"""Published texts on an event, and who made them or the office's own report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from base.errors import Invalid
from events.models import Credit, Event, Source
from people.models import Person
from people.services import records
from people.services.journal import Actor


@transaction.atomic
def add_source(*, event: Event, by: Actor, at: dt.datetime, **values: Any) -> Source:
    """Raises Invalid when neither headline, publisher nor link is stated."""
    source = Source(office_id=event.office_id, event=event, position=_next(Source, event), **values)
    if not (source.headline or source.publisher or source.url):
        raise Invalid(_("State a headline, a publisher or a link."), field="headline")
    return records.create(source, by=by, at=at)


def amend_source(
    source: Source, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    return records.amend(source, changes, by=by, at=at, expected=expected)


@transaction.atomic
def add_credit(
    *, event: Event, person: Person, role: str, by: Actor, at: dt.datetime, source: Source | None = None
) -> Credit:
    """Name who made a source; without one, who made the office's own report. Raises Invalid when it is named already."""
    credit = Credit(
        office_id=event.office_id,
        event=event,
        source=source,
        person=person,
        role=role,
        position=_next(Credit, event),
    )
    return records.create(credit, by=by, at=at)


def _next(model: type[Source] | type[Credit], event: Event) -> int:
    last = model._base_manager.filter(event=event).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
