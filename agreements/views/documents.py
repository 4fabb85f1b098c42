"""The papers of an agreement: uploading, downloading, taking back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.documents import DocumentForm
from agreements.models import AgreementDocument
from agreements.services import documents as verbs
from agreements.views.agreements import opened_agreement
from agreements.views.outcomes import WRITING
from base import files, sheets
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
            if given["file"].size > verbs.LARGEST:
                raise verbs.too_large()
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
def download(request: StaffRequest, uid: UUID, document: UUID) -> HttpResponse:
    """Saved, never shown within the site: whatever it holds, it runs nothing here."""
    rows = AgreementDocument.objects.filter(agreement__uid=uid)
    found = opened(rows, request, "agreements.read", uid=document)
    return document_answer(found)


def document_answer(document: AgreementDocument) -> HttpResponse:
    """The file as an attachment, kept by no cache. Raises Http404 when the store has lost it."""
    try:
        content = files.read(document.file)
    except FileNotFoundError:
        raise Http404 from None
    answer = sheets.attachment(content, document.name, document.media_type)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    return answer


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
