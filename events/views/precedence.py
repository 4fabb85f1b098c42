"""Who stands before whom at an event, and why: the list, its workbook, and the order of an agenda item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base import sheets
from events import participants as rows
from events.models import Event
from events.services.precedence import item_in_order, put_item_in_order
from events.services.standings import standings_of
from events.views.items import item_of
from people.doors import StaffRequest, opened, staff
from people.models import Precedence
from people.ordering import chosen, proposal
from people.precedence import Placed, in_order
from people.services import journal

WRITING = ("GET", "HEAD", "POST")
RECENT = 100
Line = tuple[Placed, dict[str, Any]]


@staff(None)
def precedence(request: StaffRequest, slug: str) -> HttpResponse:
    """Every named participant in order, with the reason for the place, by the convention asked for."""
    event = opened(Event.objects.select_related("office"), request, "events.read_participants", slug=slug)
    pick = chosen(request, event.office)
    context = {
        "event": event,
        "lines": _lines(event, pick.precedence),
        "precedence": pick.precedence,
        "precedences": pick.offered,
        "may_export": request.user.has_perm("events.export_participants", event),
    }
    return render(request, "events/precedence.html", context)


@staff(None, methods=("POST",))
def export(request: StaffRequest, slug: str) -> HttpResponse:
    """The same as a workbook; each export is in the journal."""
    event = opened(Event.objects.select_related("office"), request, "events.export_participants", slug=slug)
    pick = chosen(request, event.office)
    columns = [
        sheets.Column(_("Place"), 8), sheets.Column(_("Name"), 28), sheets.Column(_("Name in its own script"), 16),
        sheets.Column(_("Organization"), 32), sheets.Column(_("Post"), 26), sheets.Column(_("Country"), 18),
        sheets.Column(_("Role"), 16), sheets.Column(_("Why here"), 60),
    ]  # fmt: skip
    lines = (
        [
            placed.number, row["name"], row["native"], row["organization_name"], row["job_title"], row["country_name"],
            row["role"], placed.because,
        ]
        for placed, row in _lines(event, pick.precedence)
    )  # fmt: skip
    content = sheets.workbook(columns, lines, title=_("Order of precedence"))
    journal.record(event, "exported", by=request.user, at=timezone.now(), note="order of precedence, xlsx")
    response = sheets.attachment(content, f"{event.slug}-precedence.xlsx", sheets.XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


@staff(None)
def trial(request: StaffRequest, uid: UUID) -> HttpResponse:
    """How a convention orders the people of an event of the office, chosen by `?event=`."""
    tried = opened(Precedence.objects.select_related("office"), request, "events.read_participants", uid=uid)
    events = Event.objects.visible_to(request.user).of(tried.office).latest_first()[:RECENT]
    slug = request.GET.get("event", "")
    event = next((one for one in events if one.slug == slug), None)
    context = {
        "precedence": tried,
        "events": events,
        "event": event,
        "placed": in_order(standings_of(_present(event)), tried.convention) if event else [],
    }
    return render(request, "events/precedence_trial.html", context)


@staff(None, methods=WRITING)
def item_order(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    """Shows the order of those at an item with its reasons, and writes it when asked to."""
    item = item_of(request, slug, uid, "events.run")
    pick = chosen(request, item.event.office)
    if request.method == "POST":
        put_item_in_order(item, pick.precedence, by=request.user, at=timezone.now())
        messages.success(request, _("They stand in order of precedence."))
        return redirect("events:item", slug=slug, uid=uid)
    return proposal(
        request,
        pick,
        item_in_order(item, pick.precedence),
        title=_("Put in order of precedence"),
        of=item.title or str(item.get_kind_display()),
        back=reverse("events:item", args=[slug, uid]),
    )


def _present(event: Event) -> Any:
    return rows.of_event(event).active().filter(person__isnull=False)


def _lines(event: Event, precedence: Precedence) -> list[Line]:
    row_of = {str(row["uid"]): row for row in rows.table_rows(_present(event))}
    placed = in_order(standings_of(_present(event)), precedence.convention)
    return [(one, row_of[one.standing.key]) for one in placed]
