"""With whom: delegations, who sends them, and their members."""

from delegations.models.delegation import Delegation, Direction, Sender
from delegations.models.member import Member, MemberRole

__all__ = ["Delegation", "Direction", "Member", "MemberRole", "Sender"]
