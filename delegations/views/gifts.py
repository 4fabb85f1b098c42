"""Gifts of a delegation: given and received."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from delegations.forms.travel import GiftForm
from delegations.models import Delegation, Gift
from delegations.services import gifts as verbs
from delegations.views.delegations import WRITING, opened_delegation
from people.doors import StaffRequest, opened, staff

RUN = "delegations.run"


@staff(None)
def gifts(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, "delegations.read")
    context = {
        "delegation": delegation,
        "event": delegation.event,
        "gifts": list(delegation.gifts.select_related("person", "organization")),
        "may_run": request.user.has_perm(RUN, delegation),
    }
    return render(request, "delegations/gifts.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, RUN)
    form = GiftForm(request.POST or None, instance=Gift(delegation=delegation))
    if form.is_valid():
        try:
            verbs.add_gift(delegation=delegation, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The gift is entered."))
            return redirect("delegations:gifts", uid=uid)
    return _form(request, delegation, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID, gift: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, RUN)
    own = _gift(request, delegation, gift)
    form = GiftForm(request.POST or None, instance=own)
    if form.is_valid():
        expected = form.cleaned_data["version"]
        try:
            verbs.amend_gift(own, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, own)
        else:
            messages.success(request, _("The gift is saved."))
            return redirect("delegations:gifts", uid=uid)
    return _form(request, delegation, form, _gift(request, delegation, gift))


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID, gift: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, RUN)
    verbs.delete_gift(_gift(request, delegation, gift), by=request.user, at=timezone.now())
    messages.success(request, _("The gift is deleted."))
    return redirect("delegations:gifts", uid=uid)


def _gift(request: StaffRequest, delegation: Delegation, uid: UUID) -> Gift:
    rows = Gift.objects.select_related("delegation__event__office", "person", "organization")
    return opened(rows.filter(delegation=delegation), request, uid=uid)


def _form(
    request: StaffRequest, delegation: Delegation, form: GiftForm, gift: Gift | None = None
) -> HttpResponse:
    context = {"delegation": delegation, "event": delegation.event, "form": form, "gift": gift}
    return render(request, "delegations/gift_form.html", context, status=422 if form.errors else 200)
