"""Diet and health, as a member of a delegation states them by the link of the own registration; nothing stored is shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base import rates
from base.errors import DomainError
from base.refusals import refuse
from delegations.forms.focal import FocalNeedsForm
from delegations.links import may_state_needs
from delegations.models import Needs
from delegations.services import needs
from events.models import Registration
from events.views.own_registration import RULE, by_link
from events.views.public_context import public_context
from people.doors import public

AT_MOST, WINDOW = 30, 600
"""So often one client may send it in so many seconds."""


@public(methods=("GET", "HEAD", "POST"), rule=f"{RULE}; what is sent is counted per client")
@by_link
def own_needs(request: HttpRequest, own: Registration, token: str) -> HttpResponse:
    if not may_state_needs(own):
        raise Http404
    form = FocalNeedsForm(request.POST or None)
    if request.method == "POST" and not rates.within(request, "own-needs", limit=AT_MOST, seconds=WINDOW):
        return rates.too_many(request, seconds=WINDOW)
    if form.is_valid():
        try:
            needs.state_own(own, at=timezone.now(), **form.cleaned_data)
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("events:registration", token=token)
    stored = Needs.objects.filter(registration=own).first()
    context = {
        **public_context(own.event),
        "token": token,
        "form": form,
        "stored": [name for name in needs.FIELDS if stored is not None and bytes(getattr(stored, name))],
    }
    return render(request, "delegations/public/own_needs.html", context, status=422 if form.errors else 200)
