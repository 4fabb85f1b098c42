"""What must hold of a delegation, whichever door it comes through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from base.errors import Invalid
from base.languages import texts
from delegations.models import Delegation, MemberRole
from events.models import AgendaItem
from people.models import Organization, Person, User


def check_delegation(
    delegation: Delegation,
    *,
    senders: Sequence[Organization],
    interpreters: Iterable[Person] = (),
    items: Iterable[AgendaItem] = (),
) -> None:
    """Raises Invalid with a message per field."""
    errors: dict[str, list[str]] = {}
    if not (texts(delegation, "name") or senders or delegation.country):
        errors["name_en"] = [_("Say who it is: a name, a sending organization or a country.")]
    if len({sender.pk for sender in senders}) < len(senders):
        errors["senders"] = [_("An organization is named twice.")]
    for name, related in (("senders", senders), ("interpreters", interpreters)):
        if any(one.office_id != delegation.office_id for one in related):
            errors[name] = [_("It belongs to another office.")]
    if any(item.event_id != delegation.event_id for item in items):
        errors["items"] = [_("This agenda item belongs to another event.")]
    officer = delegation.liaison_officer
    if officer is not None and not works_in(officer, delegation.office_id):
        errors["liaison_officer"] = [_("Choose somebody who has a role in this office.")]
    if errors:
        raise Invalid(errors=errors)


def demand_role(role: str) -> None:
    """Raises Invalid."""
    if role not in MemberRole.values:
        raise Invalid(_("There is no such role."), field="role")


def works_in(user: User, office_id: int) -> Any:
    return user.roles.filter(office_id=office_id).exists()
