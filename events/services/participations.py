"""Who does what at an agenda item."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, DomainError, Invalid
from base.positions import next_position
from events.item_validators import check_participation
from events.models import AgendaItem, Event, Group, Participation, ParticipationRole
from people.models import Person
from people.services import journal, records
from people.services.journal import Actor


def _there_already() -> DomainError:
    return Conflict(_("This person has this role at the item already."), field="person")


REFUSALS: records.Refusals = {"participation_once": _there_already}


@transaction.atomic
def add_participation(
    *,
    item: AgendaItem,
    by: Actor,
    at: dt.datetime,
    person: Person | None = None,
    group: Group | None = None,
    role: str = ParticipationRole.SPEAKER,
    **values: Any,
) -> Participation:
    """A person or a group at the item, last in order. Raises Invalid, Conflict."""
    participation = Participation(
        office_id=item.office_id,
        item=item,
        event_id=item.event_id,
        person=person,
        group=group,
        role=role,
        position=next_position(Participation.objects.filter(item=item)),
        **values,
    )
    check_participation(participation)
    return records.create(participation, by=by, at=at, refusals=REFUSALS)


@transaction.atomic
def amend_participation(
    participation: Participation,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Conflict, Stale."""
    for name, value in changes.items():
        setattr(participation, name, value)
    check_participation(participation)
    return records.amend(participation, changes, by=by, at=at, expected=expected, refusals=REFUSALS)


def remove_participation(participation: Participation, *, by: Actor, at: dt.datetime) -> None:
    records.delete(participation, by=by, at=at, verb="removed")


@transaction.atomic
def reorder_participations(
    item: AgendaItem, uids: Sequence[UUID], *, by: Actor, at: dt.datetime, note: str = ""
) -> None:
    """Put those at the item in this order; who is not named comes after. Raises Invalid."""
    rows = list(Participation.objects.select_for_update(of=("self",)).filter(item=item))
    by_uid = {row.uid: row for row in rows}
    if any(uid not in by_uid for uid in uids):
        raise Invalid(_("Somebody in this order is not at the item."))
    named = [by_uid[uid] for uid in dict.fromkeys(uids)]
    ordered = named + [row for row in rows if row not in named]
    moved = [row for position, row in enumerate(ordered) if row.position != position]
    for position, row in enumerate(ordered):
        row.position = position
    for row in moved:
        row.version, row.updated_at = row.version + 1, at
    Participation.objects.bulk_update(moved, ["position", "version", "updated_at"])
    if moved:
        journal.record(item, "participants reordered", by=by, at=at, note=note)


@dataclass(frozen=True, slots=True)
class Clash:
    """A person who is to be in two places at once; `other` may belong to another event of the office."""

    person: str
    item: UUID
    item_title: str
    other: UUID
    other_title: str
    other_event: str
    other_slug: str


def warnings_of(event: Event) -> list[Clash]:
    """Persons of the agenda who are in two places at once, here or at another event of the office; one query."""
    mine = Participation.objects.filter(event=event, person__isnull=False).values("person_id")
    rows = (
        Participation.objects.filter(office_id=event.office_id, person__in=mine)
        .filter(item__starts_at__isnull=False, item__ends_at__isnull=False)
        .exclude(item__state="dropped")
        .exclude(event__state="cancelled")
        .select_related("person", "item", "event", "item__host")
        .order_by("item__starts_at", "item_id")
    )
    of_person: dict[int, dict[int, Participation]] = defaultdict(dict)
    for row in rows:
        of_person[row.person_id].setdefault(row.item_id, row)
    return [clash for found in of_person.values() for clash in _clashes(event, list(found.values()))]


def _clashes(event: Event, rows: list[Participation]) -> list[Clash]:
    """Pairs that overlap; the rows stand in the order of their beginnings."""
    found = []
    for place, first in enumerate(rows):
        for second in rows[place + 1 :]:
            if not _overlap(first.item, second.item):
                break
            if event.pk in (first.event_id, second.event_id) and not _same_place(first.item, second.item):
                here, there = (first, second) if first.event_id == event.pk else (second, first)
                found.append(_clash(here, there))
    return found


def _overlap(first: AgendaItem, second: AgendaItem) -> bool:
    """Whether the second begins before the first ends; both have times."""
    return second.starts_at is not None and first.ends_at is not None and second.starts_at < first.ends_at


def _same_place(one: AgendaItem, other: AgendaItem) -> bool:
    """A speech within an opening is no clash: both state the same room, host or place."""
    places = [(item.room_id, item.host_id, item.place.strip().casefold()) for item in (one, other)]
    return any(places[0]) and places[0] == places[1]


def _clash(here: Participation, there: Participation) -> Clash:
    return Clash(
        person=str(here.person),
        item=here.item.uid,
        item_title=_titled(here.item),
        other=there.item.uid,
        other_title=_titled(there.item),
        other_event=str(there.event) if there.event_id != here.event_id else "",
        other_slug=there.event.slug,
    )


def _titled(item: AgendaItem) -> str:
    return item.title or item.get_kind_display()
