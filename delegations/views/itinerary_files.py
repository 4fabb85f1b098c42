"""The itinerary on paper: a page to print, and PDF in four languages on A4 and A5."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base import sheets
from base.languages import supported
from base.typesetting import RenderError
from delegations.itinerary.document import PAPERS, document_of
from delegations.itinerary.reading import Rows, read
from delegations.itinerary.weaving import woven
from delegations.views.delegations import opened_delegation
from delegations.views.itinerary import context_of, opened_companion, opened_member, rows_for
from people.doors import StaffRequest, staff

PDF = "application/pdf"


@staff(None)
def printed(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, "delegations.read")
    shown = woven(rows_for(request, delegation))
    return render(request, "delegations/itinerary_print.html", context_of(request, delegation, shown))


@staff(None)
def pdf(request: StaffRequest, uid: UUID, member: UUID | None = None) -> HttpResponse:
    """`?language=es&paper=a5`; without, the reader's language on A4."""
    delegation = opened_delegation(request, uid, "delegations.read")
    own = opened_member(request, delegation, member) if member else None
    try:
        return pdf_answer(
            rows_for(request, delegation, own), request.GET.get("language"), request.GET.get("paper", "a4")
        )
    except RenderError:
        messages.error(
            request, _("The document could not be made. Try again; if it stays so, tell your administrator.")
        )
        return redirect("delegations:itinerary", uid=uid)


@staff(None)
def companion_pdf(request: StaffRequest, uid: UUID, registration: UUID) -> HttpResponse:
    """As `pdf`, of somebody who goes along."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    rows = read(delegation, companion=opened_companion(delegation, registration))
    try:
        return pdf_answer(rows, request.GET.get("language"), request.GET.get("paper", "a4"))
    except RenderError:
        messages.error(
            request, _("The document could not be made. Try again; if it stays so, tell your administrator.")
        )
        return redirect("delegations:itinerary_companion", uid=uid, registration=registration)


def pdf_answer(rows: Rows, language: str | None, paper: str) -> HttpResponse:
    """Raises Http404 for a paper that there is not; RenderError."""
    if paper not in PAPERS:
        raise Http404
    wanted = supported(language or get_language())
    content = document_of(rows, language=wanted, paper=paper, office=rows.delegation.event.office.name)
    name = f"{rows.delegation.event.slug}-itinerary-{rows.delegation.position + 1}-{wanted}-{paper}.pdf"
    response = sheets.attachment(content, name, PDF)
    response["Cache-Control"] = "no-store"
    return response
