"""Putting those who take part in an agenda item in order of precedence."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from events.models import AgendaItem
from events.services.participations import reorder_participations
from events.services.standings import standings_at
from people.models import Precedence
from people.services.journal import Actor
from people.standings import Section, in_sections


def item_in_order(item: AgendaItem, precedence: Precedence) -> list[Section]:
    """By role, as the roles stand now; groups without names have no place in it."""
    rows = [one for one in item.participations.select_related("person") if one.person_id]
    labels = [str(one.get_role_display()) for one in rows]
    return in_sections(zip(labels, standings_at(item, rows), strict=True), precedence.convention)


@transaction.atomic
def put_item_in_order(item: AgendaItem, precedence: Precedence, *, by: Actor, at: dt.datetime) -> None:
    """Speakers and others of each role by the convention; the journal names it."""
    uids = [uid for section in item_in_order(item, precedence) for uid in section.uids]
    reorder_participations(item, uids, by=by, at=at, note=str(precedence))
