"""Figures that somebody reported at an event; they are listed with its outcomes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.indicators import IndicatorForm
from agreements.models import Indicator
from agreements.services import indicators as verbs
from agreements.views.outcomes import WRITING
from base.errors import DomainError
from base.refusals import refuse
from events.opening import event_of
from people.doors import StaffRequest, opened, staff

PERM = "agreements.record_outcomes"


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = event_of(request, slug, PERM)
    form = IndicatorForm(request.POST or None, instance=Indicator(event=event), event=event)
    if form.is_valid():
        try:
            verbs.report_figure(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The figure is recorded."))
            return redirect("agreements:outcomes", slug=slug)
    return render(request, "agreements/figure_form.html", {"event": event, "form": form})


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    event = event_of(request, slug, PERM)
    figure = opened(Indicator.objects.filter(event=event).select_related("subject"), request, uid=uid)
    form = IndicatorForm(request.POST or None, instance=figure, event=event)
    if form.is_valid():
        try:
            verbs.amend_figure(
                figure,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, figure)
        else:
            messages.success(request, _("The figure is saved."))
            return redirect("agreements:outcomes", slug=slug)
    return render(request, "agreements/figure_form.html", {"event": event, "form": form, "figure": figure})


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    figure = opened(Indicator.objects.filter(event__slug=slug), request, PERM, uid=uid)
    verbs.delete_figure(figure, by=request.user, at=timezone.now())
    messages.success(request, _("The figure is deleted."))
    return redirect("agreements:outcomes", slug=slug)
