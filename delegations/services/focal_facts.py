"""What a focal point states of a member whom it entered: passport, needs, and the journeys there and back.

Each step is checked, saved at once and journaled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from delegations.focal_letters import FOCAL
from delegations.models import Delegation, Leg, Member, TravelDocument, Way
from delegations.services import legs, needs, travel_documents
from delegations.services.focal_rules import demand_open, demand_own, note_change
from people.services.journal import Actor


@transaction.atomic
def state_passport(member: Member, values: Mapping[str, Any], *, at: dt.datetime, by: Actor = FOCAL) -> None:
    """The passport of a person whom the focal point entered; what is left empty of a stored one stays as it is.

    `values`: kind, country, number, printed_name, born_on, issued_on, expires_on. Raises Invalid, Conflict.
    """
    demand_open(member.delegation)
    own = demand_own(member)
    document = document_of(member)
    if document is None:
        travel_documents.record_document(person=own, by=by, at=at, **values)
    else:
        stated = {name: value for name, value in values.items() if value not in (None, "")}
        if not travel_documents.amend_document(document, stated, by=by, at=at):
            return
    note_change(member, ["passport"], by=by, at=at)


@transaction.atomic
def state_needs(
    member: Member,
    *,
    at: dt.datetime,
    diet: str = "",
    medical: str = "",
    clear: bool = False,
    by: Actor = FOCAL,
) -> None:
    """Diet and medical needs; what is left empty stays as it is, unless all is to be `clear`ed. Raises Invalid, Conflict."""
    demand_open(member.delegation)
    demand_own(member)
    own = member.registration
    if needs.state_own(own, diet=diet, medical=medical, clear=clear, by=by, at=at):
        note_change(member, ["needs"], by=by, at=at)


@transaction.atomic
def state_leg(
    member: Member, way: str, values: Mapping[str, Any], *, at: dt.datetime, by: Actor = FOCAL
) -> None:
    """The leg on which the member arrives or departs; one that others share is left to them, and a new one is made.

    `values` as of `add_leg`. Raises Invalid, Conflict.
    """
    delegation = member.delegation
    demand_open(delegation)
    demand_own(member)
    leg = leg_of(member, way)
    if leg is not None and leg.travellers.count() == 1:
        legs.amend_leg(leg, values, by=by, at=at)
    else:
        same = _equal_leg(delegation, way, values)
        if leg is not None and same is not None and same.pk == leg.pk:
            return
        if leg is not None:
            legs.take_off(leg, [member.registration], by=by, at=at)
        if same is not None:
            legs.put_on(same, [member.registration], by=by, at=at)
        else:
            legs.add_leg(
                event=delegation.event, delegation=delegation, travellers=[member.registration], way=way, by=by, at=at, **values
            )  # fmt: skip
    note_change(member, [way], by=by, at=at)


def document_of(member: Member) -> TravelDocument | None:
    """The passport that the focal point keeps: the one that is valid longest."""
    found: TravelDocument | None = TravelDocument.objects.filter(person=member.registration.person_id).first()
    return found


def leg_of(member: Member, way: str) -> Leg | None:
    own = Leg.objects.standing().filter(way=way, travellers__registration=member.registration_id)
    first: Leg | None = own.select_related("event").first()
    return first


def _equal_leg(delegation: Delegation, way: str, values: Mapping[str, Any]) -> Leg | None:
    """A leg of the delegation with the same number on the same day: members share it."""
    day = "arrives_on" if way == Way.ARRIVAL else "departs_on"
    if not values.get("number") or not values.get(day):
        return None
    rows = Leg.objects.standing().filter(
        delegation=delegation, way=way, number__iexact=values["number"], **{day: values[day]}
    )
    first: Leg | None = rows.select_related("event").first()
    return first
