"""Who takes part in an item of the agenda, and the unnamed groups of an event."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from events.forms.agenda import NewPersonForm, ParticipationForm
from events.forms.groups import GroupForm
from events.models import AgendaItem, Event, Group, Participation
from events.services import groups as group_verbs
from events.services import participations as verbs
from events.services.newcomers import introduce
from events.views.agenda import WRITING
from events.views.items import item_of
from people.doors import StaffRequest, opened, staff


@staff(None, methods=WRITING)
def add(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Somebody of the directory, a group, or somebody new who enters the directory with a post."""
    item = item_of(request, slug, uid, "events.run")
    form = ParticipationForm(request.POST or None, instance=Participation(item=item), item=item)
    newcomer = NewPersonForm(request.POST or None, office=item.office)
    if form.is_valid() and newcomer.is_valid():
        try:
            _add(request, item, form, newcomer)
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Added to the item."))
            again = "another" in request.POST
            return redirect("events:item_participation_add" if again else "events:item", slug=slug, uid=uid)
    context = {"event": item.event, "item": item, "form": form, "newcomer": newcomer}
    return render(request, "events/participation_form.html", context)


@transaction.atomic
def _add(request: StaffRequest, item: AgendaItem, form: ParticipationForm, newcomer: NewPersonForm) -> None:
    """Both or neither: nobody enters the directory when the item refuses them."""
    now, values = timezone.now(), form.values()
    if newcomer.given and values["person"] is None and values["group"] is None:
        names = {name: value for name, value in newcomer.cleaned_data.items() if name != "namesake"}
        values["person"] = introduce(office=item.office, by=request.user, at=now, **names)
    verbs.add_participation(item=item, by=request.user, at=now, **values)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID, participation: UUID) -> HttpResponse:
    item = item_of(request, slug, uid, "events.run")
    changed = opened(item.participations.select_related("person", "group"), request, uid=participation)
    form = ParticipationForm(request.POST or None, instance=changed, item=item)
    if form.is_valid():
        try:
            verbs.amend_participation(
                changed,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("It is saved."))
            return redirect("events:item", slug=slug, uid=uid)
    context = {"event": item.event, "item": item, "form": form, "participation": changed}
    return render(request, "events/participation_form.html", context)


@staff(None, methods=("POST",))
def remove(request: StaffRequest, slug: str, uid: UUID, participation: UUID) -> HttpResponse:
    item = item_of(request, slug, uid, "events.run")
    gone = opened(item.participations.all(), request, uid=participation)
    verbs.remove_participation(gone, by=request.user, at=timezone.now())
    messages.success(request, _("Removed from the item. The directory keeps the person."))
    return redirect("events:item", slug=slug, uid=uid)


@staff(None, methods=("POST",))
def shift(request: StaffRequest, slug: str, uid: UUID, participation: UUID) -> HttpResponse:
    """Change places with who stands before (`to=up`) or after."""
    item = item_of(request, slug, uid, "events.run")
    uids = list(item.participations.values_list("uid", flat=True))
    if participation in uids:
        here = uids.index(participation)
        there = here - 1 if request.POST.get("to") == "up" else here + 1
        if 0 <= there < len(uids):
            uids[here], uids[there] = uids[there], uids[here]
            verbs.reorder_participations(item, uids, by=request.user, at=timezone.now())
    return redirect("events:item", slug=slug, uid=uid)


@staff(None, methods=WRITING)
def group(request: StaffRequest, slug: str, uid: UUID | None = None) -> HttpResponse:
    """Add a group of unnamed participants, or change one."""
    event = opened(Event.objects.select_related("office"), request, "events.run", slug=slug)
    changed = opened(Group.objects.filter(event=event), request, uid=uid) if uid else None
    form = GroupForm(
        request.POST or None, instance=changed or Group(event=event), event=event, initial=_bodies(changed)
    )
    if form.is_valid():
        organizations = form.cleaned_data["organizations"]
        given: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organizations": organizations}
        try:
            if changed:
                group_verbs.amend_group(
                    changed, form.values(), expected=form.cleaned_data["version"], **given
                )
            else:
                group_verbs.add_group(event=event, **form.values(), **given)
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The group is saved."))
            return redirect("events:agenda", slug=slug)
    return render(request, "events/group_form.html", {"event": event, "form": form, "group": changed})


@staff(None, methods=("POST",))
def group_delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    gone = opened(Group.objects.filter(event__slug=slug), request, "events.run", uid=uid)
    try:
        group_verbs.delete_group(gone, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("The group is deleted."))
    return redirect("events:agenda", slug=slug)


def _bodies(group: Group | None) -> dict[str, Any]:
    return {"organizations": list(group.organizations.all())} if group and group.pk else {}
