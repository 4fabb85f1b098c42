"""Who may do what with delegations."""

import rules

from people.models import RoleName
from people.policies import holding, is_member

rules.add_perm("delegations.read", is_member)
rules.add_perm("delegations.run", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
