"""What holds for every step of a focal point, and the note of each step for journal and office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from base.errors import Conflict
from delegations.focal_letters import tell_changed
from delegations.focal_tokens import composition_is_open
from delegations.models import Delegation, Member
from people.models import Organization, Person
from people.services import journal
from people.services.journal import Actor


def is_own(member: Member) -> bool:
    """Whether the focal point entered this very person, so that it may see and change what it entered."""
    return member.introduced is not None and member.introduced == member.registration.person_id


def note_change(member: Member, fields: Sequence[str], *, by: Actor, at: dt.datetime) -> None:
    journal.record(member, "member amended", by=by, at=at, fields=fields)
    tell_changed(member.delegation, at=at)


def demand_open(delegation: Delegation) -> None:
    if not composition_is_open(delegation):
        raise Conflict(_("The composition of this delegation cannot change any more."))


def demand_own(member: Member) -> Person:
    """The person whom the focal point entered. Raises Conflict."""
    person = member.registration.person
    if person is None or not is_own(member):
        raise Conflict(_("The office keeps the data of this member; write to it about changes."))
    return person


def demand_sender(delegation: Delegation, organization: Organization | None) -> None:
    """Nothing of the directory but who sends this delegation can be named."""
    if organization is not None and not delegation.senders.filter(organization=organization).exists():
        raise Conflict(_("This organization does not send the delegation."), field="organization")
