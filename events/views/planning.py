"""Adding an event and changing what is planned."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.languages import columns
from base.refusals import refuse
from events.forms.event import EventForm
from events.models import Event
from events.services.schedule import amend_event, schedule
from events.views.series import next_edition, series_of
from people.doors import StaffRequest, opened, staff
from people.validators import ZONES

WRITING = ("GET", "HEAD", "POST")
SHARED_WITH_PARTS = (
    "mode", "visibility", "start_on", "end_on", "zone", "city", "country", "contact_name", "contact_email", *columns("place"),
)  # fmt: skip
SLUG = re.compile(r"^[-\w]+$")
SORTED_ZONES = sorted(
    zone for zone in ZONES if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
)


@staff("events.run", methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    form = EventForm(request.POST or None, office=request.office, initial=_prefilled(request))
    if form.is_valid():
        try:
            event = schedule(office=request.office, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The event is scheduled as a draft. Nobody else sees it yet."))
            return redirect("events:bodies", slug=event.slug)
    return _page(request, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("series", "parent"), request, "events.run", slug=slug)
    form = EventForm(request.POST or None, instance=event, office=event.office)
    if form.is_valid():
        revision = event.schedule_revision
        try:
            changed = amend_event(
                event,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, event)
        else:
            messages.success(request, _said(event, changed, revision))
            return redirect("events:edit", slug=event.slug)
    return _page(request, form, Event.objects.get(pk=event.pk))


def _prefilled(request: StaffRequest) -> dict[str, Any]:
    """A new event of a series, within another event, or on a day, when the link says so."""
    given: dict[str, Any] = {
        name: request.GET[name] for name in ("start_on", "kind") if request.GET.get(name)
    }
    if slug := request.GET.get("parent"):
        given = _part_of(request, slug) | given
    if uid := request.GET.get("series"):
        given |= _next_of(request, uid)
    return given


def _part_of(request: StaffRequest, slug: str) -> dict[str, Any]:
    """When and where the whole is, its part will mostly be too; nothing when the link is broken."""
    mine = Event.objects.visible_to(request.user).of(request.office)
    whole = mine.filter(slug=slug).first() if SLUG.match(slug) else None
    if whole is None:
        return {}
    shared = {name: getattr(whole, name) for name in SHARED_WITH_PARTS}
    return {"parent": whole.pk} | shared | {"country": str(whole.country)}


def _next_of(request: StaffRequest, uid: str) -> dict[str, Any]:
    series = series_of(request, uid)
    return {"series": series.pk, "edition": next_edition(series)} if series else {}


def _said(event: Event, changed: list[str], revision: int) -> str:
    if not changed:
        return _("Nothing was changed.")
    if event.schedule_revision == revision:
        return _("The event is saved.")
    return _(
        "The event is saved. Its agenda and reminders follow the new date, and those registered are told."
    )


def _page(request: StaffRequest, form: EventForm, event: Event | None = None) -> HttpResponse:
    return render(request, "events/event_form.html", {"form": form, "event": event, "zones": SORTED_ZONES})
