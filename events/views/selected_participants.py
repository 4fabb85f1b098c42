"""What is done with a selection of participants: moves, a message, an export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from base import placeholders, sheets
from base.errors import WHOLE, DomainError
from base.refusals import refuse
from base.uids import as_uids
from events import participants as rows
from events.forms.participants import MessageForm, ParticipantFilter
from events.models import Event
from events.placeholders import NAMES
from events.querysets import RegistrationQuerySet
from events.services import registration_moves as moves
from events.services.messages import send_message
from people.doors import StaffRequest, opened, staff
from people.services import journal

VERBS: dict[str, Callable[..., Any]] = {
    "confirm": moves.confirm,
    "decline": moves.decline,
    "waiting_list": moves.put_on_waiting_list,
    "attended": moves.mark_attended,
    "absent": moves.mark_absent,
    "cancel": moves.cancel,
}
EVERYBODY = "everybody"
"""Name of the field that selects all who match the filters, beyond the page shown."""


@staff(None, methods=("GET", "HEAD", "POST"))
def bulk(request: StaffRequest, slug: str) -> HttpResponse:
    """One move of all selected, or none; what is refused is named. A page that is read again is the list."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    if request.method != "POST":
        return redirect("events:participants", slug=slug)
    action = request.POST.get("action", "")
    if action == "message":
        return message(request, slug)
    if action not in VERBS:
        return HttpResponseBadRequest(_("Choose what to do."))
    chosen = list(_selected(request, event))
    if not chosen:
        messages.warning(request, _("Tick at least one participant."))
        return _back(request, event)
    try:
        moved = VERBS[action](chosen, by=request.user, at=timezone.now())
    except DomainError as exc:
        for sentence in exc.errors.get(WHOLE, [exc.message]):
            messages.error(request, sentence)
    else:
        _tell(request, len(moved))
    return _back(request, event)


@staff(None, methods=("GET", "HEAD", "POST"))
def message(request: StaffRequest, slug: str) -> HttpResponse:
    """Write (any other action), look at it (`preview`), send it (`send`)."""
    event = opened(Event.objects, request, "events.run", slug=slug)
    if request.method != "POST":
        return redirect("events:participants", slug=slug)
    step = request.POST.get("action")
    form = MessageForm(request.POST if step in ("preview", "send", "write") else None)
    chosen = _selected(request, event).exclude(email="")
    sending = step == "send" and form.is_valid()
    if sending:
        try:
            send_message(
                event=event, registrations=chosen, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The message is on its way."))
            return redirect("events:participants", slug=slug)
    context = {
        "event": event,
        "form": form,
        "recipients": chosen.count(),
        "kept": [
            (name, value)
            for name in (*ParticipantFilter.NARROWING, EVERYBODY, "selected")
            for value in request.POST.getlist(name)
            if value
        ],
        "preview": _preview(event, form) if step == "preview" else None,
        "placeholders": NAMES,
    }
    return render(request, "events/participants_message.html", context, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def export(request: StaffRequest, slug: str) -> HttpResponse:
    """The participants that the filters show, as a workbook or as CSV; each export is in the journal."""
    event = opened(Event.objects, request, "events.export_participants", slug=slug)
    found = ParticipantFilter(request.POST, event).chosen()
    as_csv = request.POST.get("format") == "csv"
    zone = event.zone or request.office.zone
    if as_csv:
        content, suffix, kind = (
            sheets.csv_file(_columns(), rows.export_rows(found), zone=zone),
            "csv",
            sheets.CSV_TYPE,
        )
    else:
        content = sheets.workbook(_columns(), rows.export_rows(found), title=_("Participants"), zone=zone)
        suffix, kind = "xlsx", sheets.XLSX_TYPE
    journal.record(event, "exported", by=request.user, at=timezone.now(), note=f"participants, {suffix}")
    response = sheets.attachment(content, f"{event.slug}-participants.{suffix}", kind)
    response["Cache-Control"] = "no-store"
    return response


def _columns() -> list[sheets.Column]:
    return [
        sheets.Column(pgettext("of a registration", "Number"), 8), sheets.Column(_("Family name"), 20), sheets.Column(_("Given name"), 20),
        sheets.Column(_("Name in its own script"), 16), sheets.Column(_("Organization"), 32), sheets.Column(_("Post"), 26),
        sheets.Column(_("Country"), 18), sheets.Column(_("E-mail"), 28), sheets.Column(_("Language"), 10),
        sheets.Column(_("Role"), 16), sheets.Column(_("How"), 16), sheets.Column(_("State"), 20), sheets.Column(_("Seats"), 8),
        sheets.Column(_("Note"), 30), sheets.Column(_("Registered at"), 18), sheets.Column(_("Confirmed at"), 18),
    ]  # fmt: skip


def _selected(request: StaffRequest, event: Event) -> RegistrationQuerySet:
    """The ticked rows, or all who match the filters that the form carries."""
    if request.POST.get(EVERYBODY):
        found = ParticipantFilter(request.POST, event).chosen()
    else:
        found = rows.of_event(event).filter(uid__in=as_uids(request.POST.getlist("selected")))
    return found.select_related("event")


def _tell(request: StaffRequest, count: int) -> None:
    if count:
        messages.success(
            request,
            ngettext("%(count)s participant changed.", "%(count)s participants changed.", count)
            % {"count": count},
        )
    else:
        messages.info(request, _("All of them were in this state already."))


def _back(request: StaffRequest, event: Event) -> HttpResponse:
    """To the list as it was filtered."""
    kept = QueryDict(mutable=True)
    for name in (*ParticipantFilter.NARROWING, "order", "page", "all"):
        if value := request.POST.get(name):
            kept[name] = value
    address = reverse("events:participants", args=[event.slug])
    return redirect(f"{address}?{kept.urlencode()}" if kept else address)


def _preview(event: Event, form: MessageForm) -> dict[str, str] | None:
    """The message with each placeholder named, as far as it can be shown without a recipient."""
    if not form.is_valid():
        return None
    try:
        placeholders.check(form.cleaned_data, names=NAMES)
    except DomainError as exc:
        refuse(form, exc)
        return None
    stands_for = {name: f"[{label}]" for name, label in NAMES.items()}
    return {name: placeholders.fill(text, stands_for) for name, text in form.cleaned_data.items()}
