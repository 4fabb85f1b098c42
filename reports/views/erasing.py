"""Erasing a person, asked from their page by an administrator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.errors import DomainError, add_to_form
from base.widgets import DoorForm
from people.doors import StaffRequest, opened, staff
from people.models import Person
from reports.services import erasing
from reports.services.merging import what_follows


class ErasureForm(DoorForm):
    name = forms.CharField(
        label=gettext_lazy("The name, typed again"), max_length=400, widget=forms.TextInput({"autocomplete": "off"})
    )  # fmt: skip


@staff(None, methods=("GET", "HEAD", "POST"))
def erase(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What is touched, and which texts name the person in words; the typed name and the button erase."""
    person: Any = opened(Person.objects.select_related("office"), request, "reports.erase", uid=uid)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase_person(person, by=request.user, at=timezone.now(), typed=form.cleaned_data["name"])
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            messages.success(
                request, _("The person is erased. Reports that named them are being built anew.")
            )
            return redirect("reports:person", uid)
    context = {
        "person": person,
        "form": form,
        "follows": what_follows(person),
        "mentions": erasing.mentions(person),
    }
    return render(request, "reports/erase.html", context, status=422 if form.errors else 200)
