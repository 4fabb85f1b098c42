"""The bodies of an event: choose, order, remove."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from events.forms.planning import BodyForm
from events.models import BodyRole, Event, EventBody
from events.services.bodies import add_body, amend_body, remove_body, reorder_bodies
from people.doors import StaffRequest, opened, staff
from people.policies import require


@staff(None, methods=("GET", "HEAD", "POST"))
def bodies(request: StaffRequest, slug: str) -> HttpResponse:
    """The list, and the form that adds one."""
    event = opened(Event.objects.select_related("office"), request, "events.read", slug=slug)
    form = BodyForm(request.POST or None, office=event.office)
    if request.method == "POST":
        require(request.user, "events.run", event)
        if form.is_valid():
            try:
                add_body(event=event, by=request.user, at=timezone.now(), **form.cleaned_data)
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, _("The body is added."))
                return redirect("events:bodies", slug=slug)
    listed = EventBody.objects.filter(event=event).select_related("organization")
    return render(
        request,
        "events/bodies.html",
        {
            "event": event,
            "bodies": listed,
            "form": form,
            "roles": BodyRole.choices,
            "may_run": request.user.has_perm("events.run", event),
        },
    )


@staff(None, methods=("POST",))
def amend(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Change the role, or move it up or down, as the button says."""
    body = _body(request, slug, uid)
    step = {"up": -1, "down": 1}.get(request.POST.get("move", ""))
    try:
        if step is not None:
            _shift(body, step, request)
        elif request.POST.get("role") in BodyRole.values:
            amend_body(body, role=request.POST["role"], by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("events:bodies", slug=slug)


@staff(None, methods=("POST",))
def remove(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    body = _body(request, slug, uid)
    remove_body(body, by=request.user, at=timezone.now())
    messages.success(request, _("The body is removed; the organization stays in the directory."))
    return redirect("events:bodies", slug=slug)


def _body(request: StaffRequest, slug: str, uid: uuid.UUID) -> EventBody:
    bodies = EventBody.objects.select_related("event", "organization")
    return opened(bodies, request, "events.run", event__slug=slug, uid=uid)


def _shift(body: EventBody, step: int, request: StaffRequest) -> None:
    uids = list(EventBody.objects.filter(event=body.event).values_list("uid", flat=True))
    here = uids.index(body.uid)
    there = min(max(here + step, 0), len(uids) - 1)
    uids.insert(there, uids.pop(here))
    reorder_bodies(body.event, uids, by=request.user, at=timezone.now())
