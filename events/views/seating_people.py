"""Who is seated: choosing participants, their order, a seat by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import DomainError
from base.listing import page_of
from base.refusals import refuse
from events.forms.seating import LabelForm, SeatForm, SeatingPlaceForm
from events.models import Registration, SeatingPlace, SeatingPlan
from events.models.registration import RegistrationRole
from events.seating import Side
from events.seating_picture import picture_of
from events.services import seating_pins, seating_places
from events.views.seating import ARRANGE, WRITING, opened_plan, plan_page
from people.doors import StaffRequest, staff
from people.models import Person, Precedence


@staff(None, methods=WRITING)
def people(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Participants who have no seat in the plan yet, to tick; and a field for somebody who is none."""
    plan = opened_plan(request, slug, uid, ARRANGE)
    form = LabelForm(request.POST if "label" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        return _added(request, plan, form)
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    role = request.GET.get("role", "")
    context = {
        "event": plan.event,
        "plan": plan,
        "page": page_of(request, _candidates(plan, asked, role)),
        "q": asked,
        "role": role,
        "roles": RegistrationRole.choices,
        "sides": Side.choices,
        "form": form,
    }
    return render(request, "events/seating_people.html", context, status=422 if form.errors else 200)


@staff(None, methods=WRITING)
def place(request: StaffRequest, slug: str, uid: UUID, place: UUID) -> HttpResponse:
    """Side, principal, beside whom."""
    plan, row = _opened_place(request, slug, uid, place)
    picture = picture_of(plan)
    form = SeatingPlaceForm(request.POST or None, instance=row, picture=picture)
    if form.is_valid():
        try:
            seating_places.amend_place(row, form.values(), by=request.user, at=timezone.now())
        except DomainError as exc:
            refuse(form, exc, row)
        else:
            messages.success(request, _("The place is saved."))
            return redirect("events:seating_plan", slug=slug, uid=uid)
    context = {"event": plan.event, "plan": plan, "place": row, "form": form, "guest": picture.guests[str(row.uid)]}  # fmt: skip
    return render(request, "events/seating_place.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def change_place(request: StaffRequest, slug: str, uid: UUID, place: UUID) -> HttpResponse:
    """Earlier, later, out of the seat given by hand, or out of the plan, as the button says."""
    _plan, row = _opened_place(request, slug, uid, place)
    doing: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    match request.POST.get("to"):
        case "up":
            seating_places.shift_place(row, -1, **doing)
        case "down":
            seating_places.shift_place(row, 1, **doing)
        case "order":
            seating_pins.unpin(row, **doing)
        case "remove":
            seating_places.remove_place(row, **doing)
    return redirect("events:seating_plan", slug=slug, uid=uid)


@staff(None, methods=("POST",))
def pin(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """A seat by hand, with a reason; what was typed stays when it is refused."""
    plan = opened_plan(request, slug, uid, ARRANGE)
    picture = picture_of(plan)
    form = SeatForm(request.POST, picture=picture)
    if form.is_valid():
        values = form.cleaned_data
        row = get_object_or_404(SeatingPlace.objects.select_related("plan"), plan=plan, uid=values["place"])
        try:
            seating_pins.pin(
                row, seat=values["seat"], reason=values["reason"], swap=values["swap"], by=request.user,
                at=timezone.now(), expected=values["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, plan)
        else:
            messages.success(request, _("The seat is given; everybody else follows in order."))
            return redirect("events:seating_plan", slug=slug, uid=uid)
    return plan_page(request, picture, form)


@staff(None, methods=("POST",))
def order(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """By a convention of precedence, or everybody out of the seats given by hand."""
    plan = opened_plan(request, slug, uid, ARRANGE)
    doing: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if request.POST.get("to") == "release":
        seating_pins.unpin_all(plan, **doing)
        messages.success(request, _("Nobody is seated by hand any more."))
        return redirect("events:seating_plan", slug=slug, uid=uid)
    conventions = {str(one.uid): one for one in Precedence.objects.of(plan.office)}
    chosen = conventions.get(request.POST.get("precedence", ""))
    seating_places.order_places(plan, precedence=chosen, **doing)
    messages.success(request, _("They are in order of precedence; seats given by hand stay."))
    return redirect("events:seating_plan", slug=slug, uid=uid)


def _added(request: StaffRequest, plan: SeatingPlan, form: LabelForm) -> HttpResponse:
    side = request.POST.get("side", "")
    chosen: list[seating_places.Somebody] = [form.cleaned_data["label"]] if form.is_bound else _ticked(request, plan)  # fmt: skip
    if not chosen:
        messages.warning(request, _("Tick at least one participant."))
        return redirect("events:seating_people", slug=plan.event.slug, uid=plan.uid)
    try:
        added = seating_places.add_places(
            plan, chosen, side=side if side in Side.values else "", by=request.user, at=timezone.now()
        )
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("events:seating_people", slug=plan.event.slug, uid=plan.uid)
    text = ngettext("%(count)s person is in the plan now.", "%(count)s people are in the plan now.", len(added))  # fmt: skip
    messages.success(request, text % {"count": len(added)})
    return redirect("events:seating_plan", slug=plan.event.slug, uid=plan.uid)


def _ticked(request: StaffRequest, plan: SeatingPlan) -> list[seating_places.Somebody]:
    rows = _candidates(plan, "", request.POST.get("role", ""))
    if request.POST.get("action") == "all":
        return list(rows)
    ticked = {str(uid) for uid in request.POST.getlist("selected")}
    return [one for one in rows if str(one.uid) in ticked]


def _candidates(plan: SeatingPlan, text: str, role: str) -> Any:
    """Who takes part and has no seat in the plan, as a queryset."""
    rows = Registration.objects.active().filter(event=plan.event_id).exclude(seating_places__plan=plan)
    if role in RegistrationRole.values:
        rows = rows.filter(role=role)
    if text:
        named = Person.objects.of(plan.office).matching(text)
        rows = rows.filter(Q(person__in=named) | Q(organization_name__icontains=text))
    return rows.select_related("person", "group", "organization").order_by("seq")


def _opened_place(
    request: StaffRequest, slug: str, uid: UUID, place: UUID
) -> tuple[SeatingPlan, SeatingPlace]:
    plan = opened_plan(request, slug, uid, ARRANGE)
    row = get_object_or_404(SeatingPlace.objects.select_related("plan"), plan=plan, uid=place)
    return plan, row
