"""Opening an event for a page of any room."""

from __future__ import annotations

from events.models import Event
from people.doors import StaffRequest, opened


def event_of(request: StaffRequest, slug: str, perm: str) -> Event:
    """The event of this address, if the user may do this with it; else it does not exist (404) or is refused (403)."""
    return opened(Event.objects.select_related("office").defer("search"), request, perm, slug=slug)
