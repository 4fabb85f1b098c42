"""The organizer's agenda by day: seeing it, ordering it, its tracks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.errors import DomainError, Invalid
from base.refusals import refuse
from events.forms.agenda import TrackForm
from events.item_validators import outside
from events.models import AgendaItem, Event, Participation, Track
from events.programme import place_in_agenda
from events.services import agenda as verbs
from events.services.participations import warnings_of
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")


@staff(None)
def agenda(request: StaffRequest, slug: str) -> HttpResponse:
    """The agenda by day with its warnings; a fixed number of queries however long it is."""
    event = opened(Event.objects.select_related("office").defer("search"), request, "events.read", slug=slug)
    items = items_of(event)
    context = {
        "event": event,
        "days": _days(event, items),
        "warnings": warnings_of(event),
        "strays": [item for item in items if outside(item.on, event)],
        "groups": list(event.groups.prefetch_related("organizations")),
        "may_run": request.user.has_perm("events.run", event),
    }
    return render(request, "events/agenda.html", context)


def items_of(event: Event) -> list[AgendaItem]:
    """In the order of the programme, with who takes part; two queries."""
    participations = Participation.objects.select_related("person", "group")
    items = (
        AgendaItem.objects.filter(event=event)
        .select_related("room__venue", "host", "track")
        .prefetch_related(Prefetch("participations", queryset=participations))
    )
    return sorted(items, key=lambda item: place_in_agenda(item.__dict__ | {"pk": item.pk}))


def _days(event: Event, items: list[AgendaItem]) -> list[dict[str, Any]]:
    """`[{on, day, items: [{item, first, last}]}]`; `first` and `last` among those that can change places."""
    days: dict[str, list[AgendaItem]] = {}
    for item in items:
        days.setdefault(str(item.on or ""), []).append(item)
    return [{"key": key, "on": found[0].on, "items": _movable(found)} for key, found in days.items()]


def _movable(items: list[AgendaItem]) -> list[dict[str, Any]]:
    """An item can change places with a neighbour of the same time, or that like itself has none."""
    slots = [(item.start_time, item.part_of_day) for item in items]
    return [
        {
            "item": item,
            "up": place > 0 and slots[place - 1] == slots[place],
            "down": place + 1 < len(items) and slots[place + 1] == slots[place],
        }
        for place, item in enumerate(items)
    ]


@staff(None, methods=("POST",))
def order(request: StaffRequest, slug: str) -> HttpResponse:
    """Put a day's items (`uids`, in order) in this order; `item` is moved to that day (`on`) first."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    try:
        uids = [UUID(uid) for uid in request.POST.getlist("uids")]
        if "item" in request.POST:
            item = opened(
                AgendaItem.objects.select_related("event"),
                request,
                event=event,
                uid=UUID(request.POST["item"]),
            )
            day = request.POST.get("on", "")
            on = PartialDate.parse(day) if day else None
            verbs.move_to_day(item, on, uids, by=request.user, at=timezone.now())
        else:
            verbs.reorder(event, uids, by=request.user, at=timezone.now())
    except ValueError:
        raise Invalid(_("The order was not understood.")) from None
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("events:agenda", slug=slug)


@staff(None, methods=("POST",))
def shift(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change places with the neighbour before (`to=up`) or after."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    items = items_of(event)
    uids = [item.uid for item in items]
    if uid in uids:
        here = uids.index(uid)
        there = here - 1 if request.POST.get("to") == "up" else here + 1
        if 0 <= there < len(uids):
            uids[here], uids[there] = uids[there], uids[here]
            verbs.reorder(event, uids, by=request.user, at=timezone.now())
    return redirect("events:agenda", slug=slug)


@staff(None, methods=WRITING)
def tracks(request: StaffRequest, slug: str, uid: UUID | None = None) -> HttpResponse:
    """The tracks of the agenda: add one, rename one."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    track = opened(Track.objects.filter(event=event), request, uid=uid) if uid else None
    form = TrackForm(request.POST or None, instance=track)
    if form.is_valid():
        try:
            if track:
                verbs.amend_track(track, form.values(), by=request.user, at=timezone.now())
            else:
                verbs.add_track(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            return redirect("events:agenda_tracks", slug=slug)
    context = {"event": event, "form": form, "track": track, "tracks": list(event.tracks.all())}
    return render(request, "events/tracks.html", context)


@staff(None, methods=("POST",))
def track_delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    track = opened(Track.objects.filter(event__slug=slug), request, "events.run", uid=uid)
    verbs.delete_track(track, by=request.user, at=timezone.now())
    messages.success(request, _("The track is deleted; its items stay."))
    return redirect("events:agenda_tracks", slug=slug)
