"""How the API shows the nouns of the delegations room."""

from __future__ import annotations

from typing import Any

from base.pictures import (
    STAMPS,
    Picture,
    choice,
    day,
    edtf,
    flag,
    inside,
    moment,
    number,
    part,
    ref,
    several,
    text,
    texts,
    uid,
)
from delegations.models import Delegation, Direction, Member, MemberRole, Sender
from delegations.states import DelegationState
from events.states import RegistrationState
from people.api.pictures import organization_brief, person_brief, user_brief

LEADER = Picture(
    "DelegationLeader",
    uid=uid(),
    registration=ref("registration__uid"),
    person=person_brief("registration__person"),
)
SENDER = Picture("DelegationSender", organization=organization_brief("organization"))

ITEMS: Any = Delegation.items.through


def _leaders() -> Any:
    return Member.objects.active().filter(role=MemberRole.LEADER)


DELEGATION = Picture(
    "Delegation",
    uid=uid(),
    event=text("event__slug"),
    name=texts("name"),
    senders=part(SENDER, Sender.objects.all, of="delegation_id"),
    leaders=part(LEADER, _leaders, of="delegation_id"),
    country=text("country"),
    direction=choice("direction", Direction, blank=True),
    state=choice("state", DelegationState),
    purpose=texts("purpose"),
    reception_level=text("reception_level"),
    composition_notified_on=edtf("composition_notified_on"),
    seats=number("seats", null=True),
    focal_point=person_brief("focal_point"),
    focal_link_sent_at=moment("focal_link_sent_at"),
    focal_link_until=day("focal_link_until"),
    composition_declared_at=moment("composition_declared_at"),
    liaison_officer=user_brief("liaison_officer"),
    interpreters=several(
        Delegation.interpreters.through.objects.all, of="delegation_id", column_="person__uid"
    ),
    items=several(ITEMS.objects.all, of="delegation_id", column_="agendaitem__uid"),
    position=number("position"),
    **STAMPS,
)

FOCAL_LINK = Picture("FocalLink", link=text("link"), open=flag("open"))

GROUP = Picture(
    "GroupBrief",
    uid=uid("registration__group__uid"),
    label=texts("registration__group__label"),
    count=number("registration__group__count", null=True),
    count_as_worded=text("registration__group__count_as_worded"),
)

MEMBER = Picture(
    "DelegationMember",
    uid=uid(),
    delegation=ref("delegation__uid"),
    event=text("delegation__event__slug"),
    role=choice("role", MemberRole),
    position=number("position"),
    registration=ref("registration__uid"),
    registration_state=choice("registration__state", RegistrationState),
    person=person_brief("registration__person"),
    group=inside(GROUP, when="registration__group__uid"),
    **STAMPS,
)
