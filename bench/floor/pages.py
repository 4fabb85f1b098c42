"""Bare pages: one SELECT, one plain table. `lines` of navigation stand for the frame of the real page."""

from __future__ import annotations

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt

from bench.data import SEMINAR
from events.models import AgendaItem, Event, Registration
from people.models import Person

LINE = (
    '<li class="nav-item"><a class="nav-link" href="/somewhere/else/">Somewhere else in the site</a></li>\n'
)
PARTICIPANT = (
    "uid", "seq", "person__given_name", "person__family_name", "person__native_name", "organization_name", "job_title",
    "country", "role", "manner", "state",
)  # fmt: skip
SPEAKER = "participations__person__"
ITEM = (
    "uid", "kind", "title_en", "gist_en", "on", "start_time", "end_time", "room__name", "room__venue__name", "track__name",
    f"{SPEAKER}academic_style", f"{SPEAKER}given_name", f"{SPEAKER}family_name", f"{SPEAKER}native_name",
    f"{SPEAKER}posts__title_en", f"{SPEAKER}posts__organization__name_en", "participations__role", "participations__speech_title_en",
)  # fmt: skip


def event(request: HttpRequest) -> HttpResponse:
    rows = Registration.objects.filter(event__slug=SEMINAR).values("seq", "organization_name", "job_title")[
        :50
    ]
    return _page(request, "event.html", rows, lines=4)


def events(request: HttpRequest) -> HttpResponse:
    rows = Event.objects.filter(visibility="public", state__in=["published", "closed"])
    columns = ("slug", "title_en", "kind", "start_on", "end_on", "city", "country")
    return _page(request, "events.html", rows.values(*columns)[:50], lines=40)


def programme(request: HttpRequest) -> HttpResponse:
    return _page(request, "programme.html", items(), lines=40)


def participants(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Registration.objects.filter(event_id=pk_of(slug)).order_by("seq").values(*PARTICIPANT)
    return _page(request, "participants.html", rows if request.GET.get("all") else rows[:50], lines=120)


@functools.cache
def pk_of(slug: str) -> int:
    """Read once in the life of a worker, so that a page is one SELECT."""
    return int(Event.objects.values_list("pk", flat=True).get(slug=slug))


def unchanged(_request: HttpRequest) -> HttpResponse:
    """What a conditional GET costs at least: one SELECT of a version."""
    version = Event.objects.values_list("version", flat=True).get(slug=SEMINAR)
    answer = HttpResponseNotModified()
    answer["ETag"] = f'"{version}"'
    return answer


@csrf_exempt
def register(request: HttpRequest) -> HttpResponse:
    """One INSERT of what was sent."""
    Person.objects.create(
        office_id=office(),
        given_name=request.POST["given_name"],
        family_name=request.POST["family_name"],
        email=request.POST["email"],
        country=request.POST["country"],
    )
    return HttpResponseRedirect("/floor/event/")


@functools.cache
def office() -> int:
    return int(Event.objects.values_list("office_id", flat=True).get(slug=SEMINAR))


def items() -> Any:
    """The items with their speakers, by one SELECT."""
    found = AgendaItem.objects.filter(
        event__slug=SEMINAR, participations__role="speaker", participations__person__posts__position=0
    )
    return found.order_by("starts_at", "position").values(*ITEM)


def _page(request: HttpRequest, template: str, rows: Any, *, lines: int) -> HttpResponse:
    return render(request, template, {"rows": rows, "navigation": mark_safe(LINE * lines)})
