"""Who may do what with agreements, outcomes and follow-ups."""

import rules

from people.models import RoleName
from people.policies import holding, is_member

rules.add_perm("agreements.read", is_member)
rules.add_perm("agreements.edit", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
rules.add_perm("agreements.record_outcomes", holding(RoleName.ORGANIZER, RoleName.EDITOR, RoleName.PROTOCOL))
