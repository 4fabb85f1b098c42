"""Follow-ups: what is overdue first, and the page of each with its progress."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.follow_ups import FollowUpFilter, FollowUpForm, ProgressForm
from agreements.models import Agreement, FollowUp, Outcome
from agreements.services import follow_ups as verbs
from agreements.services.follow_up_progress import note_progress
from agreements.states import FollowUpState
from agreements.views.outcomes import WRITING, event_of
from base.errors import DomainError
from base.listing import page_of
from base.refusals import refuse
from events.models import Event
from people.doors import StaffRequest, opened, staff
from people.models import Entry
from people.services.moves import may_move

CAUSES = ("event", "outcome__event", "agreement__event")


@staff("agreements.read")
def followups(request: StaffRequest) -> HttpResponse:
    """Unfinished ones unless asked otherwise; the longest overdue first, those without a day last."""
    today = timezone.localdate()
    mine = FollowUp.objects.visible_to(request.user).of(request.office)
    filters = FollowUpFilter(request.GET)
    rows = filters.narrowed(mine, request.user, today).select_related("lead", "responsible", "owner", *CAUSES)
    context = {
        "filter": filters,
        "page": page_of(request, rows),
        "today": today,
        "overdue": mine.overdue(today).count(),
        "narrow": any(request.GET.get(name) for name in filters.fields),
    }
    return render(request, "agreements/followups.html", context)


@staff(None, methods=WRITING)
def follow_up(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What is to be done and how far it is; writing a note on its progress."""
    shown = opened(
        FollowUp.objects.select_related("lead", "responsible", "owner", *CAUSES),
        request,
        "agreements.read",
        uid=uid,
    )
    may_edit = request.user.has_perm("agreements.edit", shown)
    form = ProgressForm(request.POST or None)
    if request.method == "POST":
        shown = opened(FollowUp.objects.select_related(*CAUSES), request, "agreements.edit", uid=uid)
        if form.is_valid():
            try:
                note_progress(shown, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, _("The progress is noted."))
                return redirect("agreements:follow_up", uid=uid)
    context = {
        "follow_up": shown,
        "form": form,
        "notes": list(shown.notes.select_related("noted_by")),
        "moves": [(to.value, to.label) for to in FollowUpState if may_move(shown, to)],
        "journal": list(
            Entry.objects.of(shown.office).about(f"follow_up:{shown.pk}").select_related("by")[:50]
        ),
        "today": timezone.localdate(),
        "overdue": shown.is_overdue(timezone.localdate()),
        "may_edit": may_edit,
    }
    return render(request, "agreements/follow_up.html", context)


@staff(None, methods=WRITING)
def add_to_event(request: StaffRequest, slug: str) -> HttpResponse:
    return _add(request, event_of(request, slug, "agreements.edit"))


@staff(None, methods=WRITING)
def add_to_outcome(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _add(
        request,
        opened(Outcome.objects.select_related("event", "office"), request, "agreements.edit", uid=uid),
    )


@staff(None, methods=WRITING)
def add_to_agreement(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _add(
        request,
        opened(Agreement.objects.select_related("event", "office"), request, "agreements.edit", uid=uid),
    )


def _add(request: StaffRequest, cause: Event | Outcome | Agreement) -> HttpResponse:
    form = FollowUpForm(request.POST or None, instance=FollowUp(), office=cause.office)
    if form.is_valid():
        try:
            made = verbs.add_follow_up(cause=cause, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The follow-up is noted."))
            return redirect("agreements:follow_up", uid=made.uid)
    return render(request, "agreements/follow_up_form.html", {"form": form, "cause": cause})


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed = opened(
        FollowUp.objects.select_related("office", "lead", "responsible", *CAUSES),
        request,
        "agreements.edit",
        uid=uid,
    )
    form = FollowUpForm(request.POST or None, instance=changed, office=changed.office)
    if form.is_valid():
        try:
            verbs.amend_follow_up(
                changed,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The follow-up is saved."))
            return redirect("agreements:follow_up", uid=uid)
    cause = changed.event or changed.outcome or changed.agreement
    return render(
        request, "agreements/follow_up_form.html", {"form": form, "cause": cause, "follow_up": changed}
    )


@staff(None, methods=("POST",))
def move(request: StaffRequest, uid: UUID) -> HttpResponse:
    """To the state `to`; whoever reported it does not verify it."""
    moved = opened(FollowUp.objects.all(), request, "agreements.edit", uid=uid)
    note: Any = request.POST.get("note", "")
    try:
        verbs.move_follow_up(
            moved, to=request.POST.get("to", ""), by=request.user, at=timezone.now(), note=note
        )
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(
            request, _("The follow-up is now: %(state)s.") % {"state": moved.get_state_display()}
        )
    return redirect("agreements:follow_up", uid=uid)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    gone = opened(FollowUp.objects.all(), request, "agreements.edit", uid=uid)
    try:
        verbs.delete_follow_up(gone, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("agreements:follow_up", uid=uid)
    messages.success(request, _("The follow-up is deleted."))
    return redirect("agreements:followups")
