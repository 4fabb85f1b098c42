"""What a delegation is called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from base.locale_text import country_name
from delegations.models import Delegation


def title_of(delegation: Delegation) -> str:
    """Its name; else who sends it, else its country. Reads `senders.all()`, which lists prefetch with their organizations."""
    if delegation.name:
        return delegation.name
    senders = ", ".join(str(sender.organization) for sender in delegation.senders.all())
    where = senders or (country_name(str(delegation.country)) if delegation.country else "")
    return _("Delegation: %(name)s") % {"name": where} if where else _("Delegation")
