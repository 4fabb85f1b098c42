"""Who acts for the parties of an agreement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from agreements.forms.parties import RepresentativeForm, RepresentativePostForm
from agreements.models import Representative
from agreements.services import representatives as verbs
from agreements.views.agreements import opened_agreement
from agreements.views.outcomes import WRITING
from base.errors import DomainError
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff

STEPS = {"up": -1, "down": 1}


@staff(None, methods=WRITING)
def add(request: StaffRequest, uid: UUID) -> HttpResponse:
    """For the party `?party=`; who holds several posts there is asked for one afterwards."""
    agreement = opened_agreement(request, uid, "agreements.edit")
    initial = {"party": request.GET.get("party"), "task": Representative.Task.SIGNATORY}
    form = RepresentativeForm(request.POST or None, agreement=agreement, initial=initial)
    if form.is_valid():
        try:
            made = verbs.add_representative(by=request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as exc:
            refuse(form, exc)
        else:
            if made.post is None and made.person.posts.exists():
                return redirect("agreements:representative", uid=uid, representative=made.uid)
            return redirect("agreements:agreement", uid=uid)
    return render(request, "agreements/agreement_representative.html", {"agreement": agreement, "form": form})


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID, representative: UUID) -> HttpResponse:
    """Post and task."""
    found = _opened(request, uid, representative)
    initial = {"post": found.post_id, "task": found.task, "version": found.version}
    form = RepresentativePostForm(request.POST or None, representative=found, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            verbs.amend_representative(
                found, {"post": given["post"], "task": given["task"]}, by=request.user, at=timezone.now(),
                expected=given["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, found)
        else:
            return redirect("agreements:agreement", uid=uid)
    context = {"agreement": found.party.agreement, "representative": found, "form": form}
    return render(request, "agreements/agreement_representative.html", context)


@staff(None, methods=("POST",))
def change(request: StaffRequest, uid: UUID, representative: UUID) -> HttpResponse:
    """As the button `do` says: confirm, reopen, up, down, remove."""
    found = _opened(request, uid, representative)
    what = request.POST.get("do", "")
    doing: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    try:
        if what in STEPS:
            verbs.move_representative(found, STEPS[what], **doing)
        elif what in ("confirm", "reopen"):
            verbs.confirm_signatory(found, confirmed=what == "confirm", **doing)
        elif what == "remove":
            verbs.remove_representative(found, **doing)
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("agreements:agreement", uid=uid)


def _opened(request: StaffRequest, uid: UUID, representative: UUID) -> Representative:
    rows = Representative.objects.filter(party__agreement__uid=uid)
    related = ("party__agreement__office", "party__organization", "person", "post")
    return opened(rows.select_related(*related), request, "agreements.edit", uid=representative)
