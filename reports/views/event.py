"""An event's home: where it stands, and what is next to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from events.states import EventState
from people.doors import StaffRequest, opened, staff
from people.models import Entry
from reports import queries
from reports.models import Report

JOURNAL = 12


@staff()
def event_home(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects.select_related("series", "office", "parent"), request, slug=slug)
    figures = queries.event_figures(event, request.user)
    reports = list(
        Report.objects.visible_to(request.user).filter(event=event).newest().without_dossiers()[:3]
    )
    context = {
        "event": event,
        "figures": figures,
        "bodies": event.bodies.select_related("organization"),
        "steps": next_steps(event, figures, has_report=bool(reports), at=timezone.now()),
        "reports": reports,
        "sub_events": list(event.sub_events.select_related("series").order_by("starts_at", "pk")),
        "sources": event.sources.prefetch_related("credits__person"),
        "journal": Entry.objects.visible_to(request.user)
        .about(f"event:{event.pk}")
        .select_related("by")[:JOURNAL],
        "may_run": request.user.has_perm("events.run", event),
    }
    return render(request, "reports/event.html", context)


def next_steps(
    event: Event, figures: queries.EventFigures, *, has_report: bool, at: dt.datetime
) -> list[dict[str, Any]]:
    """The way of an event as a list of steps, each done or open; the page shows the first open one as the next."""
    over = event.state in (EventState.HELD, EventState.CLOSED)
    begun = over or event.state == EventState.RUNNING
    waiting = figures.state("pending")

    def step(done: bool, label: str, name: str, hint: str = "") -> dict[str, Any]:
        return {"done": done, "label": label, "href": reverse(name, args=[event.slug]), "hint": hint}

    steps = [
        step(
            event.start_on is not None or event.duration_days is not None, _("Set the dates"), "events:edit"
        ),
        step(figures.bodies > 0, _("Name host and organizer"), "events:bodies"),
        step(figures.items > 0, _("Draw up the agenda"), "events:agenda"),
        step(event.state != EventState.DRAFT, _("Publish the event"), "reports:event")
        | {"href": reverse("events:move", args=[event.slug, EventState.PUBLISHED.value])},
    ]
    if not begun:
        hint = _("%(count)s wait for your approval.") % {"count": waiting} if waiting else ""
        steps.append(
            step(
                figures.registered > 0 and not waiting,
                _("Gather the participants"),
                "events:participants",
                hint,
            )
        )
    done_tasks = not figures.open_tasks
    steps.append(step(over or done_tasks, _("Finish the preparation tasks"), "events:tasks"))
    if event.ends_at is None or event.ends_at <= at or begun:
        attendance = not figures.state("confirmed") and figures.registered > 0
        steps += [
            step(over, _("Mark the event as held"), "reports:event"),
            step(attendance, _("Mark who attended"), "events:participants"),
            step(figures.held_items > 0, _("Record what happened"), "events:agenda"),
            step(
                figures.outcomes + figures.agreements > 0,
                _("Record outcomes and agreements"),
                "agreements:outcomes",
            ),
            step(has_report, _("Build the report"), "reports:event_reports"),
        ]
    return steps
