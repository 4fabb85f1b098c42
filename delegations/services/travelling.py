"""What legs, rooms and vehicles share: whom they may take, how many people that is, and the entries in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import Conflict, Invalid
from base.records import Record, keys
from delegations.models import Delegation
from events.models import Event, Registration
from events.states import ENDED_STATES
from people.services import journal
from people.services.journal import Actor

R = TypeVar("R", bound=Record)


def demand_of_event(event_id: int, registrations: Iterable[Registration]) -> list[Registration]:
    """Each once, read again and locked in the order of their keys, with person and group.

    Raises Invalid for a participant of another event; Conflict for one who does not take part any more.
    """
    wanted = list(dict.fromkeys(one.pk for one in registrations))
    rows = Registration.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=wanted, event=event_id
    )
    found = {one.pk: one for one in rows.select_related("person", "group").order_by("pk")}
    if len(found) < len(wanted):
        raise Invalid(_("Somebody in this list is not registered for the event."), field="registrations")
    for one in found.values():
        if one.state in ENDED_STATES:
            raise Conflict(
                _("%(name)s does not take part any more.") % {"name": name_of(one)}, field="registrations"
            )
    return [found[pk] for pk in wanted]


def name_of(registration: Registration) -> str:
    """The person, or the group by its label; no query when both are read."""
    return str(registration.person or registration.group)


def heads(registration: Registration) -> int:
    """How many people it is: one, or the number of the group, and none while that is not stated."""
    if registration.person_id is not None:
        return 1
    return (registration.group.count if registration.group else None) or 0


def demand_free(present: int, coming: int, places: int | None, *, beyond: bool, field: str) -> None:
    """Raises Conflict when they are more than the places, unless told that it is meant so. No limit when `places` is None."""
    if places is None or beyond or present + coming <= places:
        return
    text = ngettext(
        "There is %(places)s place; with this it would take %(people)s people.",
        "There are %(places)s places; with this it would take %(people)s people.",
        places,
    )
    raise Conflict(text % {"places": places, "people": present + coming}, field=field)


def demand_delegation(delegation: Delegation | None, event: Event) -> None:
    """Raises Invalid when the delegation comes to another event."""
    if delegation is not None and delegation.event_id != event.pk:
        raise Invalid(_("This delegation belongs to another event."), field="delegation")


def add_rows(rows: Sequence[R], verb: str, *, of: Any, by: Actor, at: dt.datetime) -> list[R]:
    """Write them at once, each with an entry that concerns the record `of` as well."""
    if not rows:
        return []
    model: Any = type(rows[0])
    made = model._default_manager.bulk_create(rows)
    journal.write(_entries(made, verb, of=of, by=by, at=at))
    return list(made)


def drop_rows(rows: Sequence[Record], verb: str, *, of: Any, by: Actor, at: dt.datetime) -> int:
    """Delete them at once, each with an entry that concerns the record `of` as well."""
    if not rows:
        return 0
    journal.write(_entries(rows, verb, of=of, by=by, at=at))
    model: Any = type(rows[0])
    model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _entries(rows: Iterable[Any], verb: str, *, of: Any, by: Actor, at: dt.datetime) -> Iterable[Any]:
    return [
        journal.entry(row, verb, by=by, at=at, about=[*of.about, *keys(registration=row.registration_id)])
        for row in rows
    ]
