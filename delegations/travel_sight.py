"""What a reader of the boards may see: telephone numbers and booking references are not for everybody of the office."""

from __future__ import annotations

from dataclasses import dataclass

from delegations.models import Delegation, Leg, Traveller
from delegations.travel_picture import TravelPicture
from people.models import User


@dataclass(frozen=True, slots=True)
class Sight:
    """`runs`: everything of the event. `escorted`: keys of the delegations of which the reader is the liaison officer."""

    runs: bool
    reveals: bool
    escorted: frozenset[int]

    def of(self, delegation: Delegation | None) -> bool:
        """Whether telephone numbers and arrivals of its members are theirs."""
        return self.runs or (delegation is not None and delegation.pk in self.escorted)

    @property
    def drivers(self) -> bool:
        """Whether the telephone numbers of drivers are theirs: whoever escorts a delegation calls them."""
        return self.runs or bool(self.escorted)


def sight_of(user: User, picture: TravelPicture) -> Sight:
    own = frozenset(one.pk for one in picture.delegations if user.has_perm("delegations.escort", one))
    event = picture.event
    return Sight(user.has_perm("delegations.run", event), user.has_perm("delegations.reveal", event), own)


def may_note_arrival(user: User, leg: Leg) -> bool:
    """Whoever runs delegations, and the liaison officer of the leg's delegation or of one that travels on it."""
    if user.has_perm("delegations.escort", leg.delegation or leg):
        return True
    on_it = Traveller.objects.filter(leg=leg).values("registration")
    theirs = Delegation.objects.filter(liaison_officer=user, members__registration__in=on_it)
    return any(user.has_perm("delegations.escort", one) for one in theirs.distinct())
