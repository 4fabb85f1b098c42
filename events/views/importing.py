"""Import of participants: upload, columns, look at what it would change, confirm."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from events.opening import event_of
from events.services.importing import import_participants, plan_participants, read_table
from events.services.importing_fields import FIELDS, REQUIRED
from people.doors import StaffRequest, staff
from people.forms.contacts import ListForm
from people.services.roster import Roster
from people.views import roster_check, sheet_steps
from people.views.sheet_steps import Journey, Kept

STEPS = {
    "upload": "events:participants_import",
    "columns": "events:participants_import_columns",
    "check": "events:participants_import_check",
    "errors": "events:participants_import_errors",
    "template": "events:participants_import_template",
}
WRITING = ("GET", "HEAD", "POST")


@staff(None, methods=WRITING)
def upload(request: StaffRequest, slug: str) -> HttpResponse:
    return sheet_steps.upload(request, _journey(_event(request, slug)))


@staff(None, methods=WRITING)
def columns(request: StaffRequest, slug: str) -> HttpResponse:
    return sheet_steps.columns(request, _journey(_event(request, slug)))


@staff(None, methods=WRITING)
def check(request: StaffRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)

    def write(file: Kept) -> Roster:
        return import_participants(
            file.content, event=event, language=file.language, by=request.user, at=timezone.now(),
            layout=file.layout, choices=file.choices,
        ).roster  # fmt: skip

    return roster_check.check(request, _journey(event), plan=lambda file: _plan(event, file), write=write)


@staff(None)
def errors(request: StaffRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    return sheet_steps.errors(request, _journey(event), lambda file: _plan(event, file).errors)


@staff(None)
def template(request: StaffRequest, slug: str) -> HttpResponse:
    return sheet_steps.template(_journey(_event(request, slug)))


def _plan(event: Event, file: Kept) -> Roster:
    table = read_table(file.content, FIELDS, file.layout)
    return plan_participants(table, event=event, language=file.language, choices=file.choices).roster


def _event(request: StaffRequest, slug: str) -> Event:
    return event_of(request, slug, "events.run")


def _journey(event: Event) -> Journey:
    return Journey(
        title=_("Import participants"),
        subtitle=str(event.title),
        back=reverse("events:participants", args=[event.slug]),
        back_text=_("Participants"),
        fields=FIELDS,
        required=REQUIRED,
        address=lambda step: reverse(STEPS[step], args=[event.slug]),
        bound={"event": str(event.uid), "for": "participants"},
        form=ListForm,
        filename=_("participants"),
        language=event.office.language,
    )
