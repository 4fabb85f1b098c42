"""Diets and medical needs: counts for who escorts, names and texts for few, and every look on record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, Invalid
from base.refusals import refuse
from delegations.forms.travel import DIETS, NeedsForm
from delegations.models import Needs
from delegations.services import needs as verbs
from delegations.travel_lists import by_diet
from delegations.travel_picture import TravelPicture, Who, picture_of
from delegations.travel_sight import Sight, sight_of
from delegations.views.delegations import WRITING, opened_delegation
from events.models import Registration
from events.opening import event_of
from people.doors import StaffRequest, opened, staff
from people.models import User
from people.policies import require

READ = "delegations.read"


@staff(None, methods=WRITING)
def diets(request: StaffRequest, slug: str) -> HttpResponse:
    """How many eat what; with POST also who, for those who may know it. Showing names is in the journal."""
    picture = picture_of(event_of(request, slug, READ))
    sight = sight_of(request.user, picture)
    named = request.method == "POST"
    if named:
        told = revealed_diets(picture, request.user)
    else:
        told = counted_diets(picture, sight)
    context = {
        "event": picture.event, "picture": picture, "sight": sight, "may_run": sight.runs, "named": named,
        "groups": by_diet(told), "may_count": sight.receives,
    }  # fmt: skip
    return _unkept(render(request, "delegations/travel_diets.html", context))


def revealed_diets(picture: TravelPicture, user: User) -> list[tuple[Who, str]]:
    """Who eats what, with one entry in the journal. Raises NotAllowed."""
    about = picture.of or picture.event
    require(user, "delegations.reveal", about)
    rows = needs_of(picture)
    texts = verbs.reveal_needs(rows, of=about, by=user, at=timezone.now(), note="diet list")
    return [
        (picture.people[row.registration_id], text["diet"])
        for row, text in zip(rows, texts, strict=True)
        if text["diet"]
    ]


def counted_diets(picture: TravelPicture, sight: Sight) -> list[tuple[Who, str]]:
    """For counting alone: of the delegations that the reader escorts."""
    found = []
    for row in needs_of(picture):
        who = picture.people[row.registration_id]
        if sight.of(who.delegation) and (diet := verbs.clear(row, "diet")):
            found.append((who, diet))
    return found


def needs_of(picture: TravelPicture) -> list[Needs]:
    return list(Needs.objects.filter(registration__in=list(picture.people)))


@staff(None, methods=WRITING)
def needs(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Of whom in the delegation something is stated; with POST and a reason, what it is."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    picture = picture_of(delegation.event, delegation)
    rows = {row.registration_id: row for row in needs_of(picture)}
    shown: dict[int, dict[str, str]] = {}
    reason = request.POST.get("reason", "").replace("\x00", "")
    if request.method == "POST":
        require(request.user, "delegations.reveal", delegation)
        try:
            texts = verbs.reveal_needs(
                list(rows.values()), of=delegation, by=request.user, at=timezone.now(), reason=reason
            )
        except Invalid as exc:
            messages.error(request, exc.message or _("Say why you want to see it."))
        else:
            shown = dict(zip(rows, texts, strict=True))
    context = {
        "delegation": delegation, "event": delegation.event, "sight": sight_of(request.user, picture),
        "lines": [(who, rows.get(who.registration.pk), shown.get(who.registration.pk)) for who in picture.members],
        "shown": bool(shown),
        "may_run": request.user.has_perm("delegations.run", delegation),
    }  # fmt: skip
    return _unkept(render(request, "delegations/needs.html", context))


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID, registration: UUID) -> HttpResponse:
    """Write the needs of one participant; what is stated already is not shown."""
    delegation = opened_delegation(request, uid, "delegations.run")
    members = Registration.objects.filter(pk__in=delegation.members.values("registration"))
    own = opened(members.select_related("person", "group"), request, uid=registration)
    form = NeedsForm(request.POST or None)
    if form.is_valid():
        try:
            verbs.state_needs(own, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The needs are saved."))
            return redirect("delegations:travel_needs", uid=uid)
    context = {
        "delegation": delegation, "event": delegation.event, "form": form, "registration": own,
        "stated": Needs.objects.filter(registration=own).first(), "diets": DIETS,
    }  # fmt: skip
    return render(request, "delegations/needs_form.html", context, status=422 if form.errors else 200)


def _unkept(response: HttpResponse) -> HttpResponse:
    """Health in clear is kept by no browser."""
    response["Cache-Control"] = "no-store"
    return response
