"""What a delegation is called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.locale_text import country_name
from delegations.models import Delegation


def title_of(delegation: Delegation) -> str:
    """Its name; else its first sender, else its country. Reads `senders.all()`, which lists prefetch with their organizations."""
    if delegation.name:
        return delegation.name
    first, *others = [str(sender.organization) for sender in delegation.senders.all()] or [""]
    if others:
        text = ngettext("%(name)s and %(count)s other", "%(name)s and %(count)s others", len(others))
        return text % {"name": first, "count": len(others)}
    return first or (country_name(str(delegation.country)) if delegation.country else "") or _("Delegation")
