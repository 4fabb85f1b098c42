"""What travellers must know of a stop of the visit."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from delegations.forms.stops import StopForm
from delegations.models import Delegation, Stop
from delegations.services import stops as verbs
from delegations.views.delegations import WRITING, opened_delegation
from events.models import AgendaItem
from people.doors import StaffRequest, staff


@staff(None, methods=WRITING)
def stop(request: StaffRequest, uid: UUID, item: UUID) -> HttpResponse:
    """Address, contact, purpose, what to wear and bring; who receives stands on the agenda item."""
    delegation = opened_delegation(request, uid, "delegations.run")
    place = _item(delegation, item)
    known = Stop.objects.filter(item=place).select_related("contact").first()
    form = StopForm(request.POST or None, instance=known or Stop(item=place), office=delegation.office)
    if form.is_valid():
        try:
            _keep(request, place, known, form)
        except DomainError as exc:
            refuse(form, exc, known)
        else:
            messages.success(request, _("The stop is saved."))
            return redirect("delegations:itinerary", uid=uid)
    context = {
        "delegation": delegation,
        "event": delegation.event,
        "item": place,
        "form": form,
        "stop": known,
    }
    return render(request, "delegations/itinerary_stop.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID, item: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, "delegations.run")
    gone = get_object_or_404(Stop.objects.visible_to(request.user), item=_item(delegation, item))
    verbs.delete_stop(gone, by=request.user, at=timezone.now())
    messages.success(request, _("Taken out; the agenda item stays."))
    return redirect("delegations:itinerary", uid=uid)


def _item(delegation: Delegation, uid: UUID) -> AgendaItem:
    items = AgendaItem.objects.select_related("host", "room__venue")
    found: AgendaItem = get_object_or_404(items, event=delegation.event_id, uid=uid)
    return found


def _keep(request: StaffRequest, item: AgendaItem, known: Stop | None, form: StopForm) -> None:
    values = form.values()
    if known is None:
        verbs.add_stop(item=item, by=request.user, at=timezone.now(), **values)
    else:
        expected = form.cleaned_data["version"]
        verbs.amend_stop(known, values, by=request.user, at=timezone.now(), expected=expected)
