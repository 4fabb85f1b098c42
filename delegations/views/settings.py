"""What the office has decided for its delegations: approvals, retention, passports, letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from delegations.forms.protocol import ProtocolSettingsForm
from delegations.services.protocol_settings import set_settings, settings_of
from people.doors import StaffRequest, staff


@staff("delegations.settings", methods=("GET", "HEAD", "POST"))
def protocol(request: StaffRequest) -> HttpResponse:
    held = settings_of(request.office)
    form = ProtocolSettingsForm(request.POST or None, instance=held)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"] if held.pk else None
            set_settings(request.office, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, held)
        else:
            messages.success(request, _("The settings are kept."))
            return redirect("delegations:protocol_settings")
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "may_write_letters": request.user.has_perm("delegations.reveal", request.office),
    }
    return render(request, "delegations/protocol_settings.html", context, status=status)
