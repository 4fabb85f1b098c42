"""The papers of an agreement: uploading, downloading, taking back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.documents import DocumentForm
from agreements.models import AgreementDocument
from agreements.services import documents as verbs
from agreements.views.agreements import opened_agreement
from agreements.views.outcomes import WRITING
from base.attachments import handed_out
from base.errors import DomainError, Invalid
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff


@staff(None, methods=WRITING)
def add(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One more paper, or a new version of one."""
    agreement = opened_agreement(request, uid, "agreements.edit")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*sent, agreement=agreement, initial={"kind": request.GET.get("kind", "draft")})
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            made = verbs.add_document(
                agreement=agreement, kind=given["kind"], language=given["language"], note=given["note"],
                content=given["file"].read(), name=given["file"].name, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Invalid as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Version %(number)s is kept.") % {"number": made.number})
            return redirect("agreements:agreement", uid=uid)
    return render(request, "agreements/agreement_document_form.html", {"agreement": agreement, "form": form})


@staff(None)
def download(request: StaffRequest, uid: UUID, document: UUID) -> FileResponse:
    """Saved, never shown within the site: whatever it holds, it runs nothing here."""
    rows = AgreementDocument.objects.filter(agreement__uid=uid)
    found = opened(rows, request, "agreements.read", uid=document)
    return handed_out(found.file, name=found.name, media_type=found.media_type)


@staff(None, methods=("POST",))
def remove(request: StaffRequest, uid: UUID, document: UUID) -> HttpResponse:
    rows = AgreementDocument.objects.filter(agreement__uid=uid).select_related("agreement")
    gone = opened(rows, request, "agreements.edit", uid=document)
    try:
        verbs.remove_document(gone, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The file is taken back."))
    return redirect("agreements:agreement", uid=uid)
