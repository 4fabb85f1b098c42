"""The lines of a run of show: proposed, written, put in order, deleted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.signings import StepForm
from agreements.models import ShowStep
from agreements.services import ceremonies as verbs
from agreements.views.ceremonies import opened_ceremony
from agreements.views.outcomes import WRITING
from base.errors import DomainError
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff


@staff(None, methods=("POST",))
def propose(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    shown = opened_ceremony(request, slug, uid, "agreements.edit")
    try:
        verbs.propose_show(shown, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return _back(slug, uid)


@staff(None, methods=WRITING)
def clear(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Asked before all lines go."""
    shown = opened_ceremony(request, slug, uid, "agreements.edit")
    if request.method == "POST":
        verbs.clear_show(shown.item, by=request.user, at=timezone.now())
        messages.success(request, _("The run of show is deleted."))
        return _back(slug, uid)
    return render(request, "agreements/ceremony_clear.html", {"event": shown.item.event, "item": shown.item})


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    shown = opened_ceremony(request, slug, uid, "agreements.edit")
    last = max((step.minute for step in shown.steps or ()), default=0)
    form = StepForm(request.POST or None, instance=ShowStep(minute=last), initial={"minute": last})
    if form.is_valid():
        try:
            verbs.add_step(item=shown.item, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            return _back(slug, uid)
    context = {"event": shown.item.event, "item": shown.item, "form": form}
    return render(request, "agreements/ceremony_step.html", context)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID, step: UUID) -> HttpResponse:
    found = _step(request, slug, uid, step)
    form = StepForm(request.POST or None, instance=found)
    if form.is_valid():
        try:
            verbs.amend_step(
                found,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, found)
        else:
            return _back(slug, uid)
    context = {"event": found.item.event, "item": found.item, "form": form, "step": found}
    return render(request, "agreements/ceremony_step.html", context)


@staff(None, methods=("POST",))
def shift(request: StaffRequest, slug: str, uid: UUID, step: UUID) -> HttpResponse:
    found = _step(request, slug, uid, step)
    verbs.shift_step(found, -1 if request.POST.get("to") == "up" else 1, by=request.user, at=timezone.now())
    return _back(slug, uid)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID, step: UUID) -> HttpResponse:
    verbs.remove_step(_step(request, slug, uid, step), by=request.user, at=timezone.now())
    return _back(slug, uid)


def _step(request: StaffRequest, slug: str, uid: UUID, step: UUID) -> ShowStep:
    rows = ShowStep.objects.filter(item__uid=uid, item__event__slug=slug).select_related("item__event")
    return opened(rows, request, "agreements.edit", uid=step)


def _back(slug: str, uid: UUID) -> HttpResponse:
    return redirect("agreements:outcome_ceremony", slug=slug, uid=uid)
