"""The members of a delegation: who is in it, in which role and order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from delegations.models import Delegation, Member, MemberRole
from delegations.services import composition, notification
from delegations.states import DelegationState
from delegations.validators import demand_role
from events.models import Registration
from events.services import seats
from events.services.registration import add_registration
from events.states import ENDED_STATES
from people.models import Person
from people.services import journal, records
from people.services.journal import Actor


@transaction.atomic
def add_members(
    *,
    delegation: Delegation,
    registrations: Iterable[Registration],
    by: Actor,
    at: dt.datetime,
    role: str = MemberRole.MEMBER,
) -> list[Member]:
    """Participants of its event become members, in the order given. Raises Invalid, Conflict; then nobody is added."""
    demand_role(role)
    chosen = list({one.pk: one for one in registrations}.values())
    if not chosen:
        return []
    seats.lock(delegation.event)
    composition.lock([delegation])
    _demand_possible(delegation, chosen)
    composition.demand_seats(delegation, chosen)
    first = composition.make_room(delegation, role, len(chosen))
    made = Member.objects.bulk_create(
        Member(
            office_id=delegation.office_id, delegation=delegation, registration=one, role=role, position=position,
            created_at=at, updated_at=at,
        )
        for position, one in enumerate(chosen, start=first)
    )  # fmt: skip
    journal.write(journal.entry(member, "member added", by=by, at=at) for member in made)
    notification.carry_to(made, by=by, at=at)
    return list(made)


@transaction.atomic
def add_people(
    *,
    delegation: Delegation,
    people: Sequence[Person],
    by: Actor,
    at: dt.datetime,
    member_role: str = MemberRole.MEMBER,
    notify: bool = False,
    **values: Any,
) -> list[Member]:
    """People of the directory become members; who is not registered for the event yet is registered with the posts held now.

    `values` as of `add_registration`. Raises Invalid, Conflict.
    """
    seats.lock(delegation.event)
    registered = {
        one.person_id: one
        for one in Registration.objects.active().filter(event=delegation.event_id, person__in=people)
    }
    for person in people:
        if person.pk not in registered:
            registered[person.pk] = add_registration(
                event=delegation.event, person=person, by=by, at=at, notify=notify, **values
            )
    chosen = [registered[person.pk] for person in people]
    return add_members(delegation=delegation, registrations=chosen, role=member_role, by=by, at=at)


@transaction.atomic
def amend_member(
    member: Member, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Change the role; who becomes a leader or deputy stands after those there are. Raises Invalid, Conflict, Stale."""
    role = changes.get("role", member.role)
    demand_role(role)
    composition.lock([member.delegation])
    present = Member.objects.filter(pk=member.pk).values_list("role", flat=True).first()
    if present == MemberRole.LEADER != role:
        composition.demand_leader(member.delegation, without=member)
    values = dict(changes)
    if role != present and role in composition.FIRST_ROLES:
        values["position"] = composition.make_room(member.delegation, role)
    return records.amend(member, values, by=by, at=at, expected=expected)


@transaction.atomic
def remove_member(member: Member, *, by: Actor, at: dt.datetime) -> None:
    """The registration stays. Raises Conflict for the only leader of a delegation that needs one."""
    seats.lock(member.delegation.event)
    composition.lock([member.delegation])
    if member.role == MemberRole.LEADER:
        composition.demand_leader(member.delegation, without=member)
    notification.take_back(member, by=by, at=at)
    records.delete(member, by=by, at=at, verb="removed")


@transaction.atomic
def reorder_members(
    delegation: Delegation, uids: Sequence[UUID], *, by: Actor, at: dt.datetime, note: str = ""
) -> None:
    """Put its members in this order; those not named come after, as they stand. Raises Invalid."""
    composition.lock([delegation])
    rows = list(delegation.members.all())
    by_uid = {row.uid: row for row in rows}
    if any(uid not in by_uid for uid in uids):
        raise Invalid(_("Somebody in this order is not a member."), field="uids")
    named = [by_uid[uid] for uid in dict.fromkeys(uids)]
    ordered = named + [row for row in rows if row not in named]
    moved = [(position, row) for position, row in enumerate(ordered) if row.position != position]
    for position, row in moved:
        row.position, row.version, row.updated_at = position, row.version + 1, at
    if moved:
        Member.objects.bulk_update([row for _place, row in moved], ["position", "version", "updated_at"])
        journal.record(delegation, "members reordered", by=by, at=at, note=note)


def _demand_possible(delegation: Delegation, chosen: Sequence[Registration]) -> None:
    """Raises Conflict for a delegation that is not coming; Invalid or Conflict naming who cannot be a member."""
    if delegation.state == DelegationState.WITHDRAWN:
        raise Conflict(_("The delegation is withdrawn; it takes no members."))
    if any(one.event_id != delegation.event_id for one in chosen):
        raise Invalid(_("A member is registered for the event of the delegation."), field="registration")
    pks = [one.pk for one in chosen]
    taken = set(Member.objects.filter(registration__in=pks).values_list("registration_id", flat=True))
    for one in Registration.objects.filter(pk__in=pks).select_related("person", "group"):
        name = {"name": one.person or one.group}
        if one.pk in taken:
            raise Conflict(_("%(name)s is in a delegation already.") % name, field="registration")
        if one.state in ENDED_STATES:
            raise Conflict(_("%(name)s does not take part any more.") % name, field="registration")
