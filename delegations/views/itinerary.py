"""The itinerary of a delegation and of each of its members, for the office; what changed since one looked; links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.records import key
from delegations import links
from delegations.itinerary.companions import companions_of
from delegations.itinerary.lines import Itinerary
from delegations.itinerary.reading import Rows, read
from delegations.itinerary.weaving import woven
from delegations.models import Delegation, Member
from delegations.services import itinerary_links, looks
from delegations.views.delegations import opened_delegation
from events.models import Event, Registration
from people.doors import StaffRequest, opened, staff


@staff(None)
def itinerary(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The whole visit by days; journeys, rooms and telephones only for those who run or escort the delegation."""
    delegation = opened_delegation(request, uid, "delegations.read")
    rows = rows_for(request, delegation)
    shown = woven(rows)
    look = looks.look_of(delegation, reader(request))
    context = {
        **context_of(request, delegation, shown),
        "members": rows.members,
        "companions": companions_of(delegation) if shown.whole else [],
        "look": look,
        "changed": looks.changed_since(look, rows, shown) if look else [],
        **(_links(delegation, delegation.event) if shown.whole else {}),
    }
    return render(request, "delegations/itinerary.html", context)


@staff(None)
def person(request: StaffRequest, uid: UUID, member: UUID) -> HttpResponse:
    """What one member does, with which vehicle, in which room."""
    delegation = opened_delegation(request, uid, "delegations.read")
    own = opened_member(request, delegation, member)
    shown = woven(rows_for(request, delegation, own))
    context = {
        **context_of(request, delegation, shown),
        "member": own,
        **(_links(own, delegation.event) if shown.whole else {}),
    }
    return render(request, "delegations/itinerary_person.html", context)


@staff(None)
def companion(request: StaffRequest, uid: UUID, registration: UUID) -> HttpResponse:
    """What somebody does who goes along without being a member: an interpreter, a host."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    own = opened_companion(delegation, registration)
    shown = woven(read(delegation, companion=own))
    context = {**context_of(request, delegation, shown), "companion": own}
    return render(request, "delegations/itinerary_person.html", context)


@staff(None)
def changes(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Added, dropped and changed lines since the reader said that they had seen it."""
    delegation = opened_delegation(request, uid, "delegations.read")
    rows = rows_for(request, delegation)
    shown = woven(rows)
    look = looks.look_of(delegation, reader(request))
    context = {
        **context_of(request, delegation, shown),
        "look": look,
        "changes": looks.changed_since(look, rows, shown) if look else [],
    }
    return render(request, "delegations/itinerary_changes.html", context)


@staff(None, methods=("POST",))
def seen(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = opened_delegation(request, uid, "delegations.read")
    shown = woven(rows_for(request, delegation))
    looks.note_look(delegation, shown, reader=reader(request), at=timezone.now())
    messages.success(request, _("Noted. From now on changes after this moment are shown."))
    return redirect("delegations:itinerary", uid=uid)


@staff(None, methods=("POST",))
def renew(request: StaffRequest, uid: UUID, member: UUID | None = None) -> HttpResponse:
    """A new link of the delegation or of a member; the old one opens nothing any more."""
    delegation = opened_delegation(request, uid, "delegations.escort")
    whose: Delegation | Member = opened_member(request, delegation, member) if member else delegation
    itinerary_links.renew_link(whose, by=request.user, at=timezone.now())
    messages.success(request, _("The link is new; the old one does not open any more."))
    if member:
        return redirect("delegations:itinerary_person", uid=uid, member=member)
    return redirect("delegations:itinerary", uid=uid)


def rows_for(request: StaffRequest, delegation: Delegation, member: Member | None = None) -> Rows:
    return read(delegation, member=member, whole=request.user.has_perm("delegations.escort", delegation))


def opened_member(request: StaffRequest, delegation: Delegation, uid: UUID) -> Member:
    members = Member.objects.select_related("registration__person", "registration__group")
    found: Member = opened(members, request, delegation=delegation, uid=uid)
    return found


def opened_companion(delegation: Delegation, uid: UUID) -> Registration:
    return get_object_or_404(companions_of(delegation), uid=uid)


def reader(request: StaffRequest) -> str:
    return key("user", request.user.pk)


def context_of(request: StaffRequest, delegation: Delegation, shown: Itinerary) -> dict[str, Any]:
    return {
        "delegation": delegation,
        "event": delegation.event,
        "itinerary": shown,
        "may_run": request.user.has_perm("delegations.run", delegation),
        "may_escort": shown.whole,
    }


def _links(whose: Delegation | Member, event: Event) -> dict[str, str]:
    """Nothing when they open nothing any more."""
    if links.long_over(event, timezone.now()):
        return {}
    return {"page_url": links.itinerary_url(whose), "feed_url": links.feed_url(whose)}
