"""Who in the office is told about a delegation."""

from __future__ import annotations

from collections.abc import Iterable

from delegations.models import Delegation
from people.models import RoleName, User

RUNNING = (RoleName.ORGANIZER, RoleName.PROTOCOL)


def in_charge(delegation: Delegation) -> Iterable[User]:
    """The liaison officer, else everybody in the office who runs delegations."""
    officer = delegation.liaison_officer
    if officer is not None and officer.is_active:
        return [officer]
    running = User.objects.filter(is_active=True, roles__office=delegation.office_id, roles__name__in=RUNNING)
    return running.distinct().order_by("pk")
