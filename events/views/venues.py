"""Venues of an office, each with its rooms."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from events.forms.places import RoomForm, VenueForm
from events.models import Room, Venue
from events.services.venues import add_room, add_venue, amend_room, amend_venue, delete_room, delete_venue
from events.views.lists import may_run
from people.doors import StaffRequest, opened, staff
from people.policies import require

WRITING = ("GET", "HEAD", "POST")


@staff("events.read")
def venues(request: StaffRequest) -> HttpResponse:
    listed = Venue.objects.visible_to(request.user).of(request.office).prefetch_related("rooms")
    return render(request, "events/venues.html", {"venues": listed, "may_run": may_run(request)})


@staff("events.run", methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    form = VenueForm(request.POST or None)
    if form.is_valid():
        try:
            venue = add_venue(office=request.office, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The venue is added. Now add its rooms."))
            return redirect("events:venue", uid=venue.uid)
    return render(request, "events/venue_form.html", {"form": form})


@staff(None, methods=WRITING)
def venue(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """The venue with its rooms, and the form that adds a room."""
    record: Venue = opened(Venue.objects.all(), request, "events.read", uid=uid)
    form = RoomForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "events.run", record)
        if form.is_valid():
            try:
                add_room(venue=record, by=request.user, at=timezone.now(), **form.values())
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, _("The room is added."))
                return redirect("events:venue", uid=uid)
    rooms = Room.objects.filter(venue=record).order_by("name")
    return render(
        request,
        "events/venue.html",
        {"venue": record, "rooms": rooms, "form": form, "may_run": may_run(request)},
    )


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record: Venue = opened(Venue.objects.all(), request, "events.run", uid=uid)
    form = VenueForm(request.POST or None, instance=record)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            amend_venue(record, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The venue is saved."))
            return redirect("events:venue", uid=uid)
    return render(request, "events/venue_form.html", {"form": form, "venue": record})


@staff(None, methods=WRITING)
def room(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record = opened(Room.objects.select_related("venue"), request, "events.run", uid=uid)
    form = RoomForm(request.POST or None, instance=record)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            amend_room(record, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The room is saved."))
            return redirect("events:venue", uid=record.venue.uid)
    return render(request, "events/room_form.html", {"form": form, "room": record, "venue": record.venue})


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record: Venue = opened(Venue.objects.all(), request, "events.run", uid=uid)
    try:
        delete_venue(record, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("events:venue", uid=uid)
    messages.success(request, _("The venue is deleted."))
    return redirect("events:venues")


@staff(None, methods=("POST",))
def delete_one_room(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    record = opened(Room.objects.select_related("venue"), request, "events.run", uid=uid)
    try:
        delete_room(record, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The room is deleted."))
    return redirect("events:venue", uid=record.venue.uid)
