"""What a focal point sees of its delegation: members with what is entered and what is lacking, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delegations.models import Delegation, Member, Needs, TravelDocument, Traveller
from delegations.services import composition
from delegations.services.focal_rules import is_own
from delegations.showing import with_participants
from events.services.shares import shares_of


@dataclass(frozen=True, slots=True)
class Line:
    """A member; what is known is told of those alone whom the focal point entered."""

    member: Member
    own: bool
    passport: bool = False
    needs: bool = False
    ways: frozenset[str] = frozenset()


def lines_of(delegation: Delegation) -> list[Line]:
    """Those who take part, in order."""
    members = list(with_participants(delegation.members.active()))
    own = [one for one in members if is_own(one)]
    registrations = [one.registration_id for one in own]
    people = [one.registration.person_id for one in own]
    passports = set(TravelDocument.objects.filter(person__in=people).values_list("person_id", flat=True))
    needs = set(
        Needs.objects.filter(registration__in=registrations).values_list("registration_id", flat=True)
    )
    ways = _ways(registrations)
    return [
        Line(
            one, True, one.registration.person_id in passports, one.registration_id in needs,
            frozenset(ways.get(one.registration_id, ())),
        )
        if is_own(one)
        else Line(one, False)
        for one in members
    ]  # fmt: skip


def seats_left(delegation: Delegation) -> int | None:
    """The fewer of those of the delegation and of its country; None when neither is limited."""
    left = [] if delegation.seats is None else [delegation.seats - composition.people_in(delegation.members)]
    of_country = shares_of(delegation.event).left(str(delegation.country))
    if of_country is not None:
        left.append(of_country)
    return max(min(left), 0) if left else None


def _ways(registrations: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = Traveller.objects.filter(registration__in=registrations, leg__cancelled_at=None)
    for registration, way in rows.values_list("registration_id", "leg__way"):
        found.setdefault(registration, set()).add(way)
    return found
