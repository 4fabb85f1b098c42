"""The conventions of precedence of an office: their list, adding, changing, and which is the default."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.forms.precedence import PrecedenceForm
from people.levels import USUAL_LEVELS
from people.models import Precedence
from people.services import precedence as verbs

SETTING = "people.set_precedence"
WRITING = ("GET", "HEAD", "POST")


@staff("people.read")
def precedences(request: StaffRequest) -> HttpResponse:
    """Everybody in the office may see how lists are ordered; protocol officers and administrators change it."""
    context = {
        "precedences": Precedence.objects.visible_to(request.user).of(request.office),
        "levels": USUAL_LEVELS,
        "may_set": request.user.has_perm(SETTING, request.office),
    }
    return render(request, "people/precedences.html", context)


@staff(SETTING, methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    form = PrecedenceForm(request.POST or None)
    if form.is_valid():
        try:
            verbs.add_precedence(office=request.office, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The convention is added."))
            return redirect("people:precedences")
    return _form(request, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    form = PrecedenceForm(request.POST or None, instance=record)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            verbs.amend_precedence(
                record, form.values(), by=request.user, at=timezone.now(), expected=expected
            )
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The convention is saved."))
            return redirect("people:precedences")
    return _form(request, form, Precedence.objects.get(pk=record.pk))


@staff(None, methods=WRITING)
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    if request.method != "POST":
        return render(request, "people/precedence_delete.html", {"precedence": record})
    try:
        verbs.delete_precedence(record, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The convention is deleted."))
    return redirect("people:precedences")


@staff(None, methods=("POST",))
def make_default(request: StaffRequest, uid: UUID) -> HttpResponse:
    record = _opened(request, uid)
    verbs.make_default(record, by=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is used from now on.") % {"name": record})
    return redirect("people:precedences")


def _opened(request: StaffRequest, uid: UUID) -> Precedence:
    return opened(Precedence.objects.select_related("office"), request, SETTING, uid=uid)


def _form(request: StaffRequest, form: PrecedenceForm, precedence: Precedence | None = None) -> HttpResponse:
    context = {"form": form, "precedence": precedence}
    return render(request, "people/precedence_form.html", context, status=422 if form.errors else 200)
