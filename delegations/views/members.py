"""The members of a delegation: choosing, entering, ordering and listing them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import sheets
from base.errors import DomainError, Invalid
from base.listing import page_of
from base.refusals import refuse
from base.uids import as_uids
from delegations.forms.members import MemberForm
from delegations.models import Delegation, Member, MemberRole
from delegations.services import members as verbs
from delegations.sheets import COLUMNS, rows_of
from delegations.showing import candidates
from delegations.views.delegations import WRITING, opened_delegation
from events.forms.agenda import NewPersonForm
from events.models import Registration
from events.services.newcomers import introduce
from people.doors import StaffRequest, opened, staff
from people.policies import require
from people.services import journal


@staff(None, methods=WRITING)
def choose(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Participants of the event who are in no delegation, to tick."""
    delegation = opened_delegation(request, uid, "delegations.run")
    if request.method == "POST":
        chosen = _ticked(request, delegation)
        if not chosen:
            messages.warning(request, _("Tick at least one participant."))
            return redirect("delegations:member_choose", uid=uid)
        role = request.POST.get("role", MemberRole.MEMBER)
        try:
            added = verbs.add_members(
                delegation=delegation, registrations=chosen, role=role, by=request.user, at=timezone.now()
            )
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect("delegations:member_choose", uid=uid)
        text = ngettext("%(count)s member added.", "%(count)s members added.", len(added))
        messages.success(request, text % {"count": len(added)})
        return redirect("delegations:delegation", uid=uid)
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    context = {
        "delegation": delegation,
        "event": delegation.event,
        "page": page_of(request, candidates(delegation, asked)),
        "q": asked,
        "roles": MemberRole.choices,
        "chosen_role": MemberRole.MEMBER.value,
    }
    return render(request, "delegations/member_choose.html", context)


@staff(None, methods=WRITING)
def add(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Somebody of the directory, or somebody new who enters the directory with a post; both register for the event."""
    delegation = opened_delegation(request, uid, "delegations.run")
    form = MemberForm(request.POST or None, event=delegation.event)
    newcomer = NewPersonForm(request.POST or None, office=delegation.office)
    if form.is_valid() and newcomer.is_valid():
        try:
            _add(request, delegation, form, newcomer)
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The member is added."))
            again = "another" in request.POST
            return redirect("delegations:member_add" if again else "delegations:delegation", uid=uid)
    context = {"delegation": delegation, "event": delegation.event, "form": form, "newcomer": newcomer}
    wrong = form.errors or newcomer.errors
    return render(request, "delegations/member_add.html", context, status=422 if wrong else 200)


@transaction.atomic
def _add(request: StaffRequest, delegation: Delegation, form: MemberForm, newcomer: NewPersonForm) -> None:
    """Both or neither: nobody enters the directory when the delegation refuses them."""
    values = dict(form.cleaned_data)
    who_when: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    person, role = values.pop("person"), values.pop("role")
    if person is None and newcomer.given:
        names = {name: value for name, value in newcomer.cleaned_data.items() if name != "namesake"}
        person = introduce(office=delegation.office, **names, **who_when)
    if person is None:
        raise Invalid(_("Choose a person, or write a family name."), field="person")
    verbs.add_people(delegation=delegation, people=[person], member_role=role, **values, **who_when)


@staff(None, methods=("POST",))
def amend(request: StaffRequest, uid: UUID, member: UUID) -> HttpResponse:
    """Change the role, or move the member up or down, as the button says."""
    own = _member(request, uid, member)
    step = {"up": -1, "down": 1}.get(request.POST.get("move", ""))
    try:
        if step is not None:
            _shift(request, own, step)
        else:
            changes = {"role": request.POST.get("role", own.role)}
            verbs.amend_member(own, changes, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("delegations:delegation", uid=uid)


@staff(None, methods=("POST",))
def remove(request: StaffRequest, uid: UUID, member: UUID) -> HttpResponse:
    own = _member(request, uid, member)
    try:
        verbs.remove_member(own, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("Removed from the delegation; the registration for the event stays."))
    return redirect("delegations:delegation", uid=uid)


@staff(None, methods=("POST",))
def order(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The order as rows were dragged: `uids`."""
    delegation = opened_delegation(request, uid, "delegations.run")
    try:
        verbs.reorder_members(
            delegation, as_uids(request.POST.getlist("uids")), by=request.user, at=timezone.now()
        )
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("delegations:delegation", uid=uid)


@staff(None, methods=("POST",))
def export(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The list of members as a workbook; each export is in the journal."""
    delegation = opened_delegation(request, uid, "delegations.read")
    require(request.user, "events.export_participants", delegation)
    content = sheets.workbook(
        [sheets.Column(str(heading), width) for heading, width in COLUMNS],
        rows_of(delegation),
        title=_("Members"),
    )
    journal.record(delegation, "exported", by=request.user, at=timezone.now(), note="members, xlsx")
    name = f"{delegation.event.slug}-delegation-{delegation.position + 1}.xlsx"
    response = sheets.attachment(content, name, sheets.XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def _member(request: StaffRequest, uid: UUID, member: UUID) -> Member:
    members = Member.objects.select_related("delegation", "registration")
    return opened(members, request, "delegations.run", delegation__uid=uid, uid=member)


def _shift(request: StaffRequest, own: Member, step: int) -> None:
    uids = list(own.delegation.members.values_list("uid", flat=True))
    here = uids.index(own.uid)
    there = min(max(here + step, 0), len(uids) - 1)
    uids.insert(there, uids.pop(here))
    verbs.reorder_members(own.delegation, uids, by=request.user, at=timezone.now())


def _ticked(request: StaffRequest, delegation: Delegation) -> list[Registration]:
    uids = as_uids(request.POST.getlist("selected"))
    found = Registration.objects.filter(event=delegation.event_id, uid__in=uids).order_by("seq")
    return list(found.select_related("group"))
