"""The reminder rules of an office for what was agreed: the list by cause, one rule, and how it reads."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.deadline_outlook import placeholder_help, sample
from agreements.forms.deadlines import DeadlineForm
from agreements.models import Cause, Deadline
from agreements.services import deadlines as verbs
from base.errors import DomainError
from base.languages import Language, supported
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.services import mail, pauses

MANAGE = "people.manage_office"
WRITING = ("GET", "HEAD", "POST")


@staff("agreements.read")
def deadlines(request: StaffRequest) -> HttpResponse:
    """Everybody in the office may see what is sent; administrators change it."""
    order = list(Cause.values)
    rules = sorted(
        Deadline.objects.visible_to(request.user).of(request.office),
        key=lambda rule: (order.index(rule.cause), rule.days),
    )
    context = {
        "rules": rules,
        "may_manage": request.user.has_perm(MANAGE, request.office),
        "rests": pauses.rests(request.office),
    }
    return render(request, "agreements/deadlines.html", context)


@staff(MANAGE, methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    form = DeadlineForm(request.POST or None, instance=Deadline(office=request.office))
    if form.is_valid():
        try:
            verbs.add_rule(office=request.office, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The reminder is planned."))
            return redirect("agreements:deadlines")
    return _form(request, form)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    rule = _rule(request, uid)
    form = DeadlineForm(request.POST or None, instance=rule)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            verbs.amend_rule(rule, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, rule)
        else:
            messages.success(request, _("The reminder is saved."))
            return redirect("agreements:deadlines")
    return _form(request, form, rule)


@staff(None, methods=("POST",))
def switch(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Switches the rule off, or with `active=1` on."""
    active = request.POST.get("active") == "1"
    verbs.amend_rule(_rule(request, uid), {"active": active}, by=request.user, at=timezone.now())
    messages.success(
        request, _("The reminder goes out again.") if active else _("The reminder is switched off.")
    )
    return redirect("agreements:deadlines")


@staff(None, methods=WRITING)
def delete(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    rule = _rule(request, uid)
    if request.method != "POST":
        return render(request, "agreements/deadline_delete.html", {"rule": rule})
    try:
        verbs.delete_rule(rule, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The reminder is deleted."))
    return redirect("agreements:deadlines")


@staff(MANAGE, methods=WRITING)
def restore(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "agreements/deadline_restore.html")
    verbs.restore_defaults(request.office, by=request.user, at=timezone.now())
    messages.success(request, _("The reminders are as they were at first."))
    return redirect("agreements:deadlines")


@staff(None)
def preview(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """How it reads in the language asked for."""
    rule = _rule(request, uid, "agreements.read")
    language = supported(request.GET.get("language") or rule.office.language)
    message = sample(rule, language)
    context = {
        "rule": rule,
        "message": message,
        "sender": mail.sender(message.sender_name),
        "language": language,
        "languages": Language.choices,
        "may_manage": request.user.has_perm(MANAGE, rule),
    }
    return render(request, "agreements/deadline_preview.html", context)


def _rule(request: StaffRequest, uid: uuid.UUID, perm: str = MANAGE) -> Deadline:
    return opened(Deadline.objects.select_related("office"), request, perm, uid=uid)


def _form(request: StaffRequest, form: DeadlineForm, rule: Deadline | None = None) -> HttpResponse:
    context = {"form": form, "rule": rule, "placeholders": placeholder_help()}
    return render(request, "agreements/deadline_form.html", context, status=422 if form.errors else 200)
