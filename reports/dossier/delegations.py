"""With whom: delegations and their members."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reports.dossier.atoms import (
    AgendaRef,
    CountryCode,
    Key,
    Line,
    OrganizationRef,
    PartialDate,
    PartOfEvent,
    PersonRef,
    Text,
)
from reports.dossier.vocabulary import (
    DelegationState,
    Direction,
    MemberRole,
)
from reports.dossier.who import OneOf


class Member(OneOf):
    """Somebody in a delegation: a person or group that is registered for the same event."""

    role: MemberRole = Field(MemberRole.MEMBER, description="Leader (one or several), deputy, member …")


class Delegation(PartOfEvent):
    """Who came, or went, together."""

    id: Key = Field(description="Local id, unique among the delegations of this file.")
    name: Text | None = Field(None, description="What it is called; null = not stated.")
    senders: list[OrganizationRef] = Field(
        default_factory=list, description="Sending organizations, in order of mention."
    )
    country: CountryCode | None = Field(None, description="Country it comes from; null = not stated.")
    direction: Direction | None = Field(
        None, description="Inbound or outbound, from the side of the office; null = not stated."
    )
    state: DelegationState = Field(DelegationState.ANNOUNCED, description="Where it stands.")
    purpose: Text | None = Field(None, description="Purpose of the visit; null = not stated.")
    reception_level: Line | None = Field(None, description="Level of reception; null = not stated.")
    composition_notified_on: PartialDate | None = Field(
        None, description="When its composition was notified; null = not stated."
    )
    seats: Annotated[int, Field(strict=True, ge=0, le=32_767)] | None = Field(
        None, description="Seats it was given; null = not limited or not stated."
    )
    focal_point: PersonRef | None = Field(None, description="Focal point on the sending side.")
    interpreters: list[PersonRef] = Field(default_factory=list, description="Interpreters at its side.")
    members: list[Member] = Field(
        default_factory=list, description="Members in order of mention, the leaders as they were named."
    )
    agenda_items: list[AgendaRef] = Field(
        default_factory=list, description="Items of the agenda in which the delegation took part as such."
    )
