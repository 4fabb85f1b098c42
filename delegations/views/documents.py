"""Travel documents: those of a delegation, of one participant, a reveal with its reason, and what is deleted when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.listing import page_of
from base.refusals import refuse
from delegations.forms.papers import DocumentForm, ReasonForm
from delegations.models import InvitationLetter, TravelDocument, VisaCase
from delegations.paper_rows import papers_of
from delegations.services import retention
from delegations.services import travel_documents as verbs
from delegations.services.travel_documents import shown_masked
from delegations.states import VisaState
from delegations.views.delegations import WRITING, opened_delegation
from events.models import Registration
from people.doors import StaffRequest, opened, staff
from people.models import Entry, Person
from people.services.moves import may_move


@staff(None)
def documents(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The members with their documents, masked, and the way to their visas; a liaison officer sees the visas alone."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    members = delegation.members.active().select_related("registration__person")
    context = {
        "delegation": delegation,
        "event": delegation.event,
        "papers": papers_of(delegation.event, [member.registration for member in members]),
        "may_reveal": request.user.has_perm("delegations.reveal", delegation),
        "states": [(state.value, state.label) for state in VisaState],
        "letters": InvitationLetter.objects.filter(delegation=delegation).count(),
    }
    return render(request, "delegations/documents.html", context)


@staff(None)
def papers(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The documents, the visa and the letters of one participant."""
    registration = opened_registration(request, uid)
    rows = retention.with_retention(TravelDocument.objects.filter(person=registration.person_id))
    found = [(one, shown_masked(one), _twins(one)) for one in rows]
    case = VisaCase.objects.filter(registration=registration).select_related("document").first()
    context = {
        "registration": registration,
        "event": registration.event,
        "documents": found,
        "case": case,
        "moves": [(to.value, to.label) for to in VisaState if case and may_move(case, to)],
        "letters": InvitationLetter.objects.filter(registration=registration),
        "journal": list(Entry.objects.of(registration.office).about(f"registration:{registration.pk}").select_related("by")[:20]),
    }  # fmt: skip
    return render(request, "delegations/document_papers.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, uid: UUID) -> HttpResponse:
    registration = opened_registration(request, uid)
    person: Any = registration.person
    form = DocumentForm(request.POST or None, instance=TravelDocument(office=registration.office))
    if form.is_valid():
        try:
            verbs.record_document(person=person, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The travel document is recorded."))
            return redirect("delegations:papers", uid=uid)
    return _form(request, registration, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID, document: UUID) -> HttpResponse:
    registration = opened_registration(request, uid)
    changed = _document(request, registration, document)
    form = DocumentForm(request.POST or None, instance=changed)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_document(
                changed, form.values(), by=request.user, at=timezone.now(), expected=expected
            )
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The travel document is saved."))
            return redirect("delegations:papers", uid=uid)
    return _form(request, registration, form, changed)


@staff(None, methods=WRITING)
def reveal(request: StaffRequest, uid: UUID, document: UUID) -> HttpResponse:
    """The document in clear, once, for a reason that the journal keeps; nothing of it is cached."""
    registration = opened_registration(request, uid)
    shown = _document(request, registration, document)
    form = ReasonForm(request.POST or None)
    clear = None
    if form.is_valid():
        try:
            clear = verbs.reveal(
                shown, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except DomainError as exc:
            refuse(form, exc)
    context = {"registration": registration, "event": registration.event, "document": shown, "form": form, "clear": clear}  # fmt: skip
    response = render(
        request, "delegations/document_reveal.html", context, status=422 if form.errors else 200
    )
    response["Cache-Control"] = "no-store"
    return response


@staff(None, methods=("POST",))
def check(request: StaffRequest, uid: UUID, document: UUID) -> HttpResponse:
    registration = opened_registration(request, uid)
    verbs.check_document(_document(request, registration, document), by=request.user, at=timezone.now())
    messages.success(request, _("The travel document is noted as checked."))
    return redirect("delegations:papers", uid=uid)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID, document: UUID) -> HttpResponse:
    registration = opened_registration(request, uid)
    verbs.delete_document(_document(request, registration, document), by=request.user, at=timezone.now())
    messages.success(request, _("The travel document is deleted."))
    return redirect("delegations:papers", uid=uid)


@staff("delegations.reveal")
def retained(request: StaffRequest) -> HttpResponse:
    """What of passports and health data is deleted when."""
    mine = TravelDocument.objects.visible_to(request.user).of(request.office)
    rows = retention.with_retention(mine).select_related("person")
    context = {
        "page": page_of(request, rows.order_by(F("kept_until").asc(nulls_last=True), "pk")),
        "needs": retention.needs_due(request.office),
        "days": retention.days_kept(request.office),
    }
    return render(request, "delegations/document_retention.html", context)


def opened_registration(request: StaffRequest, uid: UUID, perm: str = "delegations.reveal") -> Registration:
    """A person at an event; a group has no papers (404)."""
    rows = Registration.objects.exclude(person=None).select_related("event__office", "person", "office")
    return opened(rows, request, perm, uid=uid)


def _document(request: StaffRequest, registration: Registration, uid: UUID) -> TravelDocument:
    rows = TravelDocument.objects.filter(person=registration.person_id).select_related("person", "office")
    return opened(rows, request, "delegations.reveal", uid=uid)


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody else with a travel document of the same number: one of the two records may be a duplicate."""

    person: Person
    text: str


def _twins(document: TravelDocument) -> list[Twin]:
    text = _("%(name)s has a travel document of the same number: the two may be the same person. Compare and merge them on the page of the person.")  # fmt: skip
    return [Twin(one.person, text % {"name": one.person}) for one in verbs.others_with_number(document)]


def _form(
    request: StaffRequest, registration: Registration, form: DocumentForm, shown: TravelDocument | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"registration": registration, "event": registration.event, "form": form, "document": shown}  # fmt: skip
    response = render(request, "delegations/document_form.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
