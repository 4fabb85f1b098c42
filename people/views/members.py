"""One member of the office and their roles."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from people.doors import StaffRequest, staff
from people.forms.access import RolesForm
from people.models import Role, User
from people.services import access


@staff("people.manage_office", methods=["GET", "HEAD", "POST"])
def member(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Change the roles, or take all of them away."""
    person = get_object_or_404(User.objects.filter(roles__office=request.office).distinct(), uid=uid)
    held = list(Role.objects.filter(user=person, office=request.office).values_list("name", flat=True))
    form = RolesForm(request.POST or None, initial={"roles": held})
    if request.method == "POST" and form.is_valid():
        roles = [] if "remove" in request.POST else form.cleaned_data["roles"]
        try:
            access.set_roles(
                user=person, office=request.office, roles=roles, by=request.user, at=timezone.now()
            )
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            return _done(request, person, bool(roles))
    context = {"form": form, "person": person}
    return render(request, "people/member.html", context, status=422 if form.errors else 200)


def _done(request: StaffRequest, person: User, still_member: bool) -> HttpResponse:
    text = (
        _("The roles of %(name)s are saved.")
        if still_member
        else _("%(name)s no longer belongs to the office.")
    )
    messages.success(request, text % {"name": person.name})
    left = person.pk == request.user.pk and not still_member
    return redirect("people:no_office" if left else "people:office")
