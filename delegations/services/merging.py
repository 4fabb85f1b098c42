"""What refers to people, organizations and registrations in delegations."""

from __future__ import annotations

from delegations.models import (
    Approval,
    Delegation,
    Gift,
    InvitationLetter,
    Member,
    Needs,
    Occupant,
    Ride,
    Sender,
    Stop,
    TravelDocument,
    Traveller,
    VisaCase,
)
from people.services.repointing import Reference

OF_PERSON = (
    Reference(Delegation.interpreters.through, "person"), Reference(Delegation, "focal_point"),
    Reference(Gift, "person"), Reference(Stop, "contact"), Reference(TravelDocument, "person"),
)  # fmt: skip
OF_ORGANIZATION = (
    Reference(Sender, "organization"), Reference(Approval, "authority"), Reference(Gift, "organization"),
)  # fmt: skip
OF_REGISTRATION = (
    Reference(Member, "registration", left=True), Reference(Needs, "registration", left=True),
    Reference(VisaCase, "registration", left=True), Reference(InvitationLetter, "registration", left=True),
    Reference(Occupant, "registration", left=True), Reference(Traveller, "registration", left=True),
    Reference(Ride, "registration", left=True),
)  # fmt: skip
"""What a registration hands over to the one that stands; what that has already stays where it is."""
