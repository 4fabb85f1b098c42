"""Entering vehicles, the order of the motorcade, and who rides in which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import DomainError
from base.refusals import refuse
from base.uids import as_uids
from delegations.forms.travel import VehicleForm
from delegations.models import Leg, Member, Ride, Vehicle
from delegations.services import vehicles as verbs
from delegations.services.travelling import name_of
from delegations.views.delegations import WRITING
from events.models import AgendaItem, Event, Registration
from events.opening import event_of
from events.services.ordering import beside
from people.doors import StaffRequest, opened, staff

RUN = "delegations.run"


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = event_of(request, slug, RUN)
    form = VehicleForm(request.POST or None, instance=Vehicle(event=event))
    if form.is_valid():
        try:
            verbs.add_vehicle(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The vehicle is entered."))
            return redirect("delegations:travel_vehicles", slug=slug)
    return _form(request, event, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    vehicle = _vehicle(request, uid)
    form = VehicleForm(request.POST or None, instance=vehicle)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_vehicle(vehicle, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, vehicle)
        else:
            messages.success(request, _("The vehicle is saved."))
            return redirect("delegations:travel_vehicles", slug=vehicle.event.slug)
    return _form(request, vehicle.event, form, _vehicle(request, uid))


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    vehicle = _vehicle(request, uid)
    verbs.delete_vehicle(vehicle, by=request.user, at=timezone.now())
    messages.success(request, _("The vehicle is deleted."))
    return redirect("delegations:travel_vehicles", slug=vehicle.event.slug)


@staff(None, methods=("POST",))
def order(request: StaffRequest, slug: str) -> HttpResponse:
    """The motorcade as rows were dragged (`uids`), or one vehicle forward or back (`forward`, `back`)."""
    event = event_of(request, slug, RUN)
    uids = list(Vehicle.objects.filter(event=event).values_list("uid", flat=True))
    for name, up in (("forward", True), ("back", False)):
        for uid in as_uids(request.POST.getlist(name)):
            uids = beside(uids, uid, up=up)
    try:
        verbs.reorder_vehicles(
            event, as_uids(request.POST.getlist("uids")) or uids, by=request.user, at=timezone.now()
        )
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("delegations:travel_vehicles", slug=slug)


@staff(None, methods=WRITING)
def of_leg(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Who on the leg rides in which vehicle."""
    leg = opened(Leg.objects.select_related("event__office", "delegation"), request, RUN, uid=uid)
    on_it = Registration.objects.active().filter(pk__in=leg.travellers.values("registration"))
    back = reverse("delegations:travel_event", args=[leg.event.slug])
    return _seating(request, leg, on_it, back, _("Vehicles for %(goal)s") % {"goal": leg})


@staff(None, methods=WRITING)
def of_item(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Who rides in which vehicle to an item of the agenda: members of the delegations that take part in it."""
    item = opened(AgendaItem.objects.select_related("event__office"), request, RUN, uid=uid)
    coming = Member.objects.active().filter(delegation__items=item).values("registration")
    riding = Ride.objects.filter(item=item).values("registration")
    people = Registration.objects.active().filter(event=item.event)
    wanted = people.filter(pk__in=coming) | people.filter(pk__in=riding)
    back = reverse("delegations:travel_vehicles", args=[item.event.slug])
    title = item.title or item.get_kind_display()
    return _seating(request, item, wanted, back, _("Vehicles for %(goal)s") % {"goal": title})


def _seating(request: StaffRequest, goal: Any, people: Any, back: str, title: str) -> HttpResponse:
    event: Event = goal.event
    registrations = _in_order(people)
    vehicles = list(Vehicle.objects.filter(event=event))
    towards = {"leg": goal} if isinstance(goal, Leg) else {"item": goal}
    rides = dict(Ride.objects.filter(**towards).values_list("registration_id", "vehicle__uid"))
    chosen = {one.pk: str(rides.get(one.pk, "")) for one in registrations}
    status = 200
    if request.method == "POST":
        try:
            _write(request, goal, registrations, vehicles)
        except DomainError as exc:
            messages.error(request, exc.message)
            chosen = {one.pk: request.POST.get(f"vehicle-{one.uid}", "") for one in registrations}
            status = 422
        else:
            return redirect(request.path if "fill" in request.POST else back)
    context = {
        "event": event, "goal": goal, "title": title, "back": back, "vehicles": vehicles,
        "lines": [(one, name_of(one), chosen[one.pk]) for one in registrations],
    }  # fmt: skip
    return render(request, "delegations/rides.html", context, status=status)


def _write(
    request: StaffRequest, goal: Any, registrations: list[Registration], vehicles: list[Vehicle]
) -> None:
    """As chosen for each, or filled in order into the vehicles ticked."""
    by_uid = {str(one.uid): one for one in vehicles}
    if "fill" in request.POST:
        ticked = [by_uid[uid] for uid in by_uid if uid in request.POST.getlist("vehicles")]
        left = verbs.fill(goal, ticked, registrations, by=request.user, at=timezone.now())
        if left:
            text = ngettext(
                "%(count)s has no seat: %(names)s.", "%(count)s have no seat: %(names)s.", len(left)
            )
            messages.warning(request, text % {"count": len(left), "names": ", ".join(map(name_of, left))})
        return
    wanted = [(one, by_uid.get(request.POST.get(f"vehicle-{one.uid}", ""))) for one in registrations]
    verbs.assign(goal, wanted, by=request.user, at=timezone.now(), beyond="beyond" in request.POST)
    messages.success(request, _("The seats are saved."))


def _in_order(people: Any) -> list[Registration]:
    """By delegation and place in it; who is in none comes after."""
    rows = list(people.distinct().select_related("person", "group").order_by("seq"))
    members = Member.objects.filter(registration__in=[one.pk for one in rows])
    places = {
        pk: (delegation, place)
        for pk, delegation, place in members.values_list(
            "registration_id", "delegation__position", "position"
        )
    }
    return sorted(rows, key=lambda one: places.get(one.pk, (10**6, one.seq)))


def _vehicle(request: StaffRequest, uid: UUID) -> Vehicle:
    return opened(Vehicle.objects.select_related("event__office"), request, RUN, uid=uid)


def _form(
    request: StaffRequest, event: Event, form: VehicleForm, vehicle: Vehicle | None = None
) -> HttpResponse:
    context = {"event": event, "form": form, "vehicle": vehicle}
    return render(request, "delegations/vehicle_form.html", context, status=422 if form.errors else 200)
