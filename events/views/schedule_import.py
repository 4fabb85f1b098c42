"""Import of a schedule: upload, look at what it would do, say what the file cannot, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from base import uploads
from base.errors import DomainError, Stale, add_to_form
from base.uids import as_uids
from events.forms.schedules import ScheduleImportForm
from events.interchange.findings import InvalidScheduleError
from events.interchange.load import import_schedule, preview
from events.interchange.plan import Choices, Plan
from events.interchange.shown import mistakes_page, plan_page
from events.models import Event
from events.views.planning import SORTED_ZONES
from people.doors import StaffRequest, opened, staff

WRITING = ("GET", "HEAD", "POST")
SPEAKER = "speaker:"
"""What the names of the fields begin with in which a speaker is chosen."""


@staff("events.run", methods=WRITING)
def upload_new(request: StaffRequest) -> HttpResponse:
    """A schedule that becomes a new event."""
    return _upload(request, None)


@staff(None, methods=WRITING)
def upload(request: StaffRequest, slug: str) -> HttpResponse:
    return _upload(request, _event(request, slug))


@staff("events.run", methods=WRITING)
def check_new(request: StaffRequest) -> HttpResponse:
    return _check(request, None)


@staff(None, methods=WRITING)
def check(request: StaffRequest, slug: str) -> HttpResponse:
    """What the file would do to the agenda; the button does exactly that."""
    return _check(request, _event(request, slug))


def _event(request: StaffRequest, slug: str) -> Event:
    return opened(Event.objects.select_related("office").defer("search"), request, "events.run", slug=slug)


def _upload(request: StaffRequest, event: Event | None) -> HttpResponse:
    office = event.office if event else request.office
    form = ScheduleImportForm(request.POST or None, request.FILES or None, office=office, event=event)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        choices: dict[str, Any] = {
            name: form.cleaned_data.get(name) for name in ("venue", "zone", "take_event")
        }
        try:
            preview(content, office=office, event=event, choices=Choices(**choices))
        except InvalidScheduleError as invalid:
            context = {"event": event, **mistakes_page(invalid)}
            return render(request, "events/schedule_mistakes.html", context, status=422)
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            reference = uploads.keep(content, **_bound(request, event), choices=choices)
            return redirect(_check_address(event) + "?" + urlencode({"file": reference}))
    context = {"event": event, "form": form, "zones": SORTED_ZONES}
    return render(request, "events/schedule_import.html", context, status=422 if form.errors else 200)


def _check(request: StaffRequest, event: Event | None) -> HttpResponse:
    reference = (request.POST if request.method == "POST" else request.GET).get("file", "")
    found = uploads.kept(reference)
    if found is None or any(found[1].get(key) != value for key, value in _bound(request, event).items()):
        messages.error(request, _("The uploaded file is no longer here. Upload it again."))
        return redirect(_upload_address(event))
    content, facts = found
    choices = Choices(**facts["choices"], **_chosen(request))
    if request.method == "POST" and request.POST.get("action") == "import":
        return _import(request, event, reference, content, choices)
    return _preview(request, event, reference, content, choices)


def _preview(
    request: StaffRequest,
    event: Event | None,
    reference: str,
    content: bytes,
    choices: Choices,
    status: int = 200,
) -> HttpResponse:
    try:
        plan = preview(
            content, office=event.office if event else request.office, event=event, choices=choices
        )
    except InvalidScheduleError as invalid:  # a zone or a room that was there when the file was uploaded
        return render(
            request, "events/schedule_mistakes.html", {"event": event, **mistakes_page(invalid)}, status=422
        )
    context = {
        "event": event,
        "reference": reference,
        "check_url": _check_address(event),
        "upload_url": _upload_address(event),
        "stale": status == Stale.status,
        **plan_page(plan, choices),
    }
    return render(request, "events/schedule_check.html", context, status=status)


def _import(
    request: StaffRequest, event: Event | None, reference: str, content: bytes, choices: Choices
) -> HttpResponse:
    try:
        plan = import_schedule(
            content,
            office=event.office if event else request.office,
            event=event,
            choices=choices,
            seal=request.POST.get("seal", ""),
            by=request.user,
            at=timezone.now(),
        )
    except (InvalidScheduleError, Stale) as exc:
        return _preview(request, event, reference, content, choices, status=exc.status)
    except DomainError as exc:
        messages.error(request, exc.message)
        return _preview(request, event, reference, content, choices, status=exc.status)
    uploads.discard(reference)
    messages.success(request, _said(plan))
    return redirect("events:agenda", slug=plan.event.slug)


def _said(plan: Plan) -> str:
    told = _("The schedule is imported: %(new)d new, %(changed)d changed, %(dropped)d dropped.")
    counts = plan.counts
    return told % {
        "new": counts["items_created"],
        "changed": counts["items_changed"],
        "dropped": counts["items_dropped"],
    }


def _chosen(request: StaffRequest) -> dict[str, Any]:
    """Who speakers are, and which items to drop."""
    speakers = {
        name.removeprefix(SPEAKER): value
        for name, value in request.POST.items()
        if name.startswith(SPEAKER) and value
    }
    return {"speakers": speakers, "drop": frozenset(as_uids(request.POST.getlist("drop")))}


def _bound(request: StaffRequest, event: Event | None) -> dict[str, Any]:
    """An uploaded file serves its uploader, in one office, for one event."""
    office = event.office if event else request.office
    return {
        "office": str(office.uid),
        "user": str(request.user.uid),
        "event": str(event.uid) if event else "",
    }


def _upload_address(event: Event | None) -> str:
    return reverse("events:schedule_import", args=[event.slug]) if event else reverse("events:import")


def _check_address(event: Event | None) -> str:
    return reverse("events:schedule_check", args=[event.slug]) if event else reverse("events:import_check")
