"""The forms of projects: begun from an agreement or an outcome, and changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.projects import ProjectForm
from agreements.models import ActorPart, Agreement, Outcome, Project
from agreements.services import projects as verbs
from agreements.services.outcomes import actors_of
from agreements.services.parties import SIGNED
from agreements.states import ProjectState
from agreements.views.outcomes import WRITING
from agreements.views.project import project_of
from base.errors import DomainError
from base.languages import column, texts
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.models import Organization

MOST = 300


@staff(None, methods=WRITING)
def add_to_agreement(request: StaffRequest, uid: UUID) -> HttpResponse:
    """With what the agreement says: its title, field, amount and parties; signed when it is."""
    rows: Any = Agreement.objects.select_related("office", "owner")
    agreement: Agreement = opened(rows, request, "agreements.edit", uid=uid)
    parties = [party.organization for party in agreement.parties.select_related("organization")]
    initial = {
        **_said(agreement, "title", "title"),
        **_first_field(agreement),
        **_bodies(parties),
        "amount": agreement.amount,
        "currency": agreement.currency,
        "owner": agreement.owner or request.user,
    }
    if agreement.state in SIGNED:
        initial |= {"state": ProjectState.SIGNED, f"since_{ProjectState.SIGNED}": agreement.signed_on}
    return _add(request, agreement, initial)


@staff(None, methods=WRITING)
def add_to_outcome(request: StaffRequest, uid: UUID) -> HttpResponse:
    """With what the outcome says, and the organizations that acted."""
    rows: Any = Outcome.objects.select_related("office", "event")
    outcome: Outcome = opened(rows, request, "agreements.edit", uid=uid)
    acting = [
        one for one, part in actors_of(outcome) if isinstance(one, Organization) and part != ActorPart.SUBJECT
    ]
    initial = {
        **_said(outcome, "text", "title"),
        **_first_field(outcome),
        **_bodies(acting),
        "owner": request.user,
    }
    return _add(request, outcome, initial)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed = project_of(request, uid, "agreements.edit")
    form = ProjectForm(request.POST or None, instance=changed, office=changed.office)
    if form.is_valid():
        values = form.values()
        partners = values.pop("partners")
        try:
            verbs.amend_project(
                changed, values, by=request.user, at=timezone.now(), partners=partners,
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The project is saved."))
            return redirect("agreements:project", uid=uid)
    return render(request, "agreements/project_form.html", {"form": form, "project": changed})


def _add(request: StaffRequest, origin: Agreement | Outcome, initial: dict[str, Any]) -> HttpResponse:
    form = ProjectForm(request.POST or None, instance=Project(), office=origin.office, initial=initial)
    if form.is_valid():
        try:
            made = verbs.add_project(
                origin=origin, by=request.user, at=timezone.now(), **form.values(), **form.known
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The project is on the board."))
            return redirect("agreements:project", uid=made.uid)
    return render(request, "agreements/project_form.html", {"form": form, "origin": origin})


def _said(record: Any, of: str, to: str) -> dict[str, str]:
    return {column(to, code): text[:MOST] for code, text in texts(record, of).items()}


def _first_field(record: Agreement | Outcome) -> dict[str, str]:
    """The first of its fields, in each language in which it is stated."""
    stated: dict[str, str] = record.fields[0] if record.fields else {}
    return {column("field", code): text[:200] for code, text in stated.items() if text}


def _bodies(organizations: list[Organization]) -> dict[str, Any]:
    """The first one leads, the others are partners."""
    if not organizations:
        return {}
    lead, *partners = organizations
    return {"lead": lead, "partners": partners}
