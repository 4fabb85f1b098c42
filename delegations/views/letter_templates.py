"""The Word templates of an office's letters: uploaded, examined, tried, accepted, retired."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base import sheets, uploads
from base.attachments import handed_out
from base.errors import DomainError
from base.refusals import refuse
from base.typesetting import RenderError
from delegations.forms.invitations import FormatForm, TemplateForm
from delegations.models import LetterTemplate
from delegations.placeholder_list import placeholders
from delegations.services import letter_templates as verbs
from delegations.services.letter_files import MEDIA_TYPES
from delegations.views.delegations import WRITING
from people.doors import StaffRequest, opened, staff


@staff("delegations.reveal")
def templates(request: StaffRequest) -> HttpResponse:
    """Those in use, and every placeholder with what stands in its place."""
    rows = LetterTemplate.objects.visible_to(request.user).of(request.office).filter(retired_at=None)
    return render(request, "delegations/letter_templates.html", {"templates": rows, "placeholders": placeholders()})  # fmt: skip


@staff("delegations.reveal", methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    """A file is examined and waits, so that it can be tried before it is accepted."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        content = given["file"].read()
        try:
            findings = verbs.examined(given["file"].name, content)
        except DomainError as exc:
            refuse(form, exc)
        else:
            if not findings.faults:
                return _proposed(request, given, content, findings)
            for fault in findings.faults:
                form.add_error("file", fault)
    return render(request, "delegations/letter_template_form.html", {"form": form}, status=422 if form.errors else 200)  # fmt: skip


@staff("delegations.reveal", methods=("POST",))
def settle(request: StaffRequest) -> HttpResponse:
    """What the button says of the file that waits: try it as PDF or Word, or accept it."""
    waiting = uploads.kept(request.POST.get("file", ""))
    if waiting is None or waiting[1].get("office") != request.office.pk:
        messages.error(request, _("The file is no longer there. Choose it again."))
        return redirect("delegations:letter_template_add")
    content, facts = waiting
    form = FormatForm(request.POST)
    if form.is_valid():
        return _tried(request, content, form.cleaned_data["format"])
    try:
        verbs.add_template(
            office=request.office, name=facts["name"], languages=facts["languages"], file_name=facts["file_name"],
            content=content, by=request.user, at=timezone.now(),
        )  # fmt: skip
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("delegations:letter_template_add")
    uploads.discard(request.POST["file"])
    messages.success(request, _("The letter template is accepted."))
    return redirect("delegations:letter_templates")


@staff("delegations.reveal")
def built_in(request: StaffRequest) -> HttpResponse:
    return sheets.attachment(verbs.built_in(), "invitation.docx", MEDIA_TYPES["docx"])


@staff(None)
def download(request: StaffRequest, uid: UUID) -> HttpResponseBase:
    found = opened(LetterTemplate.objects.all(), request, "delegations.reveal", uid=uid)
    return handed_out(found.file, name=found.file_name, media_type=MEDIA_TYPES["docx"])


@staff(None, methods=("POST",))
def retire(request: StaffRequest, uid: UUID) -> HttpResponse:
    found = opened(LetterTemplate.objects.all(), request, "delegations.reveal", uid=uid)
    verbs.retire_template(found, by=request.user, at=timezone.now())
    messages.success(request, _("The letter template is not offered any more."))
    return redirect("delegations:letter_templates")


def _proposed(request: StaffRequest, given: dict[str, Any], content: bytes, findings: verbs.Findings) -> HttpResponse:  # fmt: skip
    reference = uploads.keep(
        content, office=request.office.pk, name=given["name"], languages=given["languages"], file_name=given["file"].name
    )  # fmt: skip
    context = {"name": given["name"], "file": reference, "remarks": findings.remarks}
    return render(request, "delegations/letter_template_check.html", context)


def _tried(request: StaffRequest, content: bytes, format: str) -> HttpResponse:  # noqa: A002
    try:
        made = verbs.trial(content, format=format, language=request.user.language)
    except (DomainError, RenderError) as exc:
        messages.error(request, str(exc))
        return redirect("delegations:letter_template_add")
    return sheets.attachment(made, f"test-letter.{format}", MEDIA_TYPES[format])
