"""What the page of a delegation says beyond its record: the way to go, the link of the focal point, and the seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.focal_tokens import is_open
from delegations.models import Delegation, Member
from delegations.services.approvals import Standing
from delegations.states import DelegationState
from events.services.shares import shares_of
from people.services.moves import may_move

WAY = (
    (DelegationState.ANNOUNCED, gettext_lazy("It is announced")),
    (DelegationState.COMPOSED, gettext_lazy("Its composition is known")),
    (DelegationState.CONFIRMED, gettext_lazy("It is confirmed")),
    (DelegationState.RECEIVED, gettext_lazy("It is received")),
    (DelegationState.DEPARTED, gettext_lazy("It has departed")),
)
"""The states in which a visit that takes place stands, one after another."""


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    done: bool
    href: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CountrySeats:
    """Of its country at the event."""

    seats: int
    taken: int


def steps_of(
    delegation: Delegation, leaders: Sequence[Member], standing: Standing, *, may_run: bool
) -> list[Step]:
    """The way through the visit; the next step says what it waits for. None for one that was withdrawn."""
    if delegation.state == DelegationState.WITHDRAWN:
        return []
    states = [state for state, _label in WAY]
    reached = states.index(DelegationState(delegation.state))
    steps = []
    for place, (state, label) in enumerate(WAY):
        following = place == reached + 1
        ready = following and may_run and may_move(delegation, state)
        href = reverse("delegations:delegation_move", args=[delegation.uid, state.value]) if ready else ""
        hint = _wanting(state, leaders, standing) if following else ""
        steps.append(Step(str(label), place <= reached, "" if hint else href, hint))
    return steps


def focal_state(delegation: Delegation, at: dt.datetime) -> str:
    """Of the focal point's link: `none` without anybody named, `open`, `unsent` or `closed`."""
    if delegation.focal_point is None:
        return "none"
    if is_open(delegation, at):
        return "open"
    return "unsent" if delegation.focal_link_sent_at is None else "closed"


def seats_of_country(delegation: Delegation) -> CountrySeats | None:
    """None when its country has no number of its own."""
    shares, country = shares_of(delegation.event), str(delegation.country)
    if country not in shares.seats:
        return None
    return CountrySeats(shares.seats[country], shares.taken[country])


def _wanting(state: DelegationState, leaders: Sequence[Member], standing: Standing) -> str:
    if state == DelegationState.COMPOSED and not leaders:
        return _("Somebody has to lead it first.")
    if state == DelegationState.CONFIRMED and standing.missing:
        return _("It needs an approval by the foreign-affairs office.")
    return ""
