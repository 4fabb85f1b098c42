"""What came of one event: outcomes, agreements and follow-ups on one page, and the forms of outcomes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.outcomes import OutcomeForm
from agreements.models import Agreement, FollowUp, Outcome, OutcomeActor, Party
from agreements.services import outcomes as verbs
from base.errors import DomainError
from base.refusals import refuse
from events.models import AgendaItem, Event
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")


def event_of(request: StaffRequest, slug: str, perm: str) -> Event:
    return opened(Event.objects.select_related("office").defer("search"), request, perm, slug=slug)


@staff(None)
def outcomes(request: StaffRequest, slug: str) -> HttpResponse:
    """What was agreed and what was only discussed stand apart; a fixed number of queries."""
    event = event_of(request, slug, "agreements.read")
    actors = OutcomeActor.objects.select_related("organization", "person", "group")
    found = list(
        Outcome.objects.filter(event=event)
        .select_related("item")
        .prefetch_related(Prefetch("actors", queryset=actors))
    )
    parties = Party.objects.select_related("organization")
    agreements = Agreement.objects.filter(event=event).prefetch_related(Prefetch("parties", queryset=parties))
    context = {
        "event": event,
        "agreed": [outcome for outcome in found if outcome.agreed],
        "not_agreed": [outcome for outcome in found if not outcome.agreed],
        "agreements": list(agreements.defer("search")),
        "follow_ups": follow_ups_of(event),
        "items": list(
            event.agenda.exclude(state="dropped").only("uid", "kind", "state", "event", "on", *_titles())
        ),
        "today": timezone.localdate(),
        "may_record": request.user.has_perm("agreements.record_outcomes", event),
        "may_edit": request.user.has_perm("agreements.edit", event),
    }
    return render(request, "agreements/outcomes.html", context)


def follow_ups_of(event: Event) -> list[FollowUp]:
    """Those of the event itself, of its outcomes and of its agreements."""
    rows = FollowUp.objects.filter(office_id=event.office_id)
    of_event = (
        rows.filter(event=event) | rows.filter(outcome__event=event) | rows.filter(agreement__event=event)
    )
    return list(of_event.select_related("lead", "responsible", "owner", "outcome", "agreement"))


def _titles() -> list[str]:
    from base.languages import columns

    return columns("title")


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """Record an outcome, of the agenda item `?item=` or of the event as a whole."""
    event = event_of(request, slug, "agreements.record_outcomes")
    initial = {"item": item.pk} if (item := item_asked(request, event)) else {}
    form = OutcomeForm(request.POST or None, instance=Outcome(event=event), event=event, initial=initial)
    if form.is_valid():
        try:
            verbs.record_outcome(
                event=event, by=request.user, at=timezone.now(), actors=form.actors, **form.values()
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The outcome is recorded."))
            return redirect("agreements:outcomes", slug=slug)
    return _form(request, event, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    event = event_of(request, slug, "agreements.record_outcomes")
    outcome = opened(Outcome.objects.filter(event=event), request, uid=uid)
    form = OutcomeForm(request.POST or None, instance=outcome, event=event)
    if form.is_valid():
        try:
            verbs.amend_outcome(
                outcome, form.values(), by=request.user, at=timezone.now(), actors=form.actors,
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, outcome)
        else:
            messages.success(request, _("The outcome is saved."))
            return redirect("agreements:outcomes", slug=slug)
    return _form(request, event, form, outcome)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    outcome = opened(Outcome.objects.filter(event__slug=slug), request, "agreements.record_outcomes", uid=uid)
    try:
        verbs.delete_outcome(outcome, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The outcome is deleted."))
    return redirect("agreements:outcomes", slug=slug)


def item_asked(request: StaffRequest, event: Event) -> AgendaItem | None:
    """The agenda item that the link names, if it is one of the event."""
    try:
        uid = UUID(request.GET.get("item", ""))
    except ValueError:
        return None
    found: AgendaItem | None = event.agenda.filter(uid=uid).first()
    return found


def _form(
    request: StaffRequest, event: Event, form: OutcomeForm, outcome: Outcome | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"event": event, "form": form, "outcome": outcome}
    return render(request, "agreements/outcome_form.html", context)
