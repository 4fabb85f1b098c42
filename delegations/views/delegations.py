"""The delegations of an event and of the office, the page of each, its form and its moves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.listing import page_of
from base.refusals import refuse
from delegations import overview
from delegations.forms.delegations import DelegationFilter, DelegationForm, DelegationMoveForm
from delegations.models import Delegation, MemberRole
from delegations.services import composition
from delegations.services import delegations as verbs
from delegations.services.approvals import standing_of
from delegations.services.warnings import warnings_of
from delegations.showing import with_composition, with_participants
from delegations.states import DelegationState
from events.models import Event, Registration
from events.opening import event_of
from events.states import ENDED_STATES
from people.doors import StaffRequest, opened, staff
from people.models import Entry
from people.policies import require
from people.services.moves import may_move

WRITING = ("GET", "HEAD", "POST")
JOURNAL = 20
"""Entries on the page."""


@staff("delegations.read")
def delegation_list(request: StaffRequest) -> HttpResponse:
    """All delegations of the office, those of the latest events first."""
    mine = Delegation.objects.visible_to(request.user).of(request.office)
    filters = DelegationFilter(request.GET, office=request.office)
    rows = with_composition(filters.narrowed(mine))
    context = {
        "filter": filters,
        "page": page_of(
            request, rows.order_by(F("event__starts_at").desc(nulls_last=True), "-event", "position", "pk")
        ),
        "may_set": request.user.has_perm("delegations.settings", request.office),
        "narrow": any(request.GET.get(name) for name in filters.fields),
    }
    return render(request, "delegations/list.html", context)


@staff(None)
def delegations(request: StaffRequest, slug: str) -> HttpResponse:
    """The delegations of one event."""
    event = event_of(request, slug, "delegations.read")
    context = {
        "event": event,
        "delegations": list(with_composition(Delegation.objects.filter(event=event))),
        "may_run": request.user.has_perm("delegations.run", event),
    }
    return render(request, "delegations/delegations.html", context)


@staff(None)
def delegation(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What is known of it, its members in order, and who changed what."""
    shown = opened_delegation(request, uid, "delegations.read")
    members = list(with_participants(shown.members.all()))
    leaders = [
        one for one in members if one.role == MemberRole.LEADER and one.registration.state not in ENDED_STATES
    ]
    may_run, standing = request.user.has_perm("delegations.run", shown), standing_of(shown)
    context = {
        "delegation": shown,
        "event": shown.event,
        "members": members,
        "leaders": leaders,
        "steps": overview.steps_of(shown, leaders, standing, may_run=may_run),
        "standing": standing,
        "warnings": warnings_of(shown, guarded=request.user.has_perm("delegations.escort", shown)),
        "focal_state": overview.focal_state(shown, timezone.now()),
        "of_country": overview.seats_of_country(shown),
        "people": composition.people_in(shown.members),
        "uncounted": any(_is_uncounted(one.registration) for one in members),
        "interpreters": list(shown.interpreters.all()),
        "items": list(shown.items.all()),
        "roles": MemberRole.choices,
        "moves": [(to.value, to.label) for to in DelegationState if may_move(shown, to)],
        "journal": list(Entry.objects.of(shown.office).about(f"delegation:{shown.pk}").select_related("by")[:JOURNAL]),
        "may_run": may_run,
        "may_export": request.user.has_perm("events.export_participants", shown),
    }  # fmt: skip
    return render(request, "delegations/delegation.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = event_of(request, slug, "delegations.run")
    form = DelegationForm(request.POST or None, instance=Delegation(event=event), event=event)
    if form.is_valid():
        try:
            made = verbs.add_delegation(event=event, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The delegation is entered."))
            return redirect("delegations:delegation", uid=made.uid)
    return _form(request, event, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed = opened_delegation(request, uid, "delegations.run")
    form = DelegationForm(request.POST or None, instance=changed, event=changed.event)
    if form.is_valid():
        values = form.values()
        sets = {name: values.pop(name) for name in ("senders", "interpreters", "items")}
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_delegation(
                changed, values, by=request.user, at=timezone.now(), expected=expected, **sets
            )
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The delegation is saved."))
            return redirect("delegations:delegation", uid=uid)
    return _form(request, changed.event, form, opened_delegation(request, uid, "delegations.run"))


@staff(None, methods=WRITING)
def move(request: StaffRequest, uid: UUID, to: str) -> HttpResponse:
    """Along the lifecycle."""
    if to not in DelegationState.values:
        raise Http404
    moved = opened_delegation(request, uid, "delegations.run")
    form = DelegationMoveForm(request.POST or None, to=to, initial={"version": moved.version})
    if form.is_valid():
        values = form.cleaned_data
        try:
            verbs.move_delegation(
                moved, to=to, by=request.user, at=timezone.now(), note=values["note"], expected=values["version"],
                cancel_registrations=values.get("cancel_registrations", False),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, moved)
        else:
            state = {"state": moved.get_state_display()}
            messages.success(request, _("The delegation is now: %(state)s.") % state)
            return redirect("delegations:delegation", uid=uid)
    context = {
        "delegation": moved,
        "event": moved.event,
        "form": form,
        "to": to,
        "label": DelegationState(to).label,
    }
    return render(request, "delegations/move.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    gone = opened_delegation(request, uid, "delegations.run")
    try:
        verbs.delete_delegation(gone, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("delegations:delegation", uid=uid)
    messages.success(request, _("The delegation is deleted; its members stay registered."))
    return redirect("delegations:delegations", slug=gone.event.slug)


def opened_delegation(request: StaffRequest, uid: UUID, perm: str) -> Delegation:
    rows = Delegation.objects.with_senders().select_related(
        "event__office", "office", "focal_point", "liaison_officer"
    )
    found: Delegation = opened(rows, request, uid=uid)
    require(request.user, perm, found)
    return found


def _is_uncounted(registration: Registration) -> bool:
    group = registration.group
    return group is not None and group.count is None and registration.state not in ENDED_STATES


def _form(
    request: StaffRequest, event: Event, form: DelegationForm, shown: Delegation | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"event": event, "form": form, "delegation": shown}
    return render(request, "delegations/delegation_form.html", context, status=422 if form.errors else 200)
