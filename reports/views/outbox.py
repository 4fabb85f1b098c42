"""The outbox of one event, and of one person: the same list as the office's, of what concerns them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from base.listing import render_list
from base.records import key
from events.models import Event
from people.doors import StaffRequest, opened, staff
from people.models import Notice, Person
from people.views.outbox import listed
from reports.outbox import notices_of


@staff()
def event_outbox(request: StaffRequest, slug: str) -> HttpResponse:
    event: Any = opened(Event.objects.select_related("office"), request, slug=slug)
    rows = (
        Notice.objects.visible_to(request.user).filter(office=event.office_id).about(key("event", event.pk))
    )
    return render_list(request, "reports/event_outbox.html", {"event": event} | listed(request, rows))


@staff()
def person_outbox(request: StaffRequest, uid: UUID) -> HttpResponse:
    person: Any = opened(Person.objects.all(), request, uid=uid)
    rows = notices_of(person, request.user)
    return render_list(request, "reports/person_outbox.html", {"person": person} | listed(request, rows))
