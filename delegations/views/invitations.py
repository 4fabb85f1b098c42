"""Letters of invitation: issued for a delegation or one participant, made into files on request, withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import sheets
from base.errors import DomainError
from base.refusals import refuse
from base.typesetting import RenderError
from delegations.forms.invitations import FormatForm, IssueForm, IssueManyForm, LetterForm
from delegations.models import Delegation, InvitationLetter, ProtocolSettings
from delegations.services import invitations as verbs
from delegations.services import letter_files
from delegations.services.letter_files import MEDIA_TYPES
from delegations.views.delegations import WRITING, opened_delegation
from delegations.views.documents import opened_registration
from events.models import Registration
from people.doors import StaffRequest, opened, staff


@staff(None)
def letters(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The letters of a delegation and of its members."""
    delegation = opened_delegation(request, uid, "delegations.reveal")
    rows = InvitationLetter.objects.filter(delegation=delegation).select_related("registration__person")
    context = {"delegation": delegation, "event": delegation.event, "letters": list(rows)}
    return render(request, "delegations/letters.html", context)


@staff(None, methods=WRITING)
def issue_many(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One letter for the delegation, or one for each of the members ticked."""
    delegation = opened_delegation(request, uid, "delegations.reveal")
    members = delegation.members.active().exclude(registration__person=None).values("registration")
    people = Registration.objects.filter(pk__in=members).select_related("person", "event", "office")
    form = IssueManyForm(
        request.POST or None, instance=InvitationLetter(delegation=delegation, office=delegation.office),
        event=delegation.event, initial=_usual(delegation), people=people.order_by("seq"),
    )  # fmt: skip
    if form.is_valid():
        values = form.values()
        chosen = list(values.pop("registrations"))
        try:
            made = _issue(request, delegation, chosen, values)
        except DomainError as exc:
            refuse(form, exc)
        else:
            text = ngettext("%(count)s letter issued.", "%(count)s letters issued.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("delegations:letters", uid=uid)
    context = {"delegation": delegation, "event": delegation.event, "form": form}
    return render(request, "delegations/letter_form.html", context, status=422 if form.errors else 200)


@staff(None, methods=WRITING)
def issue(request: StaffRequest, uid: UUID) -> HttpResponse:
    """For one participant, in a delegation or in none."""
    registration = opened_registration(request, uid)
    delegation = Delegation.objects.filter(members__registration=registration).first()
    form = IssueForm(
        request.POST or None, instance=InvitationLetter(registration=registration, office=registration.office),
        event=registration.event, initial=_usual(registration),
    )  # fmt: skip
    if form.is_valid():
        try:
            made = verbs.issue_letter(
                delegation=delegation, registration=registration, by=request.user, at=timezone.now(), **form.values()
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc)
        else:
            return redirect("delegations:letter", uid=made.uid)
    context = {"registration": registration, "event": registration.event, "form": form}
    return render(request, "delegations/letter_form.html", context, status=422 if form.errors else 200)


@staff(None)
def letter(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What it states, and the buttons that make a file of it."""
    shown = _letter(request, uid)
    invited = verbs.guests_of(shown)
    context = {"letter": shown, "event": verbs.event_of(shown), "invited": [one.person for one in invited]}
    return render(request, "delegations/letter.html", context)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed = _letter(request, uid)
    event = verbs.event_of(changed)
    form = LetterForm(request.POST or None, instance=changed, event=event)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_letter(changed, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The letter is saved."))
            return redirect("delegations:letter", uid=uid)
    context = {"event": event, "form": form, "letter": changed}
    return render(request, "delegations/letter_form.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def file(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The letter as PDF or Word, made now and kept nowhere."""
    shown = _letter(request, uid)
    form = FormatForm(request.POST)
    wanted = form.cleaned_data["format"] if form.is_valid() else "pdf"
    try:
        content = letter_files.make_file(shown, format=wanted, by=request.user, at=timezone.now())
    except (DomainError, RenderError) as exc:
        messages.error(request, str(exc))
        return redirect("delegations:letter", uid=uid)
    return _handed_out(content, letter_files.file_name(shown, wanted), wanted)


@staff(None, methods=("POST",))
def all_files(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The letters of a delegation that stand, in one ZIP file."""
    delegation = opened_delegation(request, uid, "delegations.reveal")
    rows = InvitationLetter.objects.filter(delegation=delegation, withdrawn_at=None)
    form = FormatForm(request.POST)
    wanted = form.cleaned_data["format"] if form.is_valid() else "pdf"
    chosen = list(rows.select_related(*letter_files.RELATED))
    try:
        content = letter_files.make_files(chosen, format=wanted, by=request.user, at=timezone.now())
    except (DomainError, RenderError) as exc:
        messages.error(request, str(exc))
        return redirect("delegations:letters", uid=uid)
    name = f"{delegation.event.slug}-letters-{delegation.position + 1}.zip"
    return _handed_out(content, name, "zip")


@staff(None, methods=("POST",))
def withdraw(request: StaffRequest, uid: UUID) -> HttpResponse:
    shown = _letter(request, uid)
    try:
        verbs.withdraw_letter(shown, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The letter is withdrawn."))
    return redirect("delegations:letter", uid=uid)


def _issue(
    request: StaffRequest, delegation: Delegation, chosen: list[Registration], values: dict[str, Any]
) -> list[InvitationLetter]:
    doing: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if chosen:
        return verbs.issue_letters(delegation, chosen, **values, **doing)
    return [verbs.issue_letter(delegation=delegation, **values, **doing)]


def _usual(subject: Delegation | Registration) -> dict[str, Any]:
    """What a new letter of the office usually states."""
    settings = ProtocolSettings.objects.of(subject.office).first() or ProtocolSettings()
    return {
        "issued_on": timezone.localdate(),
        "signed_by": settings.letter_signed_by,
        "signed_as": settings.letter_signed_as,
    }


def _letter(request: StaffRequest, uid: UUID) -> InvitationLetter:
    rows = InvitationLetter.objects.select_related(*letter_files.RELATED, "issued_by")
    return opened(rows, request, "delegations.reveal", uid=uid)


def _handed_out(content: bytes, name: str, kind: str) -> HttpResponse:
    response = sheets.attachment(content, name, MEDIA_TYPES[kind])
    response["Cache-Control"] = "no-store"
    return response
