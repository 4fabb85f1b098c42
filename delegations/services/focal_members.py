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
from delegations.focal_tokens import composition_is_open
from delegations.models import Delegation, Leg, Member, TravelDocument, Way
from delegations.services import composition, legs, members, needs, notification, travel_documents
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


def is_own(member: Member) -> bool:
    """Whether the focal point entered this very person, so that it may see and change what it entered."""
    return member.introduced is not None and member.introduced == member.registration.person_id


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
    _demand_open(delegation)
    _demand_sender(delegation, organization)
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
    _demand_open(delegation)
    own = _demand_own(member)
    _demand_sender(delegation, organization)
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
        _note_change(member, changed, by=by, at=at)


@transaction.atomic
def withdraw_member(member: Member, *, at: dt.datetime, by: Actor = FOCAL) -> None:
    """The seat is free again, and a lead passes on. Whom the office entered is told by letter. Raises Conflict."""
    delegation = member.delegation
    _demand_open(delegation)
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
    _demand_open(delegation)
    members.reorder_members(delegation, uids, by=by, at=at)
    tell_changed(delegation, at=at)


@transaction.atomic
def state_passport(member: Member, values: Mapping[str, Any], *, at: dt.datetime, by: Actor = FOCAL) -> None:
    """The passport of a person whom the focal point entered; what is left empty of a stored one stays as it is.

    `values`: kind, country, number, printed_name, born_on, issued_on, expires_on. Raises Invalid, Conflict.
    """
    _demand_open(member.delegation)
    own = _demand_own(member)
    document = document_of(member)
    if document is None:
        travel_documents.record_document(person=own, by=by, at=at, **values)
    else:
        stated = {name: value for name, value in values.items() if value not in (None, "")}
        if not travel_documents.amend_document(document, stated, by=by, at=at):
            return
    _note_change(member, ["passport"], by=by, at=at)


@transaction.atomic
def state_needs(
    member: Member,
    *,
    at: dt.datetime,
    diet: str = "",
    medical: str = "",
    clear: bool = False,
    by: Actor = FOCAL,
) -> None:
    """Diet and medical needs; what is left empty stays as it is, unless all is to be `clear`ed. Raises Invalid, Conflict."""
    _demand_open(member.delegation)
    _demand_own(member)
    if clear:
        stated: dict[str, str | None] = {"diet": "", "medical": ""}
    else:
        stated = {"diet": diet or None, "medical": medical or None}
    if needs.state_needs(member.registration, by=by, at=at, **stated):
        _note_change(member, ["needs"], by=by, at=at)


@transaction.atomic
def state_leg(
    member: Member, way: str, values: Mapping[str, Any], *, at: dt.datetime, by: Actor = FOCAL
) -> None:
    """The leg on which the member arrives or departs; one that others share is left to them, and a new one is made.

    `values` as of `add_leg`. Raises Invalid, Conflict.
    """
    delegation = member.delegation
    _demand_open(delegation)
    _demand_own(member)
    leg = leg_of(member, way)
    if leg is not None and leg.travellers.count() == 1:
        legs.amend_leg(leg, values, by=by, at=at)
    else:
        same = _equal_leg(delegation, way, values)
        if leg is not None and same is not None and same.pk == leg.pk:
            return
        if leg is not None:
            legs.take_off(leg, [member.registration], by=by, at=at)
        if same is not None:
            legs.put_on(same, [member.registration], by=by, at=at)
        else:
            legs.add_leg(
                event=delegation.event, delegation=delegation, travellers=[member.registration], way=way, by=by, at=at, **values
            )  # fmt: skip
    _note_change(member, [way], by=by, at=at)


@transaction.atomic
def declare_complete(delegation: Delegation, *, at: dt.datetime, by: Actor = FOCAL) -> None:
    """The composition is complete: an announced delegation becomes composed, and this day is that of its notification.

    Raises Conflict without a leader.
    """
    _demand_open(delegation)
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


def document_of(member: Member) -> TravelDocument | None:
    """The passport that the focal point keeps: the one that is valid longest."""
    found: TravelDocument | None = TravelDocument.objects.filter(person=member.registration.person_id).first()
    return found


def leg_of(member: Member, way: str) -> Leg | None:
    own = Leg.objects.standing().filter(way=way, travellers__registration=member.registration_id)
    first: Leg | None = own.select_related("event").first()
    return first


def _equal_leg(delegation: Delegation, way: str, values: Mapping[str, Any]) -> Leg | None:
    """A leg of the delegation with the same number on the same day: members share it."""
    day = "arrives_on" if way == Way.ARRIVAL else "departs_on"
    if not values.get("number") or not values.get(day):
        return None
    rows = Leg.objects.standing().filter(
        delegation=delegation, way=way, number__iexact=values["number"], **{day: values[day]}
    )
    first: Leg | None = rows.select_related("event").first()
    return first


def _note_change(member: Member, fields: Sequence[str], *, by: Actor, at: dt.datetime) -> None:
    journal.record(member, "member amended", by=by, at=at, fields=fields)
    tell_changed(member.delegation, at=at)


def _demand_open(delegation: Delegation) -> None:
    if not composition_is_open(delegation):
        raise Conflict(_("The composition of this delegation cannot change any more."))


def _demand_own(member: Member) -> Person:
    """The person whom the focal point entered. Raises Conflict."""
    person = member.registration.person
    if person is None or not is_own(member):
        raise Conflict(_("The office keeps the data of this member; write to it about changes."))
    return person


def _demand_sender(delegation: Delegation, organization: Organization | None) -> None:
    """Nothing of the directory but who sends this delegation can be named."""
    if organization is not None and not delegation.senders.filter(organization=organization).exists():
        raise Conflict(_("This organization does not send the delegation."), field="organization")


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
