"""Entering legs, noting arrivals, and who travels on them with which seat and booking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from base.errors import DomainError, NotAllowed
from base.refusals import refuse
from base.uids import as_uid
from delegations.forms.travel import LegForm
from delegations.models import Delegation, Leg, Way
from delegations.services import legs as verbs
from delegations.travel_sight import may_note_arrival
from delegations.views.delegations import WRITING, opened_delegation
from events.models import Event
from events.opening import event_of
from people.doors import StaffRequest, opened, staff

RUN = "delegations.run"


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """One leg for many at once; `delegation`, `way` and `return_of` in the address fill in what is known."""
    event = event_of(request, slug, RUN)
    first = _leg_named(request, event)
    delegation = first.delegation if first else delegation_named(request, event)
    initial = _initial(request, event, first)
    form = LegForm(
        request.POST or None, instance=Leg(event=event), event=event, delegation=delegation, initial=initial
    )
    if form.is_valid():
        try:
            verbs.add_leg(
                event=event, delegation=delegation, by=request.user, at=timezone.now(), **form.values()
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The leg is entered."))
            return redirect(back_to(event, delegation))
    return _form(request, event, form, delegation)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    leg = _leg(request, uid, RUN)
    form = LegForm(request.POST or None, instance=leg, event=leg.event, delegation=leg.delegation)
    if form.is_valid():
        values = form.values()
        travellers = values.pop("travellers")
        try:
            verbs.amend_leg(
                leg, values, travellers=travellers, by=request.user, at=timezone.now(),
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, leg)
        else:
            messages.success(request, _("The leg is saved."))
            return redirect(back_to(leg.event, leg.delegation))
    return _form(request, leg.event, form, leg.delegation, _leg(request, uid, RUN))


@staff(None, methods=("POST",))
def bookings(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Seat and booking reference of everybody on the leg, in one form."""
    leg = _leg(request, uid, RUN)
    try:
        with transaction.atomic():
            for row in leg.travellers.all():
                changes = {
                    name: request.POST.get(f"{name}-{row.uid}", getattr(row, name))
                    .replace("\x00", "")
                    .strip()
                    for name in ("seat", "booking")
                }
                verbs.amend_traveller(row, changes, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message or _("A seat has at most 10 characters, a booking reference 20."))
    else:
        messages.success(request, _("Seats and bookings are saved."))
    return redirect("delegations:leg", uid=uid)


@staff(None, methods=("POST",))
def arrived(request: StaffRequest, uid: UUID) -> HttpResponse:
    """They have arrived, or it was noted by mistake (`take_back`)."""
    leg = _leg(request, uid)
    if not may_note_arrival(request.user, leg):
        raise NotAllowed
    try:
        verbs.note_arrival(leg, arrived="take_back" not in request.POST, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return _back(request, leg)


@staff(None, methods=("POST",))
def cancel(request: StaffRequest, uid: UUID) -> HttpResponse:
    """It does not take place; with `restore` it does after all."""
    leg = _leg(request, uid, RUN)
    try:
        verb = verbs.restore_leg if "restore" in request.POST else verbs.cancel_leg
        verb(leg, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return _back(request, leg)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    leg = _leg(request, uid, RUN)
    verbs.delete_leg(leg, by=request.user, at=timezone.now())
    messages.success(request, _("The leg is deleted."))
    return redirect(back_to(leg.event, leg.delegation))


def back_to(event: Event, delegation: Delegation | None, board: str = "travel_event") -> str:
    """The page from which travel was entered."""
    if delegation is not None:
        return reverse("delegations:travel", args=[delegation.uid])
    return reverse(f"delegations:{board}", args=[event.slug])


def delegation_named(request: StaffRequest, event: Event) -> Delegation | None:
    """The delegation in the address, as `?delegation=`."""
    uid = as_uid(request.GET.get("delegation", ""))
    if uid is None:
        return None
    found = opened_delegation(request, uid, RUN)
    return found if found.event_id == event.pk else None


def _leg(request: StaffRequest, uid: UUID, perm: str | None = None) -> Leg:
    return opened(Leg.objects.select_related("event__office", "delegation"), request, perm, uid=uid)


def _leg_named(request: StaffRequest, event: Event) -> Leg | None:
    uid = as_uid(request.GET.get("return_of", ""))
    legs = Leg.objects.select_related("event", "delegation")
    return legs.filter(event=event, uid=uid).first() if uid else None


def _initial(request: StaffRequest, event: Event, first: Leg | None) -> dict[str, Any]:
    if first is not None:
        on_it = list(first.travellers.values_list("registration_id", flat=True))
        return {**verbs.returned(first), "travellers": on_it}
    way = request.GET.get("way", "")
    initial: dict[str, Any] = {"way": way if way in Way.values else Way.ARRIVAL}
    day = event.start_on.date if event.start_on else None
    if way in ("", Way.ARRIVAL):
        initial |= {"arrives_zone": event.zone, "arrives_in": event.city, "arrives_on": day}
    elif way == Way.DEPARTURE:
        last = event.end_on.date if event.end_on else day
        initial |= {"departs_zone": event.zone, "departs_from": event.city, "departs_on": last}
    return initial


def _back(request: StaffRequest, leg: Leg) -> HttpResponse:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else back_to(leg.event, leg.delegation))


def _form(
    request: StaffRequest, event: Event, form: LegForm, delegation: Delegation | None, leg: Leg | None = None
) -> HttpResponse:
    travellers = leg.travellers.select_related("registration__person", "registration__group") if leg else ()
    context = {
        "event": event, "delegation": delegation, "form": form, "leg": leg, "travellers": list(travellers),
        "back": back_to(event, delegation),
    }  # fmt: skip
    return render(request, "delegations/leg_form.html", context, status=422 if form.errors else 200)
