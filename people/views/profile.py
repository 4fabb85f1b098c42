"""A user's own account: preferences and API tokens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from people.doors import StaffRequest, signed_in
from people.forms.account import ProfileForm, TokenForm
from people.models import ApiToken, User
from people.preferences import remember_language
from people.services import accounts


@signed_in(methods=["GET", "HEAD", "POST"])
def profile(request: StaffRequest) -> HttpResponse:
    # A copy, so that a name refused by the form does not stand at the top of the page.
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.amend_profile(user, form.cleaned_data)
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            response = redirect("people:profile")
            remember_language(response, user.language)
            messages.success(request, _("Your profile is saved."))
            return response
    return render(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)


@signed_in(methods=["GET", "HEAD", "POST"])
def tokens(request: StaffRequest) -> HttpResponse:
    """The tokens in use; a new one is shown in the answer to its making and never again."""
    form, made = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        values = {
            "name": form.cleaned_data["name"],
            "days": form.cleaned_data["days"],
            "scopes": form.scopes(),
        }
        try:
            _token, made = accounts.make_token(user=request.user, **values)
            form = TokenForm()
        except DomainError as exc:
            add_to_form(form, exc)
    mine = ApiToken.objects.filter(user=request.user).order_by("-created")
    context = {"form": form, "made": made, "tokens": mine, "now": timezone.now()}
    response = render(request, "people/tokens.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@signed_in(methods=["POST"])
def revoke_token(request: StaffRequest, token_key: str) -> HttpResponse:
    accounts.revoke_token(user=request.user, token_key=token_key)
    messages.success(request, _("The token is revoked."))
    return redirect("people:tokens")
