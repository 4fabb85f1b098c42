"""The liaison officer's day on the telephone: small, and readable from its last copy without a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from delegations.itinerary.today import today_of
from delegations.itinerary.weaving import itinerary_of
from delegations.models import Delegation, Leg
from delegations.services.legs import note_arrival
from delegations.states import DelegationState
from delegations.travel_sight import may_note_arrival
from delegations.views.delegations import opened_delegation
from people.doors import StaffRequest, opened, public, staff

WORKER = Path(settings.BASE_DIR) / "static" / "js" / "today-worker.js"
OVER = (DelegationState.WITHDRAWN, DelegationState.DEPARTED)
FAR = 3650
"""Days from today within which a day may be asked for."""


@staff(None)
def mine(request: StaffRequest) -> HttpResponse:
    """The delegations whose liaison officer I am, those of the next events first."""
    rows = Delegation.objects.visible_to(request.user).of(request.office).with_senders()
    found = rows.filter(liaison_officer=request.user).exclude(state__in=OVER)
    found = (
        found.select_related("event").defer("event__search").order_by("event__starts_at", "position", "pk")
    )
    return render(request, "delegations/today_mine.html", {"delegations": list(found)})


@staff(None)
def today(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What is now, what comes next, who arrives, whom to call; `?day=2026-11-22` for another day."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    at = timezone.now()
    shown = itinerary_of(delegation)
    context = {
        "delegation": delegation,
        "event": delegation.event,
        "itinerary": shown,
        "today": today_of(shown, at=at, day=_asked(request.GET.get("day", ""), at)),
        "at": at,
    }
    return render(request, "delegations/today.html", context)


@staff(None, methods=("POST",))
def arrived(request: StaffRequest, uid: UUID, leg: UUID) -> HttpResponse:
    """One tap: the people of this leg are here."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    legs = Leg.objects.select_related("event", "delegation")
    own: Leg = opened(legs, request, event=delegation.event_id, uid=leg)
    if not may_note_arrival(request.user, own):
        raise Http404
    try:
        note_arrival(own, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The arrival is noted."))
    return redirect("delegations:today", uid=uid)


@public(rule="the script that keeps the last copy of a day; no data")
def worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, because a service worker may only act below its own address."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _asked(text: str, at: dt.datetime) -> dt.date | None:
    """The day asked for, None when none is or it is nonsense."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs((day - at.date()).days) < FAR else None
