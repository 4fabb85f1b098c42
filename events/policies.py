"""Who may do what with events."""

import rules

from people.models import RoleName
from people.policies import holding, is_member, runs_events

rules.add_perm("events.read", is_member)
rules.add_perm("events.run", runs_events)
rules.add_perm("events.set_quotas", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
rules.add_perm("events.edit_texts", holding(RoleName.ORGANIZER, RoleName.EDITOR))
rules.add_perm("events.read_participants", is_member)
rules.add_perm("events.export_participants", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
rules.add_perm("events.arrange_seating", holding(RoleName.ORGANIZER, RoleName.PROTOCOL))
