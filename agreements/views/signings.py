"""The signing of an agreement: prepared on one page, taken back, put in order; and the annulment of a signature."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.ceremonies import ceremony_of, signing_of
from agreements.checklist import checklist
from agreements.forms.signings import AnnulForm, SigningForm, items_for_signing
from agreements.models import Agreement, Signature, Signing
from agreements.services import signings as verbs
from agreements.services.signatures import annul_signature
from agreements.services.tables import draw_table, plan_of
from agreements.views.outcomes import WRITING
from base.errors import DomainError
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.policies import require


@staff(None, methods=WRITING)
def signing(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What is prepared, and what is missing; who may not change it sees the rest."""
    agreement = _agreement(request, uid)
    may_edit = request.user.has_perm("agreements.edit", agreement)
    if request.method == "POST":
        require(request.user, "agreements.edit", agreement)
    form = _form(request, agreement)
    if form.is_valid() and _saved(request, agreement, form):
        messages.success(request, _("The signing is saved."))
        return redirect("agreements:signing", uid=uid)
    table = signing_of(agreement)
    context: dict[str, Any] = {"agreement": agreement, "form": form, "table": table, "may_edit": may_edit}
    if table is not None:
        ceremony = ceremony_of(table.signing.item, request.user)
        context |= {"lacks": checklist(table, ceremony), "item": table.signing.item, "plan": plan_of(table)}
    return render(request, "agreements/signing.html", context)


@staff(None, methods=("POST",))
def remove(request: StaffRequest, uid: UUID) -> HttpResponse:
    found = _signing(request, uid)
    try:
        verbs.remove_signing(found, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("agreements:signing", uid=uid)
    messages.success(request, _("The signing is taken off the agenda."))
    return redirect("agreements:agreement", uid=uid)


@staff(None, methods=("POST",))
def shift(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Earlier or later among the signings of the ceremony."""
    found = _signing(request, uid)
    step = -1 if request.POST.get("to") == "up" else 1
    verbs.shift_signing(found, step, by=request.user, at=timezone.now())
    return redirect("agreements:outcome_ceremony", slug=found.item.event.slug, uid=found.item.uid)


@staff(None, methods=("POST",))
def draw(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The seating plan of the signing table, made or brought up to date."""
    found = _signing(request, uid)
    require(request.user, "events.arrange_seating", found)
    table = signing_of(found.agreement)
    assert table is not None
    try:
        plan = draw_table(table, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("agreements:signing", uid=uid)
    messages.success(request, _("The table is drawn; seats given by hand stay."))
    return redirect("events:seating_plan", slug=found.item.event.slug, uid=plan.uid)


@staff(None, methods=WRITING)
def annul(request: StaffRequest, uid: UUID, signature: UUID) -> HttpResponse:
    """A signature is put right only so: with a reason, and for all to see."""
    rows = Signature.objects.filter(party__agreement__uid=uid)
    found = opened(
        rows.select_related("party__agreement", "party__organization", "person"),
        request, "agreements.edit", uid=signature,
    )  # fmt: skip
    form = AnnulForm(request.POST or None)
    if form.is_valid():
        try:
            annul_signature(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The signature is annulled."))
            return redirect("agreements:agreement", uid=uid)
    return render(request, "agreements/signature_annul.html", {"signature": found, "form": form})


def _saved(request: StaffRequest, agreement: Agreement, form: SigningForm) -> bool:
    present = form.instance if form.instance.pk else None
    values: dict[str, Any] = {"assistants": form.assistants, "by": request.user, "at": timezone.now()}
    try:
        if present is None:
            verbs.prepare_signing(agreement=agreement, **form.values(), **values)
        else:
            verbs.amend_signing(present, form.values(), expected=form.cleaned_data["version"], **values)
    except DomainError as exc:
        refuse(form, exc, present)
        return False
    return True


def _form(request: StaffRequest, agreement: Agreement) -> SigningForm:
    present = Signing.objects.filter(agreement=agreement).select_related("item__event", "agreement").first()
    return SigningForm(
        request.POST or None,
        instance=present or Signing(),
        initial={} if present else {"item": agreement.item_id},
        agreement=agreement,
        items=items_for_signing(agreement),
        parties=list(agreement.parties.select_related("organization")),
    )


def _agreement(request: StaffRequest, uid: UUID) -> Agreement:
    found = opened(Agreement.objects.select_related("event", "office", "item"), request, uid=uid)
    require(request.user, "agreements.read", found)
    return found


def _signing(request: StaffRequest, uid: UUID) -> Signing:
    rows = Signing.objects.select_related("item__event", "agreement")
    return opened(rows, request, "agreements.edit", agreement__uid=uid)
