"""Who leads when a leader withdraws: follows the moves of registrations, in their transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import F

from delegations.letters import tell_leaderless
from delegations.models import Delegation, Member, MemberRole
from delegations.services import composition, notification
from delegations.states import DelegationState
from events.models import Registration
from events.states import ENDED_STATES
from people.services import journal
from people.services.journal import Actor

SUCCESSION = (MemberRole.DEPUTY, MemberRole.MEMBER)
"""Who may take the lead, in this order; among them those before in the list, and never an unnamed group."""


def pass_on(registrations: Sequence[Registration], *, to: str, by: Actor, at: dt.datetime) -> None:
    """The last leader of a delegation ended their registration: the next in order leads; the office is told when there is none."""
    if to not in ENDED_STATES:
        return
    left = Delegation.objects.filter(
        members__registration__in=[one.pk for one in registrations], members__role=MemberRole.LEADER
    ).exclude(state=DelegationState.WITHDRAWN)
    delegations = list(left.select_related("event", "liaison_officer").distinct())
    if not delegations:
        return
    composition.lock(delegations)
    standing: dict[int, list[Member]] = {one.pk: [] for one in delegations}
    for member in Member.objects.active().filter(delegation__in=delegations).select_related("registration"):
        standing[member.delegation_id].append(member)
    _appoint([heir for members in standing.values() if (heir := _heir(members))], by=by, at=at)
    tell_leaderless([one for one in delegations if not _has_lead(standing[one.pk])], at=at)


def take_the_place(before: Registration, after: Registration, *, by: Actor, at: dt.datetime) -> None:
    """A substitute is a member in the role and place of the one substituted."""
    member = Member.objects.filter(registration=before.pk).select_related("delegation").first()
    if member is None:
        return
    Member.objects.filter(pk=member.pk).update(registration=after, version=F("version") + 1, updated_at=at)
    member.registration = after
    journal.record(member, "member substituted", by=by, at=at, fields=["registration"])
    notification.carry_to([member], by=by, at=at)


def _has_lead(members: Iterable[Member]) -> bool:
    return any(member.role == MemberRole.LEADER for member in members)


def _heir(members: Sequence[Member]) -> Member | None:
    """Who takes the lead; None when it is held, or when there is nobody."""
    if _has_lead(members):
        return None
    able = [one for one in members if one.role in SUCCESSION and one.registration.person_id is not None]
    return min(able, key=lambda one: SUCCESSION.index(MemberRole(one.role)), default=None)


def _appoint(heirs: Sequence[Member], *, by: Actor, at: dt.datetime) -> None:
    Member.objects.filter(pk__in=[heir.pk for heir in heirs]).update(
        role=MemberRole.LEADER, version=F("version") + 1, updated_at=at
    )
    for heir in heirs:
        heir.role = MemberRole.LEADER
    journal.write(journal.entry(heir, "lead passed on", by=by, at=at, fields=["role"]) for heir in heirs)
