"""When: events, their programme, and who takes part."""

from events.models.agenda import AgendaItem, ItemKind, Track
from events.models.body import BodyRole, EventBody
from events.models.event import Event
from events.models.event_kinds import Broadcast, EventKind, Mode, Visibility
from events.models.exhibit import Exhibit
from events.models.participation import Group, Manner, Participation, ParticipationRole
from events.models.photo import Photo
from events.models.quota import CountryQuota
from events.models.registration import Registration, RegistrationRole
from events.models.reminder import Audience, EventMessage, EventReminder
from events.models.seating import SeatingPlace, SeatingPlan
from events.models.series import Series
from events.models.source import Credit, CreditRole, Source
from events.models.task import PreparationTask
from events.models.venue import Room, Venue

__all__ = [
    "AgendaItem",
    "Audience",
    "BodyRole",
    "Broadcast",
    "CountryQuota",
    "Credit",
    "CreditRole",
    "Event",
    "EventBody",
    "EventKind",
    "EventMessage",
    "EventReminder",
    "Exhibit",
    "Group",
    "ItemKind",
    "Manner",
    "Mode",
    "Participation",
    "ParticipationRole",
    "Photo",
    "PreparationTask",
    "Registration",
    "RegistrationRole",
    "Room",
    "SeatingPlace",
    "SeatingPlan",
    "Series",
    "Source",
    "Track",
    "Venue",
    "Visibility",
]
