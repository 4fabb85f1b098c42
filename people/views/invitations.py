"""Invitations: sent and withdrawn by administrators, accepted by whom they reached."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from people.doors import StaffRequest, opened, public, staff
from people.forms.access import InviteForm, NewAccountForm
from people.links import invitation_of
from people.middleware import SESSION_KEY
from people.models import Invitation, User
from people.preferences import remember_language
from people.services import access


@staff("people.manage_office", methods=["GET", "HEAD", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, initial={"language": request.office.language})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = access.invite(
                office=request.office, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            messages.success(request, _("The invitation goes to %(email)s.") % {"email": invitation.email})
            return redirect("people:office")
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@staff("people.manage_office", methods=["POST"])
def send_again(request: StaffRequest, uid: UUID) -> HttpResponse:
    invitation = _opened(request, uid)
    access.send_again(invitation, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation goes to %(email)s once more.") % {"email": invitation.email})
    return redirect("people:office")


@staff("people.manage_office", methods=["POST"])
def withdraw(request: StaffRequest, uid: UUID) -> HttpResponse:
    access.withdraw_invitation(_opened(request, uid), by=request.user, at=timezone.now())
    messages.success(request, _("The invitation is withdrawn; its link opens nothing any more."))
    return redirect("people:office")


@public(methods=["GET", "HEAD", "POST"], rule="signed link of an invitation")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows what it is about; only the button accepts."""
    invitation = invitation_of(token)
    if invitation is None or (state := _closed(invitation)):
        status, state = (404, "unknown") if invitation is None else (410, state)
        return render(request, "people/invitation_closed.html", {"state": state}, status=status)
    user = User.objects.filter(email__iexact=invitation.email).first()
    other = request.user.is_authenticated and request.user != user
    form = None if user else NewAccountForm(request.POST or None)
    context: dict[str, Any] = {"invitation": invitation, "known": user, "other": other, "form": form}
    if request.method != "POST" or other or (form and not form.is_valid()):
        status = 409 if other and request.method == "POST" else 422 if form and form.errors else 200
        return render(request, "people/invitation.html", context, status=status)
    try:
        member = access.accept(invitation, at=timezone.now(), **(form.cleaned_data if form else {}))
    except DomainError as exc:
        if form is None:
            raise
        add_to_form(form, exc)
        return render(request, "people/invitation.html", context, status=422)
    return _welcome(request, invitation, member, new=user is None)


def _welcome(request: HttpRequest, invitation: Invitation, member: User, *, new: bool) -> HttpResponse:
    """A new account is logged in by the password just chosen; an old one logs in as always."""
    messages.success(request, _("You now belong to %(office)s.") % {"office": invitation.office})
    if not new and not request.user.is_authenticated:
        return redirect("account_login")
    if new:
        get_adapter().login(request, member)
    request.session[SESSION_KEY] = str(invitation.office.uid)
    response = redirect("home")
    if new:
        remember_language(response, member.language)
    return response


def _closed(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if invitation.expires_at <= timezone.now() else ""


def _opened(request: StaffRequest, uid: UUID) -> Invitation:
    return opened(Invitation.objects.of(request.office), request, "people.manage_office", uid=uid)
