"""Noting a follow-up — from an event, from an outcome with one click, from an agreement — and changing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.follow_ups import FollowUpForm
from agreements.models import Agreement, FollowUp, Outcome
from agreements.services import follow_ups as verbs
from agreements.services.outcomes import actors_of
from agreements.views.follow_up import RELATED
from agreements.views.outcomes import WRITING
from base.errors import DomainError
from base.languages import column, texts
from base.refusals import refuse
from events.models import Event
from events.opening import event_of
from people.doors import StaffRequest, opened, staff
from people.models import Organization, Person

EDIT = "agreements.edit"


@staff(None, methods=WRITING)
def add_to_event(request: StaffRequest, slug: str) -> HttpResponse:
    return _add(request, event_of(request, slug, EDIT), {})


@staff(None, methods=WRITING)
def add_to_outcome(request: StaffRequest, uid: UUID) -> HttpResponse:
    outcome = opened(Outcome.objects.select_related("event", "office"), request, EDIT, uid=uid)
    return _add(request, outcome, prefilled(outcome))


@staff(None, methods=WRITING)
def add_to_agreement(request: StaffRequest, uid: UUID) -> HttpResponse:
    agreement = opened(Agreement.objects.select_related("event", "office"), request, EDIT, uid=uid)
    return _add(request, agreement, {})


def prefilled(outcome: Outcome) -> dict[str, Any]:
    """What an outcome says of its follow-up: the text, who leads and who helps, in the order in which they stand."""
    longest = FollowUp._meta.get_field("text").max_length
    standing = sorted(actors_of(outcome), key=lambda one: one[1] != "lead")
    taking_part = [who for who, part in standing if part != "subject"]
    organizations = [who for who in taking_part if isinstance(who, Organization)]
    people = [who for who, part in standing if part == "lead" and isinstance(who, Person)]
    return {
        **{column("text", code): text[:longest] for code, text in texts(outcome, "text").items()},
        "lead": organizations[0] if organizations else None,
        "supporters": organizations[1:],
        "responsible": people[0] if people else None,
    }


def _add(request: StaffRequest, cause: Event | Outcome | Agreement, initial: dict[str, Any]) -> HttpResponse:
    form = FollowUpForm(request.POST or None, instance=FollowUp(), office=cause.office, initial=initial)
    if form.is_valid():
        try:
            made = verbs.add_follow_up(cause=cause, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The follow-up is noted."))
            return redirect("agreements:follow_up", uid=made.uid)
    return render(request, "agreements/follow_up_form.html", {"form": form, "cause": cause})


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed: FollowUp = opened(FollowUp.objects.select_related(*RELATED), request, EDIT, uid=uid)
    form = FollowUpForm(request.POST or None, instance=changed, office=changed.office)
    if form.is_valid():
        values = form.values()
        try:
            verbs.amend_follow_up(
                changed, values, supporters=values.pop("supporters"), by=request.user, at=timezone.now(),
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The follow-up is saved."))
            return redirect("agreements:follow_up", uid=uid)
    cause = changed.event or changed.outcome or changed.agreement
    context = {"form": form, "cause": cause, "follow_up": changed}
    return render(request, "agreements/follow_up_form.html", context)
