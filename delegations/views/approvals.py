"""Approval of a delegation by the foreign-affairs office: asked for, decided, with its scan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.attachments import handed_out
from base.dates import PartialDate
from base.errors import DomainError
from base.refusals import refuse
from delegations.forms.protocol import ApprovalEditForm, ApprovalForm, DecisionForm
from delegations.models import Approval, Decision, Delegation
from delegations.services import approvals as verbs
from delegations.views.delegations import WRITING, opened_delegation
from people.doors import StaffRequest, opened, staff

READ, RUN = "delegations.read", "delegations.run"
DECISIONS = (Decision.GRANTED, Decision.REFUSED)


@staff(None)
def approvals(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Whether one is needed, and each that was asked for."""
    delegation = opened_delegation(request, uid, READ)
    context = _context(delegation) | {
        "standing": verbs.standing_of(delegation),
        "approvals": list(Approval.objects.filter(delegation=delegation).select_related("authority")),
        "may_run": request.user.has_perm(RUN, delegation),
    }
    return render(request, "delegations/approvals.html", context)


@staff(None, methods=WRITING)
def ask(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, RUN)
    fresh = Approval(office=delegation.office, delegation=delegation)
    start = {"asked_on": PartialDate.of(timezone.localdate())}
    form = ApprovalForm(request.POST or None, instance=fresh, office=delegation.office, initial=start)
    if form.is_valid():
        try:
            verbs.ask_approval(delegation, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("It is noted that the approval was asked for."))
            return redirect("delegations:approvals", uid=uid)
    return _form(request, delegation, form, _("Ask for an approval"))


@staff(None, methods=WRITING)
def decide(request: StaffRequest, uid: UUID, approval: UUID, decision: str) -> HttpResponse:
    if decision not in DECISIONS:
        raise Http404
    own = _approval(request, uid, approval, RUN)
    start = {"decided_on": own.decided_on or PartialDate.of(timezone.localdate())}
    form = DecisionForm(
        request.POST or None, request.FILES or None, instance=own, decision=decision, initial=start
    )
    if form.is_valid():
        try:
            verbs.decide_approval(
                own, decision=decision, scan=form.scanned(), expected=form.cleaned_data["version"], by=request.user,
                at=timezone.now(), **form.values(),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, own)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("delegations:approvals", uid=uid)
    title = _("The approval was granted") if decision == Decision.GRANTED else _("The approval was refused")
    return _form(request, own.delegation, form, title)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID, approval: UUID) -> HttpResponse:
    own = _approval(request, uid, approval, RUN)
    form = ApprovalEditForm(
        request.POST or None, request.FILES or None, instance=own, office=own.delegation.office
    )
    if form.is_valid():
        try:
            verbs.amend_approval(
                own, form.values(), scan=form.scanned(), expected=form.cleaned_data["version"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, own)
        else:
            messages.success(request, _("The approval is saved."))
            return redirect("delegations:approvals", uid=uid)
    return _form(request, own.delegation, form, _("Edit the approval"))


@staff(None)
def scan(request: StaffRequest, uid: UUID, approval: UUID) -> FileResponse:
    """Saved, never shown within the site."""
    own = _approval(request, uid, approval, READ)
    if not own.file:
        raise Http404
    return handed_out(own.file, name=own.file_name, media_type=own.media_type)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID, approval: UUID) -> HttpResponse:
    verbs.delete_approval(_approval(request, uid, approval, RUN), by=request.user, at=timezone.now())
    messages.success(request, _("The approval is deleted."))
    return redirect("delegations:approvals", uid=uid)


def _approval(request: StaffRequest, uid: UUID, approval: UUID, perm: str) -> Approval:
    delegation = opened_delegation(request, uid, perm)
    own = opened(
        Approval.objects.filter(delegation=delegation).select_related("authority"), request, uid=approval
    )
    own.delegation = delegation
    return own


def _context(delegation: Delegation) -> dict[str, Any]:
    return {"delegation": delegation, "event": delegation.event}


def _form(request: StaffRequest, delegation: Delegation, form: Any, title: str) -> HttpResponse:
    context = _context(delegation) | {"form": form, "title": title}
    return render(request, "delegations/approval_form.html", context, status=422 if form.errors else 200)
