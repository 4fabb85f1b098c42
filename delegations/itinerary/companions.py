"""Who goes along with a delegation without being one of it: its interpreters, and people of the host's side."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from delegations.itinerary.reading import BESIDE, CHOSEN
from delegations.models import Delegation, Member, Ride, Traveller
from events.models import Participation, Registration


def companions_of(delegation: Delegation) -> QuerySet[Registration]:
    """Participants who interpret for it, receive or interpret at its agenda items, or travel or ride with it; by name."""
    chosen = CHOSEN.objects.filter(delegation=delegation).values("agendaitem")
    of_event = Participation.objects.filter(
        event=delegation.event_id, role__in=BESIDE, person=OuterRef("person")
    )
    at_items = Q(Exists(of_event.filter(item__in=chosen))) | (Q(Exists(of_event)) & ~Q(Exists(chosen)))
    travelling = Traveller.objects.active().filter(leg__delegation=delegation, registration=OuterRef("pk"))
    riding = Ride.objects.active().filter(registration=OuterRef("pk"), leg__delegation=delegation)
    interpreting = Q(person__in=delegation.interpreters.all())
    found = Registration.objects.active().filter(event=delegation.event_id, person__isnull=False)
    found = found.filter(interpreting | at_items | Q(Exists(travelling)) | Q(Exists(riding)))
    members = Member.objects.active().filter(delegation=delegation).values("registration")
    return found.exclude(pk__in=members).select_related("person", "event").order_by("person__sort_name", "pk")
