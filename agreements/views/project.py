"""One project: its page with what was told of it, its moves, its place on the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.deadline_outlook import outlook
from agreements.forms.projects import ProjectMoveForm, StageForm, TellForm
from agreements.models import FollowUp, Project, ProjectStage
from agreements.services import project_board, project_stages, projects
from agreements.states import ProjectState
from agreements.views.outcomes import WRITING
from agreements.views.projects import ORIGIN, WHO, moves_of
from agreements.views.returning import back_to
from base.dates import PartialDate
from base.errors import DomainError
from base.refusals import refuse
from base.uids import as_uids
from people.doors import StaffRequest, opened, staff
from people.models import Entry
from people.policies import require

SHOWN = 50


@staff(None, methods=WRITING)
def project(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Facts, stages, what was told of it, what is followed up where it stems from; posting tells how it stands."""
    shown = project_of(request, uid, "agreements.read")
    may_tell = request.user.has_perm("agreements.progress", shown)
    form = TellForm(request.POST or None, project=shown) if may_tell else None
    if request.method == "POST":
        require(request.user, "agreements.progress", shown)
        if form is not None and form.is_valid():
            try:
                projects.tell(shown, by=request.user, at=timezone.now(), **form.cleaned_data)
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, _("The update is kept."))
                return redirect("agreements:project", uid=uid)
    today = timezone.localdate()
    origin = {"agreement": shown.agreement_id} if shown.agreement_id else {"outcome": shown.outcome_id}
    follow_ups = FollowUp.objects.visible_to(request.user).filter(**origin)
    context = {
        "project": shown,
        "form": form,
        "partners": projects.partners_of(shown),
        "stages": list(shown.stages.all()),
        "updates": list(shown.updates.select_related("told_by")),
        "follow_ups": list(follow_ups.select_related("lead", "responsible", "owner")),
        "journal": list(
            Entry.objects.of(shown.office).about(f"project:{shown.pk}").select_related("by")[:SHOWN]
        ),
        "moves": moves_of(shown),
        "reminders": outlook(shown, timezone.now()),
        "late": shown.is_alive and shown.milestone_on is not None and shown.milestone_on < today,
        "today": today,
        "may_edit": request.user.has_perm("agreements.edit", shown),
    }
    return render(request, "agreements/project.html", context)


@staff(None, methods=WRITING)
def move(request: StaffRequest, uid: UUID) -> HttpResponse:
    """To the stage `to`, since today unless a day is said; asks what is missing. `order` arranges the column it comes to."""
    moved = project_of(request, uid, "agreements.edit")
    to = request.POST.get("to") or request.GET.get("to", "")
    if to not in ProjectState.values:
        raise Http404
    today = PartialDate.of(timezone.localdate())
    asked = request.POST if "asked" in request.POST else None
    form = ProjectMoveForm(asked, initial={"on": today})
    if request.method == "POST" and (asked is None or form.is_valid()):
        values = form.cleaned_data if asked else {"on": today}
        try:
            project_stages.move_project(moved, to=to, by=request.user, at=timezone.now(), **values)
        except DomainError as exc:
            if not exc.errors:
                messages.error(request, exc.message)
                return redirect(back_to(request, "agreements:project", uid))
            form = form if asked else ProjectMoveForm({"on": str(today)})
            refuse(form, exc)
        else:
            _arrange(request, moved)
            messages.success(request, _("The project is %(state)s.") % {"state": moved.get_state_display()})
            return redirect(back_to(request, "agreements:project", uid))
    context = {"project": moved, "form": form, "to": to, "label": ProjectState(to).label, "next": request.POST.get("next", ""), "order": request.POST.get("order", "")}  # fmt: skip
    return render(request, "agreements/project_move.html", context)


@staff(None, methods=("POST",))
def place(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Its place in its column: among the cards of `order`, or one `up` or `down`."""
    placed = project_of(request, uid, "agreements.edit")
    steps = {"up": project_board.UP, "down": project_board.DOWN}
    if step := steps.get(request.POST.get("step", "")):
        project_board.shift(placed, step, by=request.user, at=timezone.now())
    else:
        _arrange(request, placed)
    return redirect(back_to(request, "agreements:project_board"))


@staff(None, methods=WRITING)
def amend_stage(request: StaffRequest, uid: UUID, stage: UUID) -> HttpResponse:
    """The day on which it entered a stage, or the note on it."""
    owner = project_of(request, uid, "agreements.edit")
    amended = opened(
        ProjectStage.objects.filter(project=owner).select_related("project__office"), request, uid=stage
    )
    initial = {"entered_on": amended.entered_on, "note": amended.note, "version": amended.version}
    form = StageForm(request.POST or None, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        expected = values.pop("version")
        try:
            project_stages.amend_stage(amended, values, by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, amended)
        else:
            messages.success(request, _("The stage is saved."))
            return redirect("agreements:project", uid=uid)
    return render(
        request, "agreements/project_stage.html", {"project": owner, "stage": amended, "form": form}
    )


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    deleted = project_of(request, uid, "agreements.edit")
    try:
        projects.delete_project(deleted, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("agreements:project", uid=uid)
    messages.success(request, _("The project is deleted."))
    return redirect("agreements:projects")


def project_of(request: StaffRequest, uid: UUID, perm: str) -> Project:
    rows: Any = Project.objects.select_related("office", *WHO, *ORIGIN)
    found: Project = opened(rows, request, perm, uid=uid)
    return found


def _arrange(request: StaffRequest, project: Project) -> None:
    """The order that the board sent: the cards of the column, with commas between them."""
    uids = as_uids(request.POST.get("order", "").split(","))
    if uids:
        project_board.arrange(project, uids, by=request.user, at=timezone.now())
