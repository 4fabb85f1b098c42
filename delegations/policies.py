"""Who may do what with delegations."""

from __future__ import annotations

from typing import Any

import rules

from people.models import RoleName, User
from people.policies import holding, is_member

runs_delegations = holding(RoleName.ORGANIZER, RoleName.PROTOCOL)


@rules.predicate("is the liaison officer of the delegation")
def is_liaison(user: User, obj: Any) -> bool:
    """`obj` is a delegation, or a record of the office (then nobody is)."""
    return getattr(obj, "liaison_officer_id", None) == user.pk


rules.add_perm("delegations.read", is_member)
rules.add_perm("delegations.run", runs_delegations)
# Telephone numbers, journeys, rooms and drives, and noting who has arrived; `ReceivedQuerySet` holds the same for rows.
rules.add_perm("delegations.escort", runs_delegations | (is_member & is_liaison))
# Passport and health data in clear; each reveal is journaled.
rules.add_perm("delegations.settings", holding(RoleName.PROTOCOL))
rules.add_perm("delegations.reveal", runs_delegations)
