"""Preparation tasks of an event; ticking one off swaps its row in place."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.refusals import refuse
from events.forms.planning import TaskForm
from events.models import Event, PreparationTask
from events.services.tasks import add_task, amend_task, delete_task, tick
from people.doors import StaffRequest, opened, staff
from people.policies import require

WRITING = ("GET", "HEAD", "POST")


@staff(None, methods=WRITING)
def tasks(request: StaffRequest, slug: str) -> HttpResponse:
    """The list, and the form that adds one."""
    event = opened(Event.objects.select_related("office"), request, "events.read", slug=slug)
    form = TaskForm(request.POST or None, office=event.office)
    if request.method == "POST":
        require(request.user, "events.run", event)
        if form.is_valid():
            try:
                add_task(event=event, by=request.user, at=timezone.now(), **form.values())
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, _("The task is noted."))
                return redirect("events:tasks", slug=slug)
    return render(request, "events/tasks.html", _listed(request, event) | {"form": form})


@staff(None, methods=WRITING)
def task(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    record = _task(request, slug, uid)
    form = TaskForm(request.POST or None, instance=record, office=record.event.office)
    if form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            amend_task(record, form.values(), by=request.user, at=timezone.now(), expected=expected)
        except DomainError as exc:
            refuse(form, exc, record)
        else:
            messages.success(request, _("The task is saved."))
            return redirect("events:tasks", slug=slug)
    return render(request, "events/task_form.html", {"event": record.event, "task": record, "form": form})


@staff(None, methods=("POST",))
def done(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Ticks off, or opens again when `done` is 0. htmx gets the list, others go back to the page."""
    record = _task(request, slug, uid)
    tick(record, done=request.POST.get("done") != "0", by=request.user, at=timezone.now())
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "events/_tasks.html", _listed(request, record.event))
    return redirect("events:tasks", slug=slug)


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    delete_task(_task(request, slug, uid), by=request.user, at=timezone.now())
    messages.success(request, _("The task is deleted."))
    return redirect("events:tasks", slug=slug)


def _task(request: StaffRequest, slug: str, uid: uuid.UUID) -> PreparationTask:
    listed = PreparationTask.objects.select_related("event__office")
    return opened(listed, request, "events.run", event__slug=slug, uid=uid)


def _listed(request: StaffRequest, event: Event) -> dict[str, object]:
    listed = PreparationTask.objects.filter(event=event).select_related("who")
    return {
        "event": event,
        "tasks": sorted(listed, key=lambda task: bool(task.done_at)),
        "today": timezone.localdate(),
        "may_run": request.user.has_perm("events.run", event),
    }
