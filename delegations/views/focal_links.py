"""The office's side of a focal point: its link, until when it holds, and whom it entered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from delegations.focal_tokens import composition_is_open, focal_url, is_open
from delegations.forms.focal import FocalLinkForm
from delegations.lookalikes import lookalikes_of
from delegations.services import focal_links as verbs
from delegations.views.delegations import WRITING, opened_delegation
from people.doors import StaffRequest, staff

RUN = "delegations.run"


@staff(None, methods=WRITING)
def link(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The state of the link, and the form that sends it with its last day."""
    delegation = opened_delegation(request, uid, RUN)
    start = {"until": delegation.focal_link_until}
    form = FocalLinkForm(request.POST or None, initial=start)
    if form.is_valid():
        now, until = timezone.now(), form.cleaned_data["until"]
        try:
            if until is None and delegation.focal_link_until is not None:
                verbs.set_until(delegation, until=None, by=request.user, at=now)
            verbs.send_link(delegation, until=until, by=request.user, at=now)
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The link is sent to the focal point."))
            return redirect("delegations:focal_link", uid=uid)
    stands = is_open(delegation, timezone.now())
    context = {
        "delegation": delegation,
        "event": delegation.event,
        "form": form,
        "stands": stands,
        "address": focal_url(delegation) if stands else "",
        "changeable": composition_is_open(delegation),
        "lookalikes": lookalikes_of(delegation),
    }
    return render(request, "delegations/focal_link.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def act(request: StaffRequest, uid: UUID, act: str) -> HttpResponse:
    """Renew the link, or revoke it."""
    delegation = opened_delegation(request, uid, RUN)
    done = {"renew": (verbs.renew_link, _("The old link opens nothing any more; a new one is sent.")),
            "revoke": (verbs.revoke_link, _("The link opens nothing any more."))}  # fmt: skip
    if act not in done:
        raise Http404
    verb, said = done[act]
    try:
        verb(delegation, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, said)
    return redirect("delegations:focal_link", uid=uid)
