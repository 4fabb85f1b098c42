"""What came of one event: outcomes, agreements and follow-ups on one page, and the forms of outcomes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.outcomes import AppointmentForm, OutcomeForm
from agreements.models import Agreement, FollowUp, Indicator, Outcome, OutcomeActor, Party, Project
from agreements.services import outcomes as verbs
from base.errors import DomainError, Invalid, add_to_form
from base.refusals import refuse
from base.uids import as_uid
from events.models import AgendaItem, Event
from events.opening import event_of
from people.doors import StaffRequest, opened, staff
from people.models import User

WRITING = ("GET", "HEAD", "POST")


@staff(None)
def outcomes(request: StaffRequest, slug: str) -> HttpResponse:
    """What was agreed and what was only discussed stand apart; a fixed number of queries."""
    event = event_of(request, slug, "agreements.read")
    # The parts stand in the order of their names: who acted, who leads, what it concerns.
    actors = OutcomeActor.objects.select_related("organization", "person", "group").order_by(
        "part", "position"
    )
    found = list(
        Outcome.objects.filter(event=event)
        .select_related("item", "appointment__person", "appointment__organization")
        .prefetch_related(Prefetch("actors", queryset=actors, to_attr="standing"))
    )
    parties = Party.objects.select_related("organization")
    agreements = Agreement.objects.visible_to(request.user).filter(event=event)
    agreements = agreements.prefetch_related(Prefetch("parties", queryset=parties))
    context = {
        "event": event,
        "agreed": [outcome for outcome in found if outcome.agreed],
        "not_agreed": [outcome for outcome in found if not outcome.agreed],
        "agreements": list(agreements.defer("search")),
        "follow_ups": follow_ups_of(event, request.user),
        "projects": list(Project.objects.visible_to(request.user).of_event(event)),
        "figures": list(Indicator.objects.filter(event=event).select_related("subject", "source")),
        "items": list(
            event.agenda.exclude(state="dropped").only("uid", "kind", "state", "event", "on", *_titles())
        ),
        "today": timezone.localdate(),
        "may_record": request.user.has_perm("agreements.record_outcomes", event),
        "may_edit": request.user.has_perm("agreements.edit", event),
    }
    return render(request, "agreements/outcomes.html", context)


def follow_ups_of(event: Event, user: User) -> list[FollowUp]:
    """Those of the event itself, of its outcomes and of its agreements."""
    rows = FollowUp.objects.visible_to(user).filter(office_id=event.office_id)
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
    appointment = AppointmentForm(request.POST or None, office=event.office, outcome=form.instance)
    if form.is_valid() & appointment.is_valid():
        try:
            verbs.record_outcome(
                event=event, by=request.user, at=timezone.now(), actors=form.actors,
                appointment=appointment.given, **form.values(),
            )  # fmt: skip
        except DomainError as exc:
            _refuse(form, appointment, exc)
        else:
            messages.success(request, _("The outcome is recorded."))
            return redirect("agreements:outcomes", slug=slug)
    return _form(request, event, form, appointment)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    event = event_of(request, slug, "agreements.record_outcomes")
    outcome = opened(Outcome.objects.filter(event=event), request, uid=uid)
    form = OutcomeForm(request.POST or None, instance=outcome, event=event)
    appointment = AppointmentForm(request.POST or None, office=event.office, outcome=outcome)
    if form.is_valid() & appointment.is_valid():
        try:
            verbs.amend_outcome(
                outcome, form.values(), by=request.user, at=timezone.now(), actors=form.actors,
                appointment=appointment.given, expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            _refuse(form, appointment, exc, outcome)
        else:
            messages.success(request, _("The outcome is saved."))
            return redirect("agreements:outcomes", slug=slug)
    return _form(request, event, form, appointment, outcome)


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
    uid = as_uid(request.GET.get("item", ""))
    return event.agenda.filter(uid=uid).first() if uid else None


def _refuse(
    form: OutcomeForm, appointment: AppointmentForm, exc: DomainError, outcome: Outcome | None = None
) -> None:
    """Each message beside its field: those of the appointment stand in its own part of the form."""
    own = {name: said for name, said in exc.errors.items() if name.startswith("appointment.")}
    for name, messages_ in own.items():
        add_to_form(appointment, Invalid(errors={name.removeprefix("appointment."): messages_}))
        del exc.errors[name]
    if exc.errors or not own:
        refuse(form, exc, outcome)


def _form(
    request: StaffRequest,
    event: Event,
    form: OutcomeForm,
    appointment: AppointmentForm,
    outcome: Outcome | None = None,
) -> HttpResponse:
    context = {"event": event, "form": form, "appointment": appointment, "outcome": outcome}
    return render(request, "agreements/outcome_form.html", context)
