"""Who may do what: predicates on the roles held in the record's office, the same for both doors (DESIGN.md §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from base.errors import NotAllowed
from people.models.access import RoleName

if TYPE_CHECKING:
    from people.models import User


def holding(*names: str) -> Any:
    """A predicate: the user holds one of the roles, or administrator, in the office of the object."""
    allowed = frozenset(names) | {RoleName.ADMINISTRATOR}

    @rules.predicate(f"holds {' or '.join(sorted(allowed))}")
    def holds(user: User, obj: Any) -> bool:
        return obj is not None and not allowed.isdisjoint(user.roles_by_office.get(obj.office_id, ()))

    return holds


is_member = holding(*RoleName.values)
runs_events = holding(RoleName.ORGANIZER)
keeps_directory = holding(RoleName.ORGANIZER, RoleName.PROTOCOL, RoleName.EDITOR)
administers = holding()

rules.add_perm("people.read", is_member)
rules.add_perm("people.edit_directory", keeps_directory)
rules.add_perm("people.set_precedence", holding(RoleName.PROTOCOL))
rules.add_perm("people.manage_office", administers)
rules.add_perm("people.act_on_outbox", runs_events)


def require(user: Any, perm: str, obj: Any) -> None:
    """Raise NotAllowed unless the user has the permission on the office's record (or on the office itself)."""
    if not user.has_perm(perm, obj):
        raise NotAllowed
