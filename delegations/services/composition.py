"""Who is in a delegation now, read and written under the lock of its row.

Whoever locks an event as well locks the event first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from base.errors import Conflict, Missing
from delegations.models import Delegation, Member, MemberRole
from delegations.states import LED_STATES
from events.models import Registration

COLUMNS = ("state", "seats")
FIRST_ROLES = (MemberRole.LEADER, MemberRole.DEPUTY)
"""Roles that stand before the others, in this order."""


def lock(delegations: Collection[Delegation]) -> None:
    """Lock their rows until the transaction ends; the objects show the present state and seats. Raises Missing."""
    rows = (
        Delegation.objects.select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in delegations])
        .order_by("pk")
    )
    present = {row["pk"]: row for row in rows.values("pk", *COLUMNS)}
    for one in delegations:
        if one.pk not in present:
            raise Missing(_("Somebody deleted this delegation in the meantime."))
        for name in COLUMNS:
            setattr(one, name, present[one.pk][name])


def people_in(members: Any) -> int:
    """How many people the members are; an unnamed group counts with its number, and not at all while none is stated."""
    counted = members.active().aggregate(
        named=Count("pk", filter=Q(registration__person__isnull=False)),
        grouped=Sum("registration__group__count"),
    )
    return int(counted["named"]) + int(counted["grouped"] or 0)


def demand_seats(delegation: Delegation, newcomers: Iterable[Registration] = ()) -> None:
    """Raises Conflict when the members, with the newcomers, are more than its seats."""
    if delegation.seats is None:
        return
    coming = sum(1 if one.person_id else (one.group.count if one.group else None) or 0 for one in newcomers)
    present = people_in(delegation.members)
    if present + coming > delegation.seats:
        raise Conflict(
            _("The delegation has %(seats)s seats; with this it would have %(people)s people.")
            % {"seats": delegation.seats, "people": present + coming},
            field="seats",
        )


def demand_room(registrations: Collection[Registration]) -> None:
    """Who came back, or is more people than before, has seats in the own delegation. Raises Conflict."""
    rows = Delegation.objects.filter(members__registration__in=[one.pk for one in registrations])
    limited = list(rows.exclude(seats=None).distinct())
    if not limited:
        return
    lock(limited)
    for one in limited:
        demand_seats(one)


def is_led(delegation: Delegation, *, without: Member | None = None) -> bool:
    """Whether somebody who takes part leads it."""
    leaders = delegation.members.active().filter(role=MemberRole.LEADER)
    return bool(leaders.exclude(pk=without.pk if without else None).exists())


def demand_leader(delegation: Delegation, *, without: Member | None = None, state: str = "") -> None:
    """Raises Conflict when it would be without a leader in a state that asks for one."""
    if (state or delegation.state) in LED_STATES and not is_led(delegation, without=without):
        raise Conflict(_("From “composed” on, a delegation has a leader: name one first."), field="role")


def make_room(delegation: Delegation, role: str, count: int = 1) -> int:
    """The position where `count` further members of the role belong; whoever stands there moves down.

    Leaders stand after the leaders there are, deputies after those, everybody else at the end.
    """
    before = FIRST_ROLES[: FIRST_ROLES.index(MemberRole(role)) + 1] if role in FIRST_ROLES else None
    others = delegation.members.all()
    standing = others.filter(role__in=before) if before else others
    last = standing.order_by("position", "pk").values_list("position", flat=True).last()
    first = 0 if last is None else last + 1
    others.filter(position__gte=first).update(position=F("position") + count)
    return first
