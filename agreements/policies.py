"""Who may do what with agreements, outcomes and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from people.models import RoleName
from people.policies import holding, is_member

if TYPE_CHECKING:
    from people.models import User


@rules.predicate
def owns(user: User, obj: Any) -> bool:
    """Answers for it in the office, whatever the role."""
    return obj is not None and getattr(obj, "owner_id", None) == user.pk


rules.add_perm("agreements.read", is_member)
rules.add_perm("agreements.edit", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
rules.add_perm("agreements.progress", holding(RoleName.ORGANIZER, RoleName.PROTOCOL) | (is_member & owns))
rules.add_perm("agreements.record_outcomes", holding(RoleName.ORGANIZER, RoleName.EDITOR, RoleName.PROTOCOL))
