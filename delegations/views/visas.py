"""Visa cases: opened for a delegation, followed for one or many, listed for an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import sheets
from base.errors import DomainError
from base.listing import page_of, render_list
from base.refusals import refuse
from delegations.forms.papers import CaseForm, OpenCasesForm, ReasonForm, VisaFilter
from delegations.models import Delegation, TravelDocument, VisaCase
from delegations.paper_rows import CASE_COLUMNS, NEXT_STEPS, case_row, cases_of
from delegations.services import travel_documents
from delegations.services import visas as verbs
from delegations.services.travel_documents import shown_masked
from delegations.states import VisaState
from delegations.views.delegations import WRITING, opened_delegation
from delegations.views.documents import opened_registration
from events.models import Registration
from events.opening import event_of
from people.doors import StaffRequest, opened, staff
from people.services import journal


@staff(None, methods=WRITING)
def open_cases(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Cases for everybody of a delegation who has none."""
    delegation = opened_delegation(request, uid, "delegations.reveal")
    registrations = _participants(delegation)
    documents = verbs.newest_documents([one.person_id for one in registrations])
    lands = [verbs.nationality(one, documents.get(one.person_id)) for one in registrations]
    form = OpenCasesForm(request.POST or None, nationalities=lands, home=str(delegation.event.country))
    if form.is_valid():
        try:
            made = verbs.open_cases(registrations, by=request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as exc:
            refuse(form, exc)
        else:
            text = ngettext("%(count)s visa case opened.", "%(count)s visa cases opened.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("delegations:documents", uid=uid)
    context = {"delegation": delegation, "event": delegation.event, "form": form}
    return render(request, "delegations/visa_open.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def bulk(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The ticked members' cases to one state, all or none."""
    delegation = opened_delegation(request, uid, "delegations.reveal")
    to = request.POST.get("to", "")
    if to not in VisaState.values:
        raise Http404
    ticked = [one for one in _participants(delegation) if str(one.uid) in request.POST.getlist("selected")]
    cases = list(VisaCase.objects.filter(registration__in=ticked).select_related("registration__person", "document"))  # fmt: skip
    if not cases:
        messages.warning(request, _("Tick at least one participant with a visa case."))
        return redirect("delegations:documents", uid=uid)
    try:
        moved = verbs.move_cases(cases, to=to, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        text = ngettext("%(count)s visa case changed.", "%(count)s visa cases changed.", len(moved))
        messages.success(request, text % {"count": len(moved)})
    return redirect("delegations:documents", uid=uid)


@staff(None, methods=("POST",))
def start(request: StaffRequest, uid: UUID) -> HttpResponse:
    """A case for one participant."""
    registration = opened_registration(request, uid)
    verbs.open_cases([registration], by=request.user, at=timezone.now())
    return redirect("delegations:papers", uid=uid)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    case = _case(request, uid)
    documents = TravelDocument.objects.filter(person=case.registration.person_id)
    form = CaseForm(request.POST or None, instance=case, documents=documents)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_case(case, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, case)
        else:
            messages.success(request, _("The visa case is saved."))
            return redirect("delegations:papers", uid=case.registration.uid)
    context = {
        "case": case,
        "registration": case.registration,
        "event": case.registration.event,
        "form": form,
    }
    return render(request, "delegations/visa_form.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def move(request: StaffRequest, uid: UUID) -> HttpResponse:
    """To the state that the button names."""
    case = _case(request, uid)
    to = request.POST.get("to", "")
    if to not in VisaState.values:
        raise Http404
    try:
        verbs.move_cases([case], to=to, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("delegations:papers", uid=case.registration.uid)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    case = _case(request, uid)
    try:
        verbs.delete_case(case, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The visa case is deleted."))
    return redirect("delegations:papers", uid=case.registration.uid)


@staff(None)
def visas(request: StaffRequest, slug: str) -> HttpResponse:
    """The visa cases of an event, those needed first on top."""
    event = event_of(request, slug, "delegations.reveal")
    filters = VisaFilter(request.GET)
    page = page_of(request, filters.narrowed(cases_of(event)))
    context = {
        "event": event,
        "filter": filters,
        "page": page,
        "rows": [
            (case, shown_masked(case.document) if case.document else "", NEXT_STEPS.get(case.state, ""))
            for case in cast("list[VisaCase]", page.object_list)
        ],
        "narrow": any(request.GET.get(name) for name in filters.fields),
        "today": timezone.localdate(),
    }
    return render_list(request, "delegations/visas.html", context)


@staff(None, methods=WRITING)
def export(request: StaffRequest, slug: str) -> HttpResponse:
    """The list as a workbook: passport numbers masked, or in clear for a reason that the journal keeps."""
    event = event_of(request, slug, "delegations.reveal")
    form = ReasonForm(request.POST if request.POST.get("clear") else None)
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        context = {"event": event, "form": form}
        return render(request, "delegations/visa_export.html", context, status=422 if form.errors else 200)
    reason = form.cleaned_data["reason"] if form.is_bound else ""
    content = sheets.workbook(
        [str(one) for one in CASE_COLUMNS], list(_rows(request, event, reason)), title=_("Visas")
    )
    note = "visas, xlsx, in clear" if reason else "visas, xlsx"
    journal.record(event, "exported", by=request.user, at=timezone.now(), note=note)
    response = sheets.attachment(content, f"{event.slug}-visas.xlsx", sheets.XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def _rows(request: StaffRequest, event: Any, reason: str) -> Iterator[list[Any]]:
    for case in cases_of(event):
        document = case.document
        if document is None:
            yield case_row(case, ("", "", None))
            continue
        number = (
            travel_documents.reveal(document, reason=reason, by=request.user, at=timezone.now()).number
            if reason
            else shown_masked(document)
        )
        yield case_row(case, (number, str(document.country), document.expires_on))


def _participants(delegation: Delegation) -> list[Registration]:
    members = delegation.members.active().exclude(registration__person=None)
    return [member.registration for member in members.select_related("registration__person")]


def _case(request: StaffRequest, uid: UUID) -> VisaCase:
    rows = VisaCase.objects.select_related("registration__event__office", "registration__person", "document")
    return opened(rows, request, "delegations.reveal", uid=uid)
