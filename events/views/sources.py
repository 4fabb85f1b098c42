"""What was published about an event, with who made it; and who made the office's own report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from events.forms.sources import CreditsForm, SourceForm
from events.models import Credit, Event, Source
from events.services import sources as verbs
from events.services.ordering import beside
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")
PERM = "events.edit_texts"
MADE_BY = Prefetch("credits", queryset=Credit.objects.select_related("person"))


@staff(None)
def sources(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office").defer("search"), request, "events.read", slug=slug)
    context = {
        "event": event,
        "sources": list(event.sources.prefetch_related(MADE_BY)),
        "credits": own_credits(event),
        "may_edit": request.user.has_perm(PERM, event),
    }
    return render(request, "events/sources.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office"), request, PERM, slug=slug)
    form = SourceForm(request.POST or None, instance=Source(event=event), event=event)
    if form.is_valid():
        try:
            _add(request, event, form)
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The source is added."))
            return redirect("events:sources", slug=slug)
    return render(request, "events/source_form.html", {"event": event, "form": form})


@transaction.atomic
def _add(request: StaffRequest, event: Event, form: SourceForm) -> None:
    """With those who made it, or not at all."""
    now = timezone.now()
    source = verbs.add_source(event=event, by=request.user, at=now, **form.values())
    verbs.set_credits(event=event, source=source, people=form.people, by=request.user, at=now)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    source = _source(request, slug, uid)
    event = source.event
    form = SourceForm(request.POST or None, instance=source, event=event, standing=source.credits.all())
    if form.is_valid():
        try:
            _amend(request, source, form)
        except DomainError as exc:
            refuse(form, exc, source)
        else:
            messages.success(request, _("The source is saved."))
            return redirect("events:sources", slug=slug)
    return render(request, "events/source_form.html", {"event": event, "form": form, "source": source})


@transaction.atomic
def _amend(request: StaffRequest, source: Source, form: SourceForm) -> None:
    now, expected = timezone.now(), form.cleaned_data["version"]
    verbs.amend_source(source, form.values(), by=request.user, at=now, expected=expected)
    verbs.set_credits(event=source.event, source=source, people=form.people, by=request.user, at=now)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    verbs.delete_source(_source(request, slug, uid), by=request.user, at=timezone.now())
    messages.success(request, _("The source is deleted."))
    return redirect("events:sources", slug=slug)


@staff(None, methods=("POST",))
def shift(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change places with the one before (`to=up`) or after."""
    event = opened(Event.objects, request, PERM, slug=slug)
    order = beside(list(event.sources.values_list("uid", flat=True)), uid, up=request.POST.get("to") == "up")
    verbs.reorder_sources(event, order, by=request.user, at=timezone.now())
    return redirect("events:sources", slug=slug)


@staff(None, methods=WRITING)
def own_report(request: StaffRequest, slug: str) -> HttpResponse:
    """Who wrote, photographed and reviewed the office's own report."""
    event = opened(Event.objects.select_related("office"), request, PERM, slug=slug)
    form = CreditsForm(request.POST or None, event=event, standing=own_credits(event))
    if form.is_valid():
        try:
            verbs.set_credits(event=event, people=form.people, by=request.user, at=timezone.now())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The credits are saved."))
            return redirect("events:sources", slug=slug)
    return render(request, "events/credits_form.html", {"event": event, "form": form})


def own_credits(event: Event) -> list[Credit]:
    """Of the office's own report, in order; one query."""
    return list(Credit.objects.filter(event=event, source=None).select_related("person"))


def _source(request: StaffRequest, slug: str, uid: UUID) -> Source:
    found = Source.objects.filter(event__slug=slug).select_related("event__office").prefetch_related(MADE_BY)
    return opened(found, request, PERM, uid=uid)
