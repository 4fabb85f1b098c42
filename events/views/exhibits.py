"""What is shown at an event: the list, adding and changing an exhibit, their order."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from events.forms.exhibits import ExhibitForm
from events.models import Event, Exhibit
from events.services import exhibits as verbs
from events.services.ordering import beside
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")
PERM = "events.edit_texts"


@staff(None)
def exhibits(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office").defer("search"), request, "events.read", slug=slug)
    context = {
        "event": event,
        "exhibits": list(event.exhibits.select_related("owner", "item")),
        "may_edit": request.user.has_perm(PERM, event),
    }
    return render(request, "events/exhibits.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office"), request, PERM, slug=slug)
    form = ExhibitForm(request.POST or None, instance=Exhibit(event=event), event=event)
    if form.is_valid():
        try:
            verbs.add_exhibit(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The exhibit is added."))
            again = "another" in request.POST
            return redirect("events:exhibit_add" if again else "events:exhibits", slug=slug)
    return render(request, "events/exhibit_form.html", {"event": event, "form": form})


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    exhibit = _exhibit(request, slug, uid)
    form = ExhibitForm(request.POST or None, instance=exhibit, event=exhibit.event)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            verbs.amend_exhibit(exhibit, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, exhibit)
        else:
            messages.success(request, _("The exhibit is saved."))
            return redirect("events:exhibits", slug=slug)
    context = {"event": exhibit.event, "form": form, "exhibit": exhibit}
    return render(request, "events/exhibit_form.html", context)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    verbs.delete_exhibit(_exhibit(request, slug, uid), by=request.user, at=timezone.now())
    messages.success(request, _("The exhibit is deleted."))
    return redirect("events:exhibits", slug=slug)


@staff(None, methods=("POST",))
def shift(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change places with the one before (`to=up`) or after."""
    event = opened(Event.objects, request, PERM, slug=slug)
    order = beside(list(event.exhibits.values_list("uid", flat=True)), uid, up=request.POST.get("to") == "up")
    verbs.reorder_exhibits(event, order, by=request.user, at=timezone.now())
    return redirect("events:exhibits", slug=slug)


def _exhibit(request: StaffRequest, slug: str, uid: UUID) -> Exhibit:
    found = Exhibit.objects.filter(event__slug=slug).select_related("event__office", "owner", "item")
    return opened(found, request, PERM, uid=uid)
