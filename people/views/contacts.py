"""Import of contacts: upload, columns, look at what it would change, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import uploads
from base.errors import DomainError
from people.doors import StaffRequest, staff
from people.forms.contacts import ImportForm
from people.services.contact_fields import FIELDS, NAMES
from people.services.contact_import import import_contacts as write_contacts
from people.services.contact_plan import Fate, Plan, plan_import, read_contacts
from people.views import sheet_steps
from people.views.sheet_steps import Journey, Kept, gone, kept

SHOWN_ROWS = 200
STEPS = {
    "upload": "people:import_contacts",
    "columns": "people:person_import_columns",
    "check": "people:person_import_check",
    "errors": "people:person_import_errors",
    "template": "people:person_import_template",
}
WRITING = ("GET", "HEAD", "POST")


@staff("people.edit_directory", methods=WRITING)
def import_contacts(request: StaffRequest) -> HttpResponse:
    return sheet_steps.upload(request, _journey(request))


@staff("people.edit_directory", methods=WRITING)
def columns(request: StaffRequest) -> HttpResponse:
    return sheet_steps.columns(request, _journey(request))


@staff("people.edit_directory", methods=WRITING)
def check(request: StaffRequest) -> HttpResponse:
    """What the file would change; the button writes it."""
    journey = _journey(request)
    file = kept(request, journey)
    if file is None:
        return gone(request, journey)
    if request.method == "POST":
        return _write(request, journey, file)
    plan = _plan(request, file)
    context = {
        "reference": file.reference,
        "columns_address": journey.at("columns", file.reference) if file.found else "",
        "errors_address": journey.at("errors", file.reference) if file.found else "",
        "plan": plan,
        "rows": plan.contacts[:SHOWN_ROWS],
        "more_rows": max(len(plan.contacts) - SHOWN_ROWS, 0),
        "errors": plan.errors[:SHOWN_ROWS],
        "more_errors": max(len(plan.errors) - SHOWN_ROWS, 0),
        "there": len(plan.of_fate(Fate.THERE)),
        "repeated": len(plan.of_fate(Fate.REPEATED)),
    }
    return render(request, "people/import_check.html", context)


@staff("people.edit_directory")
def errors(request: StaffRequest) -> HttpResponse:
    return sheet_steps.errors(request, _journey(request), lambda file: _plan(request, file).errors)


@staff("people.edit_directory")
def template(request: StaffRequest) -> HttpResponse:
    return sheet_steps.template(_journey(request))


def _plan(request: StaffRequest, file: Kept) -> Plan:
    return plan_import(
        read_contacts(file.content, file.layout), office=request.office, language=file.language
    )


def _write(request: StaffRequest, journey: Journey, file: Kept) -> HttpResponse:
    doing: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    try:
        plan = write_contacts(
            file.content, office=request.office, language=file.language, layout=file.layout, **doing
        )
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect(journey.at("check", file.reference))
    uploads.discard(file.reference)
    count = len(plan.new)
    text = ngettext("%(count)d person was added.", "%(count)d people were added.", count) % {"count": count}
    messages.success(request, text)
    return redirect("people:persons")


def _journey(request: StaffRequest) -> Journey:
    """An uploaded file serves its uploader in one office only."""
    return Journey(
        title=_("Import contacts"),
        subtitle=_("Before anything is written you see what the file would change."),
        back=reverse("people:persons"),
        back_text=_("People"),
        fields=FIELDS,
        required=NAMES,
        address=lambda step: reverse(STEPS[step]),
        bound={"office": str(request.office.uid), "for": "contacts"},
        form=ImportForm,
        filename=_("contacts"),
        language=request.office.language,
        cards=True,
    )
