"""What becomes of an erased person in delegations: documents, needs and visa cases go; journeys keep their places, not who sat there."""

from __future__ import annotations

from django.db.models import F, Q

from delegations.models import (
    Delegation,
    InvitationLetter,
    ItineraryLook,
    Member,
    Needs,
    ProtocolSettings,
    Stop,
    TravelDocument,
    Traveller,
    Vehicle,
    VisaCase,
)
from delegations.services.looks import forget_looks
from events.models import Participation, Registration
from people.services.erasing import Erasing, Rule

PLACE = "the address of a place"
RULES = (
    Rule(TravelDocument, deleted=True),
    Rule(VisaCase, deleted=True),
    Rule(Needs, deleted=True),
    Rule(ItineraryLook, deleted=True),
    Rule(InvitationLetter, ("addressee", "signed_by", "signed_as")),
    Rule(Traveller, ("booking",)),
    Rule(Vehicle, ("driver", "driver_phone")),
    Rule(Stop, ("contact_name", "phone"), kept={"address": PLACE}),
    Rule(ProtocolSettings, ("letter_signed_by", "letter_signed_as")),
)


def erase(run: Erasing) -> None:
    """Links of focal points and of itineraries open no more."""
    office, named = Q(office=run.person.office_id), Q(registration__in=run.registrations)
    _forget_itineraries(run)
    run.delete(VisaCase, named)
    run.delete(Needs, named)
    run.delete(TravelDocument, Q(person=run.person))
    run.clear(Traveller, ("booking", "seat"), named)
    run.clear(InvitationLetter, ("addressee", "payment_note"), named | office & Q(addressee__in=run.names))
    run.clear(InvitationLetter, ("signed_by", "signed_as"), office & Q(signed_by__in=run.names))
    run.clear(Vehicle, ("driver", "driver_phone"), office & Q(driver__in=run.names))
    run.clear(Stop, ("contact_name", "phone"), Q(contact=run.person) | office & Q(contact_name__in=run.names))
    run.clear(ProtocolSettings, ("letter_signed_by", "letter_signed_as"), office & Q(letter_signed_by__in=run.names))  # fmt: skip
    run.clear(Member, ("introduced",), named, itinerary_link_revision=F("itinerary_link_revision") + 1)
    run.clear(Delegation, (), Q(focal_point=run.person), focal_link_revision=F("focal_link_revision") + 1)


def _forget_itineraries(run: Erasing) -> None:
    """Of every delegation whose itinerary may have named them."""
    person = run.person
    events = Registration.objects.filter(pk__in=run.registrations).values("event")
    spoken = Participation.objects.filter(person=person).values("event")
    received = Stop.objects.filter(contact=person).values("item__event")
    driven = Vehicle.objects.filter(office=person.office_id, driver__in=run.names).values("event")
    there = Q(event__in=events) | Q(event__in=spoken) | Q(event__in=received) | Q(event__in=driven)
    met = Delegation.objects.filter(there | Q(focal_point=person) | Q(interpreters=person))
    forget_looks(met.distinct())
