"""Entering hotel rooms and who sleeps in them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Max, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import DomainError
from base.refusals import refuse
from delegations.forms.travel import StayForm
from delegations.models import Delegation, Leg, Stay, Way
from delegations.services import stays as verbs
from delegations.views.delegations import WRITING
from delegations.views.legs import back_to, delegation_named
from events.models import Event, Venue
from events.opening import event_of
from events.services.venues import add_venue
from people.doors import StaffRequest, opened, staff
from people.services.journal import Actor

RUN = "delegations.run"


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """One room for several, several alike, or as many as those ticked need."""
    event = event_of(request, slug, RUN)
    delegation = delegation_named(request, event)
    form = StayForm(
        request.POST or None, instance=Stay(event=event), event=event, delegation=delegation,
        initial=_initial(event, delegation),
    )  # fmt: skip
    if form.is_valid():
        try:
            made = _add(form, event, delegation, by=request.user, at=timezone.now())
        except DomainError as exc:
            refuse(form, exc)
        else:
            text = ngettext("The room is entered.", "%(count)s rooms are entered.", made) % {"count": made}
            messages.success(request, text)
            return redirect(back_to(event, delegation, "travel_rooms"))
    return _form(request, event, form, delegation)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    stay = _stay(request, uid)
    form = StayForm(request.POST or None, instance=stay, event=stay.event, delegation=stay.delegation)
    if form.is_valid():
        try:
            _amend(form, stay, by=request.user, at=timezone.now())
        except DomainError as exc:
            refuse(form, exc, stay)
        else:
            messages.success(request, _("The room is saved."))
            return redirect(back_to(stay.event, stay.delegation, "travel_rooms"))
    return _form(request, stay.event, form, stay.delegation, _stay(request, uid))


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    stay = _stay(request, uid)
    verbs.delete_stay(stay, by=request.user, at=timezone.now())
    messages.success(request, _("The room is deleted."))
    return redirect(back_to(stay.event, stay.delegation, "travel_rooms"))


@transaction.atomic
def _add(form: StayForm, event: Event, delegation: Delegation | None, *, by: Actor, at: dt.datetime) -> int:
    """Returns how many rooms were entered."""
    values, occupants, beyond = _values(form, event, by=by, at=at)
    count = values.pop("rooms") or 1
    shared: dict[str, Any] = {"event": event, "delegation": delegation, "by": by, "at": at, **values}
    if not occupants:
        return len(verbs.add_stays(count=count, **shared))
    if count > 1:
        return len(verbs.spread(occupants=occupants, **shared))
    verbs.add_stay(occupants=occupants, beyond=beyond, **shared)
    return 1


@transaction.atomic
def _amend(form: StayForm, stay: Stay, *, by: Actor, at: dt.datetime) -> None:
    values, occupants, beyond = _values(form, stay.event, by=by, at=at)
    verbs.amend_stay(
        stay, values, occupants=occupants, beyond=beyond, by=by, at=at, expected=form.cleaned_data["version"]
    )


def _values(
    form: StayForm, event: Event, *, by: Actor, at: dt.datetime
) -> tuple[dict[str, Any], list[Any], bool]:
    """What the verb takes, the occupants, and whether more people than places are meant; a new hotel is entered."""
    values = form.values()
    name = values.pop("new_hotel")
    if name and not values["hotel"]:
        known = Venue.objects.of(event.office).filter(name__iexact=name).first()
        values["hotel"] = known or add_venue(office=event.office, name=name, city=event.city, by=by, at=at)
    return values, values.pop("occupants"), values.pop("beyond")


def _initial(event: Event, delegation: Delegation | None) -> dict[str, Any]:
    """From the first arrival to the last departure of the delegation, else the days of the event; the hotel named last."""
    legs = Leg.objects.standing().filter(event=event, delegation=delegation)
    first = legs.filter(way=Way.ARRIVAL).aggregate(day=Min("arrives_on"))["day"]
    last = legs.filter(way=Way.DEPARTURE).aggregate(day=Max("departs_on"))["day"]
    stay = Stay.objects.filter(event=event).order_by("-pk").first()
    return {
        "check_in": first or (event.start_on.date if event.start_on else None),
        "check_out": last or (event.end_on.date if event.end_on else None),
        "hotel": stay.hotel_id if stay else None,
    }


def _stay(request: StaffRequest, uid: UUID) -> Stay:
    return opened(Stay.objects.select_related("event__office", "delegation", "hotel"), request, RUN, uid=uid)


def _form(
    request: StaffRequest,
    event: Event,
    form: StayForm,
    delegation: Delegation | None,
    stay: Stay | None = None,
) -> HttpResponse:
    context = {
        "event": event, "delegation": delegation, "form": form, "stay": stay,
        "back": back_to(event, delegation, "travel_rooms"),
    }  # fmt: skip
    return render(request, "delegations/stay_form.html", context, status=422 if form.errors else 200)
