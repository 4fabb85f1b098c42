"""Seats given by hand: each with its reason, kept whatever else is computed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Invalid, Stale
from events.models import SeatingPlace, SeatingPlan
from events.seating import Plan
from events.seating_picture import computed, takes_part
from people.services import journal, records
from people.services.journal import Actor


@transaction.atomic
def pin(
    place: SeatingPlace,
    *,
    seat: str,
    reason: str,
    by: Actor,
    at: dt.datetime,
    swap: bool = False,
    expected: int | None = None,
) -> list[SeatingPlace]:
    """Give the seat by hand. With `swap` who sits there now is pinned to the seat that becomes free; else they flow on in order.

    Returns the places that are pinned now. Raises Invalid without a reason or when there is no such seat, Stale.
    """
    plan = _locked(place.plan, expected)
    if not reason.strip():
        raise Invalid(_("Give a reason: it is shown beside the seat."), field="reason")
    rows = list(SeatingPlace.objects.filter(plan=plan).select_related("registration"))
    drawn = computed(plan, [row for row in rows if takes_part(row)])
    present = _sitting(drawn)
    if seat not in {one.label for one in drawn.seats}:
        raise Invalid(_("There is no such seat in this plan."), field="seat")
    by_key = {str(row.uid): row for row in rows}
    holder = by_key.get(present.get(seat, ""))
    former = next((label for label, key in present.items() if key == str(place.uid)), "")
    wanted = {place.pk: seat}
    if swap and holder is not None and holder.pk != place.pk and former:
        wanted[holder.pk] = former
    return _write(plan, rows, wanted, reason.strip()[:300], by=by, at=at)


@transaction.atomic
def unpin(place: SeatingPlace, *, by: Actor, at: dt.datetime, expected: int | None = None) -> SeatingPlace:
    """Back into the order. Raises Stale."""
    plan = _locked(place.plan, expected)
    if records.amend(place, {"pinned": "", "reason": ""}, by=by, at=at):
        records.touch(plan, at=at)
    return place


@transaction.atomic
def unpin_all(plan: SeatingPlan, *, by: Actor, at: dt.datetime) -> int:
    """Everybody back into the order; returns how many were pinned."""
    _locked(plan, None)
    freed = SeatingPlace.objects.filter(plan=plan).exclude(pinned="").update(pinned="", reason="")
    if freed:
        records.touch(plan, at=at)
        journal.record(plan, "changed", by=by, at=at, fields=["pinned"])
    return freed


def _write(
    plan: SeatingPlan,
    rows: list[SeatingPlace],
    wanted: dict[int, str],
    reason: str,
    *,
    by: Actor,
    at: dt.datetime,
) -> list[SeatingPlace]:
    """Whoever was pinned to one of the seats is released first: a seat is given to one only."""
    taken = set(wanted.values())
    freed = [row for row in rows if row.pk in wanted or row.pinned in taken]
    for row in freed:
        row.pinned = row.reason = ""
    SeatingPlace.objects.bulk_update(freed, ["pinned", "reason"])
    moved = [row for row in rows if row.pk in wanted]
    for row in moved:
        row.pinned, row.reason, row.version, row.updated_at = wanted[row.pk], reason, row.version + 1, at
    SeatingPlace.objects.bulk_update(moved, ["pinned", "reason", "version", "updated_at"])
    records.touch(plan, at=at)
    journal.write(
        journal.entry(row, "changed", by=by, at=at, fields=["pinned"], about=[*row.about, *plan.about])
        for row in moved
    )
    return moved


def _sitting(drawn: Plan) -> dict[str, str]:
    return {seat.label: seat.key for seat in drawn.seats if seat.key}


def _locked(plan: SeatingPlan, expected: int | None) -> SeatingPlan:
    found = SeatingPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if expected is not None and found.version != expected:
        raise Stale(
            _("Somebody changed this in the meantime. Compare with the present state, then save again.")
        )
    return found
