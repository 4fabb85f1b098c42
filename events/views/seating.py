"""The seating plans of an event: the list, the page of each, its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.languages import columns
from base.refusals import refuse
from base.uids import as_uid
from events.forms.seating import SeatForm, SeatingPlanForm
from events.models import Event, SeatingPlan
from events.opening import event_of
from events.seating import Layout
from events.seating_drawing import svg_of
from events.seating_picture import SeatingPicture, picture_of
from events.services import seating as verbs
from people.doors import StaffRequest, opened, staff
from people.models import Precedence

WRITING = ("GET", "HEAD", "POST")
READ, ARRANGE = "events.read_participants", "events.arrange_seating"


@staff(None)
def plans(request: StaffRequest, slug: str) -> HttpResponse:
    """Of one event, each with how many are seated and how many by hand."""
    event = event_of(request, slug, READ)
    rows = SeatingPlan.objects.filter(event=event).select_related("item")
    counted = rows.annotate(people=Count("places"), by_hand=Count("places", filter=~Q(places__pinned="")))
    context = {
        "event": event,
        "plans": list(counted),
        "may_arrange": request.user.has_perm(ARRANGE, event),
    }
    return render(request, "events/seating.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = event_of(request, slug, ARRANGE)
    form = SeatingPlanForm(
        request.POST or None, instance=SeatingPlan(event=event), event=event, initial=_prefilled(request, event)
    )  # fmt: skip
    if form.is_valid():
        try:
            plan = verbs.add_plan(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The plan is made. Now choose who is to be seated."))
            return redirect("events:seating_people", slug=slug, uid=plan.uid)
    return _form(request, event, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    plan = opened_plan(request, slug, uid, ARRANGE)
    form = SeatingPlanForm(request.POST or None, instance=plan, event=plan.event)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_plan(plan, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, plan)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("events:seating_plan", slug=slug, uid=uid)
    return _form(request, plan.event, form, SeatingPlan.objects.get(pk=plan.pk))


@staff(None)
def plan(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """The drawing, and beside it the list in which every seat says why."""
    shown = opened_plan(request, slug, uid, READ)
    picture = picture_of(shown)
    return plan_page(request, picture, SeatForm(picture=picture, initial={"version": shown.version}))


@staff(None, methods=("POST",))
def copy(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    source = opened_plan(request, slug, uid, ARRANGE)
    names = {name: _copied(getattr(source, name)) for name in columns("name")}
    made = verbs.copy_plan(source, by=request.user, at=timezone.now(), **names)
    messages.success(request, _("This is the copy."))
    return redirect("events:seating_edit", slug=slug, uid=made.uid)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    verbs.delete_plan(opened_plan(request, slug, uid, ARRANGE), by=request.user, at=timezone.now())
    messages.success(request, _("The plan is deleted."))
    return redirect("events:seating", slug=slug)


def plan_page(request: StaffRequest, picture: SeatingPicture, form: SeatForm) -> HttpResponse:
    shown = picture.plan
    may_arrange = request.user.has_perm(ARRANGE, shown)
    conventions = Precedence.objects.of(shown.office) if may_arrange else ()
    context: dict[str, Any] = {
        "event": shown.event,
        "plan": shown,
        "picture": picture,
        "svg": svg_of(picture, description=str(Layout(shown.layout).label)),
        "form": form,
        "by_hand": sum(one.seat.pinned for one in picture.seats),
        "conventions": list(conventions),
        "may_arrange": may_arrange,
    }
    return render(request, "events/seating_plan.html", context, status=422 if form.errors else 200)


def opened_plan(request: StaffRequest, slug: str, uid: UUID, perm: str) -> SeatingPlan:
    rows = SeatingPlan.objects.select_related("event__office", "office", "item", "precedence")
    found: SeatingPlan = opened(rows, request, perm, event__slug=slug, uid=uid)
    return found


def _prefilled(request: StaffRequest, event: Event) -> dict[str, Any]:
    """For the item of the agenda that the link names."""
    uid = as_uid(request.GET.get("item", ""))
    item = event.agenda.filter(uid=uid).first() if uid else None
    if item is None:
        return {}
    layouts = {"talks": Layout.BILATERAL, "signing": Layout.SIGNING, "group_photo": Layout.PHOTO,
               "meal": Layout.ROUND, "opening": Layout.ROSTRUM, "lecture": Layout.THEATRE}  # fmt: skip
    names = {f"name{name.removeprefix('title')}": getattr(item, name) for name in columns("title")}
    return {"item": item.pk, "layout": layouts.get(item.kind, Layout.CLASSROOM)} | names


def _copied(name: str | None) -> str:
    return f"{name[:190]} (2)" if name else ""


def _form(
    request: StaffRequest, event: Event, form: SeatingPlanForm, shown: SeatingPlan | None = None
) -> HttpResponse:
    context = {"event": event, "form": form, "plan": shown}
    return render(request, "events/seating_form.html", context, status=422 if form.errors else 200)
