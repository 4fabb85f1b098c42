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
from people.models import Person
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


def part_from_focal_points(kept: Person, gone: Person) -> int:
    """Whom a focal point entered is the office's from now on, as its record holds what the office knew under `gone`.

    Where the same focal point entered both, nothing is added that it did not write, and it may go on. Returns how many.
    """
    both = Member.objects.filter(introduced=gone.pk).values("delegation")
    told: int = Member.objects.filter(introduced=kept.pk).exclude(delegation__in=both).update(introduced=None)
    return told
