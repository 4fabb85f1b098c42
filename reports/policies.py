"""Who may do what with reports and dossiers."""

import rules

from people.models import RoleName
from people.policies import holding, is_member

rules.add_perm("reports.read", is_member)
rules.add_perm("reports.write", holding(RoleName.ORGANIZER, RoleName.EDITOR))
rules.add_perm("reports.discuss", holding(RoleName.ORGANIZER, RoleName.EDITOR, RoleName.REVIEWER))
rules.add_perm("reports.review", holding(RoleName.REVIEWER))
rules.add_perm("reports.publish", holding(RoleName.ORGANIZER, RoleName.REVIEWER))
rules.add_perm("reports.oversee", holding(RoleName.REVIEWER))
rules.add_perm("reports.merge", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
rules.add_perm("reports.erase", holding())
