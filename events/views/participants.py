"""The organizer's list of participants, and entering people and groups."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from base.errors import DomainError
from base.languages import columns
from base.refusals import refuse
from base.rows import filled
from events import participants as rows
from events.forms.participants import GroupRegistrationForm, NewParticipantForm, ParticipantFilter
from events.models import Event, Registration
from events.querysets import RegistrationQuerySet
from events.services import registration
from people.doors import StaffRequest, opened, staff
from people.policies import require
from people.precedence import Placed
from people.services.precedence import convention_of

PAGE = 50
SHOWN = ("office_id", "slug", "state", "visibility", "capacity", "seats_taken", *columns("title"))
"""What the list says of its event."""
LABELS = {
    "tick": gettext_lazy("Tick number"),
    "number": pgettext_lazy("of a registration", "Number"),
    "name": gettext_lazy("Name"),
    "organization": gettext_lazy("Organization and post"),
    "country": gettext_lazy("Country"),
    "role": gettext_lazy("Role"),
    "state": gettext_lazy("State"),
}
READ_AND_SEND = ("GET", "HEAD", "POST")


@staff(None)
def participants(request: StaffRequest, slug: str) -> HttpResponse:
    """Fifty a page, or with `?all=1` every one on one page."""
    event = opened(Event.objects.only(*SHOWN), request, "events.read_participants", slug=slug)
    asked = ParticipantFilter(request.GET, event)
    by_precedence = asked.asked["order"] == rows.PRECEDENCE
    page = _page_by_precedence(request, event, asked) if by_precedence else _page(request, asked)
    shared = {
        "base": reverse("events:participants", args=[slug]),
        "may_run": request.user.has_perm("events.run", event),
        "labels": {name: str(label) for name, label in LABELS.items()},
    }
    context = {
        **shared,
        "event": event,
        "filter": asked,
        "page": page,
        "rows": _filled(page.object_list, shared, by_precedence) if page.paginator.count else "",
        "may_export": request.user.has_perm("events.export_participants", event),
        "register_address": settings.SITE_URL + reverse("events:register", args=[slug]),
    }
    return render(request, "events/participants.html", context)


@staff(None, methods=READ_AND_SEND)
def add(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects, request, "events.run", slug=slug)
    form = NewParticipantForm(request.POST or None, office=event.office, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            new = registration.add_registration(
                event=event, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("%(name)s is entered.") % {"name": new.person})
            return redirect("events:participants", slug=slug)
    return render(
        request,
        "events/participant_add.html",
        {"event": event, "form": form},
        status=422 if form.errors else 200,
    )


@staff(None, methods=READ_AND_SEND)
def add_group(request: StaffRequest, slug: str) -> HttpResponse:
    event = opened(Event.objects, request, "events.run", slug=slug)
    form = GroupRegistrationForm(request.POST or None, office=event.office)
    if request.method == "POST" and form.is_valid():
        stated = {name: form.cleaned_data[name] for name in ("role", "manner", "state")}
        try:
            registration.register_group(
                event=event, by=request.user, at=timezone.now(), **stated, **form.group_values()
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The group is entered."))
            return redirect("events:participants", slug=slug)
    context = {"event": event, "form": form}
    return render(request, "events/participant_group.html", context, status=422 if form.errors else 200)


@staff(None)
def attendance(request: StaffRequest, slug: str) -> HttpResponse:
    """A list to print: who is expected, with room to sign."""
    event = opened(Event.objects.select_related("office"), request, "events.read_participants", slug=slug)
    require(request.user, "events.export_participants", event)
    expected = rows.of_event(event).holding_seat().order_by("person__sort_name", "seq")
    return render(
        request,
        "events/attendance.html",
        {"event": event, "rows": _markup("events/_attendance_row.html", expected)},
    )


def _filled(found: Any, shared: dict[str, Any], by_precedence: bool) -> SafeString:
    lines = _in_their_places(found) if by_precedence else rows.table_rows(found)
    return filled("events/_participant_row.html", rows.CELLS, lines, shared)


def _in_their_places(placed: list[tuple[str, Placed | None]]) -> list[dict[str, Any]]:
    """The rows of one page in the order given, each with the reason for its place to open."""
    uids = [uid for uid, _place in placed]
    by_uid = {str(row["uid"]): row for row in rows.table_rows(Registration.objects.filter(uid__in=uids))}
    for uid, place in placed:
        by_uid[uid]["why"] = _reason(place) if place else ""
    return [by_uid[uid] for uid in uids]


def _reason(place: Placed) -> SafeString:
    because = place.because or _("Stands first.")
    return format_html("<details><summary>{} {}</summary>{}</details>", _("Place"), place.number, because)


def _markup(template: str, found: Any, shared: dict[str, Any] | None = None) -> SafeString:
    return filled(template, rows.CELLS, rows.table_rows(found), shared)


def _page_by_precedence(request: StaffRequest, event: Event, asked: ParticipantFilter) -> Page[Any]:
    """Uids with their places, by the office's convention."""
    placed = list(rows.by_precedence(asked.chosen(), convention_of(event.office).convention).items())
    per_page = max(len(placed), 1) if request.GET.get("all") else PAGE
    return Paginator(placed, per_page).get_page(request.GET.get("page"))


def _page(request: StaffRequest, asked: ParticipantFilter) -> Page[RegistrationQuerySet]:
    paginator = Paginator(asked.chosen(), PAGE)
    if not asked.is_narrow:
        paginator.count = asked.total
    if request.GET.get("all"):
        paginator.per_page = max(paginator.count, 1)
    return paginator.get_page(request.GET.get("page"))
