"""What a focal point does with the members of its own delegation: each step is checked, saved at once and journaled.

A person is always made anew: whether the directory holds them already is for the office to see, never for a link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.errors import Conflict
from base.languages import EN, best, column
from delegations.focal_letters import FOCAL, tell_changed, tell_declared
from delegations.models import Delegation, Member
from delegations.services import composition, members, notification
from delegations.services.focal_rules import demand_open, demand_own, demand_sender, is_own, note_change
from delegations.states import DelegationState
from events.models import Registration
from events.services import registration_changes, registration_moves, seats
from events.states import RegistrationState
from people.models import Organization, Person
from people.services import directory, journal, records
from people.services.journal import Actor
from people.services.moves import move

PERSON = ("given_name", "family_name", "native_name", "name_order", "honorific", "academic_style", "languages", "country", "email", "phone")  # fmt: skip
"""What a focal point states of the person."""
STATED = ("country", "email")
"""What the registration keeps as well."""


@transaction.atomic
def enter_member(
    delegation: Delegation,
    *,
    person: Mapping[str, Any],
    role: str,
    at: dt.datetime,
    post: str = "",
    organization: Organization | None = None,
    organization_name: str = "",
    by: Actor = FOCAL,
) -> Member:
    """`person` as PERSON; `organization` is one that sends the delegation, else its name is kept as typed.

    Confirmed while there are seats of event, country and delegation; where the event asks for approval, the office
    decides. Nothing is sent to the person. Raises Invalid, Conflict.
    """
    demand_open(delegation)
    demand_sender(delegation, organization)
    made = directory.add_person(office=delegation.office, by=by, at=at, **person)
    _hold_post(made, post, organization, by=by, at=at)
    state = RegistrationState.PENDING if delegation.event.approval_required else RegistrationState.CONFIRMED
    [member] = members.add_people(
        delegation=delegation, people=[made], member_role=role, by=by, at=at, state=state, language=get_language() or EN,
        job_title=post, organization=organization, organization_name=str(organization or organization_name)[:300],
        **{name: person.get(name, "") for name in STATED},
    )  # fmt: skip
    Member.objects.filter(pk=member.pk).update(introduced=made.pk)
    member.introduced = made.pk
    tell_changed(delegation, at=at)
    return member


@transaction.atomic
def amend_member(
    member: Member,
    *,
    person: Mapping[str, Any],
    role: str,
    at: dt.datetime,
    post: str = "",
    organization: Organization | None = None,
    organization_name: str = "",
    by: Actor = FOCAL,
) -> None:
    """Raises Invalid, Conflict; Conflict too for a member whose data the office keeps."""
    delegation, registration = member.delegation, member.registration
    demand_open(delegation)
    own = demand_own(member)
    demand_sender(delegation, organization)
    registration.event = delegation.event
    changes = {
        "job_title": post, "organization": organization,
        "organization_name": str(organization or organization_name)[:300], **{name: person.get(name, "") for name in STATED},
    }  # fmt: skip
    changed: list[str] = registration_changes.amend_registration(
        registration, changes, by=by, at=at, notify=False
    )
    changed += directory.amend_person(own, person, by=by, at=at)
    if _restate_post(registration, post, organization, by=by, at=at):
        changed.append("posts")
    if role != member.role:
        changed += members.amend_member(member, {"role": role}, by=by, at=at)
    if changed:
        note_change(member, changed, by=by, at=at)


@transaction.atomic
def withdraw_member(member: Member, *, at: dt.datetime, by: Actor = FOCAL) -> None:
    """The seat is free again, and a lead passes on. Whom the office entered is told by letter. Raises Conflict."""
    delegation = member.delegation
    demand_open(delegation)
    registration = member.registration
    registration.event = delegation.event
    registration_moves.cancel(
        [registration], by=by, at=at, note="by the focal point", notify=not is_own(member)
    )
    journal.record(member, "member withdrawn", by=by, at=at)
    tell_changed(delegation, at=at)


@transaction.atomic
def reorder_members(
    delegation: Delegation, uids: Sequence[UUID], *, at: dt.datetime, by: Actor = FOCAL
) -> None:
    """Raises Invalid, Conflict."""
    demand_open(delegation)
    members.reorder_members(delegation, uids, by=by, at=at)
    tell_changed(delegation, at=at)


@transaction.atomic
def declare_complete(delegation: Delegation, *, at: dt.datetime, by: Actor = FOCAL) -> None:
    """The composition is complete: an announced delegation becomes composed, and this day is that of its notification.

    Raises Conflict without a leader.
    """
    demand_open(delegation)
    seats.lock(delegation.event)
    composition.lock([delegation])
    if not composition.is_led(delegation):
        raise Conflict(_("Say first who leads the delegation: give a member the role of leader."))
    if delegation.state == DelegationState.ANNOUNCED:
        move([delegation], to=DelegationState.COMPOSED, by=by, at=at)
    changes: dict[str, Any] = {"composition_declared_at": at}
    if delegation.composition_notified_on is None:
        zone = delegation.event.zone or delegation.office.zone
        changes["composition_notified_on"] = PartialDate.of(at.astimezone(ZoneInfo(zone)).date())
    changed = records.amend(delegation, changes, by=by, at=at, verb="composition declared complete")
    if "composition_notified_on" in changed:
        notification.carry([delegation], by=by, at=at)
    tell_declared(delegation, at=at)


def _hold_post(
    person: Person, title: str, organization: Organization | None, *, by: Actor, at: dt.datetime
) -> Any:
    if not (title or organization):
        return None
    stated = {column("title", get_language() or EN): title}
    return directory.add_post(person=person, organization=organization, by=by, at=at, **stated)


def _restate_post(
    registration: Registration, title: str, organization: Organization | None, *, by: Actor, at: dt.datetime
) -> bool:
    """The post held then says what the registration says."""
    post = registration.posts.select_related("organization").first()
    if post is None:
        made = _hold_post(registration.person, title, organization, by=by, at=at)  # type: ignore[arg-type]
        if made is not None:
            registration.posts.set([made])
        return made is not None
    if not (title or organization):
        registration.posts.clear()
        records.delete(post, by=by, at=at)
        return True
    stated, language = best(post, "title")
    changes = {
        column("title", language if stated else get_language() or EN): title,
        "organization": organization,
    }
    return bool(directory.amend_post(post, changes, by=by, at=at))
