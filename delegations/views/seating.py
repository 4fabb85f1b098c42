"""The tables at which a delegation sits: one click makes the bilateral plan of its talks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.uids import as_uid
from delegations.models import Delegation
from delegations.services.seating import draw_talks, origin_of
from delegations.views.delegations import opened_delegation
from events.models import AgendaItem, ItemKind, SeatingPlan
from people.doors import StaffRequest, staff
from people.policies import require

ARRANGE = "events.arrange_seating"


@staff(None, methods=("GET", "HEAD", "POST"))
def seating(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Its items of the agenda, talks first, each with its plan; POST draws one or brings it up to date."""
    delegation = opened_delegation(request, uid, "delegations.read")
    if request.method == "POST":
        require(request.user, ARRANGE, delegation)
        item = get_object_or_404(_items(delegation), uid=as_uid(request.POST.get("item", "")))
        try:
            plan = draw_talks(delegation, item, by=request.user, at=timezone.now())
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect("delegations:seating", uid=uid)
        messages.success(request, _("The table is drawn; seats given by hand stay."))
        return redirect("events:seating_plan", slug=delegation.event.slug, uid=plan.uid)
    plans = SeatingPlan.objects.filter(event=delegation.event_id)
    by_origin = {plan.origin: plan for plan in plans if plan.origin}
    items = list(_items(delegation))
    context: dict[str, Any] = {
        "delegation": delegation,
        "event": delegation.event,
        "rows": [{"item": item, "plan": by_origin.get(origin_of(delegation, item))} for item in items],
        "may_arrange": request.user.has_perm(ARRANGE, delegation),
    }
    return render(request, "delegations/seating.html", context)


def _items(delegation: Delegation) -> Any:
    """The items in which it takes part; where none is named, the talks and meals of the event."""
    rows = AgendaItem.objects.filter(event=delegation.event_id).exclude(state="dropped")
    named = rows.filter(pk__in=delegation.items.values("pk"))
    chosen = named if named.exists() else rows.filter(kind__in=(ItemKind.TALKS, ItemKind.SYMPOSIUM, ItemKind.MEAL))  # fmt: skip
    return chosen.select_related("host", "event").order_by(Case(When(kind=ItemKind.TALKS, then=0), default=1), "on", "starts_at", "pk")  # fmt: skip
