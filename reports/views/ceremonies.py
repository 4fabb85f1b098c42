"""The papers of a ceremony: its run of show and letters of appointment, as PDF and Word in a language of choice."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from agreements.ceremonies import ceremony_of
from agreements.models import Appointment
from base.languages import supported
from events.models import AgendaItem, Event
from people.doors import StaffRequest, opened, staff
from reports.renderers import MEDIA_TYPES
from reports.renderers.ceremony import FORMATS, render_run_of_show
from reports.renderers.letter import render_letter

FACTS = ("office", "person", "organization", "outcome__event", "outcome__item")


@staff(None)
def run_of_show(request: StaffRequest, slug: str, uid: UUID, form: str) -> HttpResponse:
    """Without the signings, and the lines, that this person must not know of."""
    _demand_known(form)
    event = opened(Event.objects, request, "agreements.read", slug=slug)
    items = AgendaItem.objects.select_related("event__office", "room__venue", "host")
    item = get_object_or_404(items, event=event, uid=uid)
    content = render_run_of_show(ceremony_of(item, request.user), language=_language(request), format=form)
    return _file(content, form, f"{event.slug}-run-of-show")


@staff(None)
def letter_of_appointment(request: StaffRequest, uid: UUID, form: str) -> HttpResponse:
    _demand_known(form)
    appointment = opened(Appointment.objects.select_related(*FACTS), request, "agreements.read", uid=uid)
    content = render_letter(appointment, language=_language(request), format=form)
    return _file(content, form, "letter-of-appointment")


def _demand_known(form: str) -> None:
    if form not in FORMATS:
        raise Http404


def _language(request: StaffRequest) -> str:
    return supported(request.GET.get("language") or get_language())


def _file(content: bytes, form: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
