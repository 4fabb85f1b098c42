"""The order of the parties of an agreement, and of who acts for each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.services.precedence import agreement_in_order, put_agreement_in_order
from agreements.views.agreements import opened_agreement
from agreements.views.outcomes import WRITING
from people.doors import StaffRequest, staff
from people.ordering import chosen, proposal


@staff(None, methods=WRITING)
def order(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Shows the order with its reasons, and writes it when asked to."""
    agreement = opened_agreement(request, uid, "agreements.edit")
    pick = chosen(request, agreement.office)
    if request.method == "POST":
        put_agreement_in_order(agreement, pick.precedence, by=request.user, at=timezone.now())
        messages.success(request, _("They stand in order of precedence."))
        return redirect("agreements:agreement", uid=uid)
    return proposal(
        request,
        pick,
        agreement_in_order(agreement, pick.precedence),
        title=_("Put in order of precedence"),
        of=agreement.title or str(agreement.get_kind_display()),
        back=reverse("agreements:agreement", args=[uid]),
    )
