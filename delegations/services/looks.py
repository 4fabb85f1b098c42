"""What a reader of an itinerary has seen: noted when they say so, compared when they come again, forgotten with people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from base.languages import speaking
from delegations.itinerary.changes import Change, changes, picture
from delegations.itinerary.lines import Itinerary
from delegations.itinerary.reading import Rows
from delegations.itinerary.weaving import woven
from delegations.models import Delegation, ItineraryLook


def look_of(delegation: Delegation, reader: str) -> ItineraryLook | None:
    """`reader` is a key: `user:3`, `registration:7`, `link` for whoever has the delegation's link."""
    look: ItineraryLook | None = ItineraryLook.objects.filter(delegation=delegation, reader=reader).first()
    return look


@transaction.atomic
def note_look(delegation: Delegation, itinerary: Itinerary, *, reader: str, at: dt.datetime) -> ItineraryLook:
    """The reader has seen the itinerary as it is. Reading is no deed for the journal."""
    look: ItineraryLook
    look, _made = ItineraryLook.objects.update_or_create(
        delegation=delegation,
        reader=reader,
        defaults={
            "office_id": delegation.office_id,
            "looked_at": at,
            "picture": picture(itinerary),
            "updated_at": at,
        },
    )
    return look


def changed_since(look: ItineraryLook, rows: Rows, now: Itinerary) -> list[Change]:
    """Added, changed and dropped lines since the look, in the order of the itinerary; runs no query."""
    language = look.picture.get("language", now.language)
    with speaking(language):
        same = picture(now if language == now.language else woven(rows))
    return changes(look.picture, same, now)


def forget_looks(delegations: Iterable[Delegation]) -> int:
    """Pictures name people: whoever erases or merges somebody has those of their delegations forgotten. Returns how many."""
    return ItineraryLook.objects.filter(delegation__in=list(delegations)).delete()[0]
