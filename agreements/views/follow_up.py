"""The page of one follow-up: its progress, its way through the states, more time, and the link of who is responsible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.deadline_outlook import outlook
from agreements.follow_up_steps import steps_of
from agreements.forms.follow_up_filters import moves_of
from agreements.forms.follow_ups import ExtensionForm, MoveForm, ProgressForm
from agreements.links import follow_up_url
from agreements.models import Evidence, Extension, FollowUp
from agreements.services import extensions, follow_up_links
from agreements.services import follow_ups as verbs
from agreements.services.follow_up_progress import FINISHED, note_progress
from agreements.states import ExtensionState, FollowUpState
from agreements.views.outcomes import WRITING
from agreements.views.returning import back_to
from base.attachments import handed_out
from base.errors import DomainError
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.models import Entry

RELATED = ("office", "lead", "responsible", "owner", "reported_by", "event", "outcome__event", "agreement")
EDIT, PROGRESS = "agreements.edit", "agreements.progress"


@staff(None, methods=WRITING)
def follow_up(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What is to be done and how far it is; writing a note on its progress."""
    posted = request.method == "POST"
    shown = _opened(request, uid, PROGRESS if posted else "agreements.read")
    form = ProgressForm(request.POST, request.FILES) if posted else ProgressForm()
    if posted and form.is_valid():
        try:
            note_progress(
                shown, text=form.cleaned_data["text"], evidence=form.cleaned_data["evidence"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The progress is noted."))
            return redirect("agreements:follow_up", uid=uid)
    return _page(request, shown, progress=form)


@staff(None, methods=WRITING)
def move(request: StaffRequest, uid: UUID) -> HttpResponse:
    """To the state `to`; asks for a note where one is needed; whoever reported it does not verify it."""
    moved = _opened(request, uid, PROGRESS)
    to = request.POST.get("to") or request.GET.get("to", "")
    if to != FollowUpState.REPORTED:
        moved = _opened(request, uid, EDIT)
    form = MoveForm(request.POST) if request.method == "POST" else MoveForm()
    if request.method == "POST" and form.is_valid():
        try:
            verbs.move_follow_up(
                moved, to=to, by=request.user, at=timezone.now(), note=form.cleaned_data["note"]
            )
        except DomainError as exc:
            if "note" not in exc.errors:
                messages.error(request, exc.message)
                return redirect(back_to(request, "agreements:follow_up", uid))
            if "asked" in request.POST:
                refuse(form, exc)
            else:
                form = MoveForm()
        else:
            done = _("The follow-up is now: %(state)s.") % {"state": moved.get_state_display()}
            messages.success(request, done)
            return redirect(back_to(request, "agreements:follow_up", uid))
    label = dict(FollowUpState.choices).get(to, to)
    context = {
        "follow_up": moved,
        "form": form,
        "to": to,
        "label": label,
        "next": request.POST.get("next", ""),
    }
    return render(request, "agreements/follow_up_move.html", context)


@staff(None, methods=WRITING)
def extend(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Ask for more time."""
    asking = _opened(request, uid, PROGRESS)
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        try:
            extensions.ask_extension(asking, **form.cleaned_data, by=request.user, at=timezone.now())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("More time is asked for; somebody else of the office decides."))
            return redirect("agreements:follow_up", uid=uid)
    reason = extensions.why_not_extended(asking, verbs.local_day(asking, timezone.now()))
    context = {"follow_up": asking, "form": form, "reason": reason}
    return render(request, "agreements/follow_up_extension.html", context)


@staff(None, methods=("POST",))
def decide(request: StaffRequest, uid: UUID, extension: UUID) -> HttpResponse:
    """Grant more time, or refuse it."""
    _opened(request, uid, EDIT)
    rows = Extension.objects.filter(follow_up__uid=uid).select_related(
        "follow_up__office", "asked_by", "asked_by_person"
    )
    asked = opened(rows, request, EDIT, uid=extension)
    grant = request.POST.get("decision") == "grant"
    return _done(
        request,
        uid,
        lambda: extensions.decide_extension(
            asked, grant=grant, answer=request.POST.get("answer", ""), by=request.user, at=timezone.now()
        ),
        _("More time is granted.") if grant else _("More time is refused."),
    )


@staff(None, methods=("POST",))
def send_link(request: StaffRequest, uid: UUID) -> HttpResponse:
    found = _opened(request, uid, EDIT)
    return _done(
        request,
        uid,
        lambda: follow_up_links.send_link(found, by=request.user, at=timezone.now()),
        _("The link is on its way."),
    )


@staff(None, methods=("POST",))
def renew_link(request: StaffRequest, uid: UUID) -> HttpResponse:
    found = _opened(request, uid, EDIT)
    return _done(
        request,
        uid,
        lambda: follow_up_links.renew_link(found, by=request.user, at=timezone.now()),
        _("There is a new link; the one before opens nothing any more."),
    )


@staff("agreements.read")
def evidence(request: StaffRequest, uid: UUID, file: UUID) -> FileResponse:
    found = opened(Evidence.objects.filter(note__follow_up__uid=uid), request, "agreements.read", uid=file)
    return handed_out(found.file, name=found.name, media_type=found.media_type)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    gone = _opened(request, uid, EDIT)
    try:
        verbs.delete_follow_up(gone, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("agreements:follow_up", uid=uid)
    messages.success(request, _("The follow-up is deleted."))
    return redirect("agreements:followups")


def _opened(request: StaffRequest, uid: UUID, perm: str) -> FollowUp:
    found: FollowUp = opened(FollowUp.objects.select_related(*RELATED), request, perm, uid=uid)
    return found


def _done(request: StaffRequest, uid: UUID, verb: Callable[[], Any], said: str) -> HttpResponse:
    try:
        verb()
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, said)
    return redirect("agreements:follow_up", uid=uid)


def _page(request: StaffRequest, shown: FollowUp, *, progress: ProgressForm) -> HttpResponse:
    today = timezone.localdate()
    may_edit, may_report = (request.user.has_perm(perm, shown) for perm in (EDIT, PROGRESS))
    steps = steps_of(shown)
    asked = next((s.extension for s in steps if s.extension and s.state == ExtensionState.ASKED), None)
    reporter = verbs.reporter_of(shown) if shown.state == FollowUpState.REPORTED else None
    reachable = [one for one in moves_of(shown) if may_edit or one[0] == FollowUpState.REPORTED]
    context = {
        "follow_up": shown,
        "supporters": verbs.supporters_of(shown),
        "form": progress,
        "steps": steps,
        "asked": asked,
        "may_decide": may_edit
        and asked
        and not verbs.is_same(request.user, asked.asked_by or asked.asked_by_person),
        "may_ask": may_report and not asked and not extensions.why_not_extended(shown, today),
        "moves": reachable if may_report else [],
        "reporter": reporter,
        "may_verify": may_edit and not verbs.is_same(request.user, reporter),
        "link": follow_up_url(shown) if may_edit and shown.responsible else "",
        "journal": list(
            Entry.objects.of(shown.office).about(f"follow_up:{shown.pk}").select_related("by")[:50]
        ),
        "reminders": outlook(shown, timezone.now()),
        "overdue": shown.is_overdue(today),
        "finished": shown.state in FINISHED,
        "may_edit": may_edit,
        "may_report": may_report,
    }
    return render(request, "agreements/follow_up.html", context)
