"""The office in which one works: its page, its settings, its mail, and the change to another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from base.uids import as_uid
from people.doors import StaffRequest, signed_in, staff
from people.forms.access import OfficeForm, TestMailForm
from people.middleware import SESSION_KEY
from people.models import Invitation, Office, Role, User
from people.services import access, pauses
from people.services.mail_check import send_test_mail
from people.services.trials import count_trial


@staff("people.read")
def office(request: StaffRequest) -> HttpResponse:
    """Members with their roles for everybody in the office; invitations and mail for administrators."""
    return _page(request, TestMailForm(initial={"address": request.user.email}))


@staff("people.manage_office", methods=["POST"])
def test_mail(request: StaffRequest) -> HttpResponse:
    form = TestMailForm(request.POST)
    if form.is_valid():
        try:
            count_trial(request.user)
            messages.success(
                request, send_test_mail(form.cleaned_data["address"], office_name=request.office.name)
            )
            return redirect("people:office")
        except DomainError as exc:
            form.add_error("address", exc.message)
    return _page(request, form, status=422)


@staff("people.manage_office", methods=["GET", "HEAD", "POST"])
def settings(request: StaffRequest) -> HttpResponse:
    record = Office.objects.get(pk=request.office.pk)
    form = OfficeForm(request.POST or None, instance=record, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in OfficeForm.Meta.fields}
        try:
            access.amend_office(
                record, changes, by=request.user, at=timezone.now(), expected=form.cleaned_data["version"]
            )
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The office is saved."))
            return redirect("people:office")
    return render(request, "people/office_settings.html", {"form": form}, status=422 if form.errors else 200)


@staff("people.manage_office", methods=["POST"])
def reminders(request: StaffRequest) -> HttpResponse:
    """Lets all reminders of the office rest, or with `active=1` go on."""
    if request.POST.get("active") == "1":
        pauses.resume(request.office, by=request.user, at=timezone.now())
        messages.success(request, _("The reminders of the office go out again."))
    else:
        pauses.pause(request.office, by=request.user, at=timezone.now())
        messages.success(request, _("All reminders of the office are paused."))
    return redirect("people:office")


@signed_in(methods=["POST"])
def switch_office(request: StaffRequest) -> HttpResponse:
    """Work in another office from now on; the page asked for next must be one of ours."""
    asked = as_uid(request.POST.get("office", ""))
    chosen = Office.objects.visible_to(request.user).filter(uid=asked).first()
    if chosen is None:
        return render(request, "404.html", status=404)
    request.session[SESSION_KEY] = str(chosen.uid)
    messages.success(request, _("You now work in %(office)s.") % {"office": chosen})
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(after)
    return redirect("home")


@signed_in()
def no_office(request: StaffRequest) -> HttpResponse:
    if request.office:
        return redirect("people:office")
    return render(request, "people/no_office.html")


def _page(request: StaffRequest, form: TestMailForm, status: int = 200) -> HttpResponse:
    context = {
        "members": _members(request.office),
        "form": form,
        "manages": _manages(request),
        "rests": pauses.rests(request.office),
    }
    if context["manages"]:
        invitations = Invitation.objects.visible_to(request.user).of(request.office)
        context["invitations"] = invitations.filter(accepted_at=None, withdrawn_at=None).select_related(
            "invited_by"
        )
        context["now"] = timezone.now()
    return render(request, "people/office.html", context, status=status)


def _manages(request: StaffRequest) -> bool:
    return bool(request.user.has_perm("people.manage_office", request.office))


def _members(office: Office) -> list[tuple[User, list[Role]]]:
    """Everybody in the office with their roles, by name, in one query."""
    found: dict[User, list[Role]] = {}
    for role in (
        Role.objects.filter(office=office).select_related("user").order_by("user__name", "user_id", "name")
    ):
        found.setdefault(role.user, []).append(role)
    return list(found.items())
