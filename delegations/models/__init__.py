"""With whom: delegations, who sends them, their members, and how they travel and are received."""

from delegations.models.approval import Approval, Decision, ProtocolSettings
from delegations.models.delegation import Delegation, Direction, Sender
from delegations.models.gift import Gift
from delegations.models.invitation import InvitationLetter, LetterTemplate, Payer
from delegations.models.itinerary import ItineraryLook, Stop
from delegations.models.member import Member, MemberRole
from delegations.models.needs import Needs
from delegations.models.stay import Occupant, RoomKind, Stay
from delegations.models.travel import Leg, LegKind, Traveller, Way
from delegations.models.travel_document import DocumentKind, TravelDocument
from delegations.models.vehicle import Ride, Vehicle, VehicleKind
from delegations.models.visa_case import VisaCase

__all__ = [
    "Approval",
    "Decision",
    "Delegation",
    "Direction",
    "DocumentKind",
    "Gift",
    "InvitationLetter",
    "ItineraryLook",
    "Leg",
    "LegKind",
    "LetterTemplate",
    "Member",
    "MemberRole",
    "Needs",
    "Occupant",
    "Payer",
    "ProtocolSettings",
    "Ride",
    "RoomKind",
    "Sender",
    "Stay",
    "Stop",
    "TravelDocument",
    "Traveller",
    "Vehicle",
    "VehicleKind",
    "VisaCase",
    "Way",
]
