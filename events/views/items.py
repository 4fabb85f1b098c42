"""One item of the agenda: its page, adding and changing it, what happened."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.errors import DomainError
from base.refusals import refuse
from events.forms.agenda import HeldForm, ItemForm
from events.item_validators import outside
from events.models import AgendaItem, Event
from events.services import agenda as verbs
from events.services.participations import warnings_of
from events.states import ItemState
from events.views.agenda import WRITING
from people.doors import StaffRequest, opened, staff
from people.services.moves import may_move

WHOLE = ("event__office", "room__venue", "host", "track")
DAYS_OFFERED = 40


def item_of(request: StaffRequest, slug: str, uid: UUID, perm: str) -> AgendaItem:
    items = AgendaItem.objects.filter(event__slug=slug).select_related(*WHOLE)
    return opened(items, request, perm, uid=uid)


@staff(None)
def item(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """When, where and who, and what happened."""
    shown = item_of(request, slug, uid, "events.read")
    participations = shown.participations.select_related("person", "group").prefetch_related(
        "person__posts__organization"
    )
    context = {
        "event": shown.event,
        "item": shown,
        "participations": list(participations),
        "warnings": [clash for clash in warnings_of(shown.event) if shown.uid in (clash.item, clash.other)],
        "stray": outside(shown.on, shown.event),
        "may_run": request.user.has_perm("events.run", shown),
        "may_arrange": request.user.has_perm("events.arrange_seating", shown),
        "may_record": request.user.has_perm("events.edit_texts", shown),
        "moves": [(to.value, may_move(shown, to)) for to in ItemState],
    }
    return render(request, "events/item.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("office"), request, "events.run", slug=slug)
    form = ItemForm(
        request.POST or None, instance=AgendaItem(event=event), event=event, initial=_begun(request, event)
    )
    if form.is_valid():
        try:
            made = verbs.add_item(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(
                request, _("“%(item)s” is on the agenda.") % {"item": made.title or made.get_kind_display()}
            )
            return redirect(_after(request, event, made))
    return _form(request, event, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    changed = item_of(request, slug, uid, "events.run")
    form = ItemForm(request.POST or None, instance=changed, event=changed.event)
    if form.is_valid():
        try:
            verbs.amend_item(
                changed,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The item is saved."))
            return redirect("events:item", slug=slug, uid=uid)
    return _form(request, changed.event, form, AgendaItem.objects.select_related("event").get(pk=changed.pk))


@staff(None, methods=WRITING)
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Asks first; what was held stays."""
    gone = item_of(request, slug, uid, "events.run")
    if request.method == "POST":
        verbs.delete_item(gone, by=request.user, at=timezone.now())
        messages.success(request, _("The item is deleted."))
        return redirect("events:agenda", slug=slug)
    return render(request, "events/item_delete.html", {"event": gone.event, "item": gone})


@staff(None, methods=("POST",))
def move(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """To the state `to`: held, dropped, or planned again."""
    moved = item_of(request, slug, uid, "events.run")
    try:
        verbs.move_item(moved, to=request.POST.get("to", ""), by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The item is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("events:item", slug=slug, uid=uid)


@staff(None, methods=WRITING)
def held(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Record that it was held, and what happened; the gist alone when it was recorded before."""
    done = item_of(request, slug, uid, "events.edit_texts")
    form = HeldForm(request.POST or None, instance=done)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.record_held(done, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, done)
        else:
            messages.success(request, _("It is recorded."))
            return redirect("events:item", slug=slug, uid=uid)
    return render(request, "events/item_held.html", {"event": done.event, "item": done, "form": form})


def _begun(request: StaffRequest, event: Event) -> dict[str, Any]:
    """A new item begins on the day asked for, else on the first, where the last one of that day ends."""
    day = _day_asked(request) or str(event.start_on or "")
    last = (
        AgendaItem.objects.filter(event=event, on=day, end_time__isnull=False).order_by("-end_time").first()
        if day
        else None
    )
    begins: dt.time | None = last.end_time if last else None
    return {"on": day, "start_time": begins, "kind": "lecture" if last else "opening"}


def _day_asked(request: StaffRequest) -> str:
    """The day that the link names; what is no day is left aside."""
    try:
        return str(PartialDate.parse(request.GET.get("on", "")))
    except ValueError:
        return ""


def _days_of(event: Event) -> list[str]:
    first = event.start_on.date if event.start_on else None
    if first is None:
        return []
    last = event.end_on.date if event.end_on else None
    count = (last - first).days + 1 if last else event.duration_days or 1
    return [str(PartialDate.of(first + dt.timedelta(days=n))) for n in range(min(count, DAYS_OFFERED))]


def _after(request: StaffRequest, event: Event, made: AgendaItem) -> str:
    """To the new item, or to the form for the next one of the same day."""
    if "another" in request.POST:
        return f"{reverse('events:item_add', args=[event.slug])}?on={made.on or ''}"
    return reverse("events:item", args=[event.slug, made.uid])


def _form(
    request: StaffRequest, event: Event, form: ItemForm, shown: AgendaItem | None = None
) -> HttpResponse:
    context = {"event": event, "form": form, "item": shown, "days": _days_of(event)}
    return render(request, "events/item_form.html", context)
