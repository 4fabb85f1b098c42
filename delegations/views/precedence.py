"""The order of the members of a delegation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.naming import title_of
from delegations.services.precedence import delegation_in_order, put_delegation_in_order
from delegations.views.delegations import WRITING, opened_delegation
from people.doors import StaffRequest, staff
from people.ordering import chosen, proposal


@staff(None, methods=WRITING)
def order(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Shows the order of the members with its reasons, and writes it when asked to."""
    delegation = opened_delegation(request, uid, "delegations.run")
    pick = chosen(request, delegation.office)
    if request.method == "POST":
        put_delegation_in_order(delegation, pick.precedence, by=request.user, at=timezone.now())
        messages.success(request, _("They stand in order of precedence."))
        return redirect("delegations:delegation", uid=uid)
    return proposal(
        request,
        pick,
        delegation_in_order(delegation, pick.precedence),
        title=_("Put in order of precedence"),
        of=title_of(delegation),
        back=reverse("delegations:delegation", args=[uid]),
    )
