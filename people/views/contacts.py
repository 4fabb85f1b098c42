"""Import of contacts: upload, look at what it would change, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import uploads
from base.errors import DomainError, add_to_form
from base.sheets import XLSX_TYPE, Column, attachment, workbook
from people.doors import StaffRequest, staff
from people.forms.contacts import ImportForm
from people.services.contact_fields import FIELDS
from people.services.contact_import import import_contacts as write_contacts
from people.services.contact_plan import Fate, plan_import, read_contacts

SHOWN_ROWS = 200


@staff("people.edit_directory", methods=["GET", "HEAD", "POST"])
def import_contacts(request: StaffRequest) -> HttpResponse:
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"language": request.office.language}
    )
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            read_contacts(content)
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            reference = uploads.keep(content, **_bound(request), language=form.cleaned_data["language"])
            return redirect(reverse("people:person_import_check") + "?" + urlencode({"file": reference}))
    context = {"form": form, "fields": FIELDS}
    return render(request, "people/import.html", context, status=422 if form.errors else 200)


@staff("people.edit_directory", methods=["GET", "HEAD", "POST"])
def check(request: StaffRequest) -> HttpResponse:
    """What the file would change; the button writes it."""
    reference = (request.POST if request.method == "POST" else request.GET).get("file", "")
    found = uploads.kept(reference)
    if found is None or any(found[1].get(key) != value for key, value in _bound(request).items()):
        messages.error(request, _("The uploaded file is no longer here. Upload it again."))
        return redirect("people:import_contacts")
    content, facts = found
    if request.method == "POST":
        return _write(request, reference, content, facts["language"])
    plan = plan_import(read_contacts(content), office=request.office, language=facts["language"])
    context = {
        "reference": reference,
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
def template(request: StaffRequest) -> HttpResponse:
    """An empty workbook with the headings that are recognised."""
    columns = [Column(str(field.label), 24) for field in FIELDS if field.key != "full_name"]
    content = workbook(columns, [], title=_("Contacts"))
    return attachment(content, f"{_('contacts')}.xlsx", XLSX_TYPE)


def _write(request: StaffRequest, reference: str, content: bytes, language: str) -> HttpResponse:
    try:
        plan = write_contacts(
            content, office=request.office, language=language, by=request.user, at=timezone.now()
        )
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect(reverse("people:person_import_check") + "?" + urlencode({"file": reference}))
    uploads.discard(reference)
    count = len(plan.new)
    text = ngettext("%(count)d person was added.", "%(count)d people were added.", count) % {"count": count}
    messages.success(request, text)
    return redirect("people:persons")


def _bound(request: StaffRequest) -> dict[str, Any]:
    """An uploaded file serves its uploader in one office only."""
    return {"office": str(request.office.uid), "user": str(request.user.uid)}
