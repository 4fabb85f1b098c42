"""Schedules as files: an event's programme for anyone, and its whole agenda for its office."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse

from base.etag import still_holds
from events import showing
from events.interchange.collect import collect
from events.interchange.write_json import write_json
from events.interchange.write_xml import write_xml
from events.models import Event
from events.showing import AGENDA, PEOPLE
from events.views.public import RULE
from people.doors import StaffRequest, opened, public, staff

WRITERS = {"json": (write_json, "application/json"), "xml": (write_xml, "application/xml; charset=utf-8")}


@public(rule=RULE)
def public_schedule(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The public programme as schedule.json or schedule.xml; a reader who holds the present one gets 304."""
    shown = showing.opened_to_anyone(request, slug, AGENDA, PEOPLE)
    etag = f'"schedule-{form}-{shown.revision}"'
    if answer := showing.unchanged(request, etag):
        return answer
    write, content_type = WRITERS[form]
    content = showing.kept(f"schedule-{form}", shown, lambda: write(collect(_event(shown.pk))))
    return showing.marked(HttpResponse(content, content_type=content_type), etag)


@staff(None)
def staff_schedule(request: StaffRequest, slug: str, form: str) -> HttpResponse:
    """The agenda with what is not public, as a file."""
    event = opened(Event.objects.defer("search"), request, "events.read", slug=slug)
    write, content_type = WRITERS[form]
    content = write(collect(event, public=False))
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if still_holds(request, etag):
        return HttpResponse(status=304, headers={"ETag": etag})
    headers = {"ETag": etag, "Content-Disposition": f'attachment; filename="{slug}.schedule.{form}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _event(pk: int) -> Event:
    event: Event = Event.objects.defer("search").get(pk=pk)
    return event
