"""The events of an office: as a list, and as a calendar with its feed."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.languages import columns
from base.wording import date_in_words
from events.forms.filters import LEFT_OUT, EventFilter
from events.models import Event
from events.rows import rows_of
from people.doors import StaffRequest, staff

PAGE = 50
UNDATED_SHOWN = 20
"""So many events without an exact day stand below the calendar; the list has them all."""
FEED_COLUMNS = ("slug", "state", "start_time", "zone", "starts_at", "ends_at", *columns("title"))
FEED_DAYS = 100
"""The longest span that the calendar's feed answers."""


@staff("events.read")
def event_list(request: StaffRequest) -> HttpResponse:
    mine = Event.objects.visible_to(request.user).of(request.office)
    filters = EventFilter(request.GET or None, events=mine)
    page = Paginator(filters.chosen().latest_first(), PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": filters,
        "page": page,
        "rows": rows_of(page.object_list),
        "filtered": filters.is_narrow(),
        "left_out": filters.left_out(),
        "only_left_out": LEFT_OUT in request.GET,
        "may_run": may_run(request),
    }
    return render(request, "events/list.html", context)


@staff("events.read")
def calendar(request: StaffRequest) -> HttpResponse:
    """A month of all events of the office as a plain list, which a script turns into a month view."""
    first = _month(request.GET.get("month"))
    after = (first + dt.timedelta(days=32)).replace(day=1)
    zone = ZoneInfo(request.office.zone)
    mine = Event.objects.visible_to(request.user).of(request.office)
    elsewhere = mine.undated().exclude(start_on=PartialDate(first.year, first.month))
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (first, after))
    context = {
        "month": first,
        "month_title": date_in_words(PartialDate(first.year, first.month)),
        "may_run": may_run(request),
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": after,
        "rows": rows_of(mine.between(start, end).order_by("starts_at", "pk")),
        "margin": rows_of(
            mine.undated().filter(start_on=PartialDate(first.year, first.month)).order_by("-pk")
        ),
        "undated": rows_of(elsewhere.order_by("start_on", "-pk")[:UNDATED_SHOWN]),
        "undated_count": elsewhere.count(),
    }
    return render(request, "events/calendar.html", context)


@staff("events.read")
def calendar_feed(request: StaffRequest) -> JsonResponse:
    """The events between `start` and `end` as the calendar's script asks for them, on the wall clock of each event."""
    start, end = (_instant(request, name) for name in ("start", "end"))
    if start is None or end is None or not dt.timedelta(0) < end - start <= dt.timedelta(days=FEED_DAYS):
        return JsonResponse({"detail": _("State start and end, at most 100 days apart.")}, status=400)
    mine = Event.objects.visible_to(request.user).of(request.office).between(start, end)
    events = mine.only(*FEED_COLUMNS).order_by("starts_at", "pk")
    return JsonResponse([_shown(event) for event in events], safe=False)


def may_run(request: StaffRequest) -> bool:
    """Whether the person may schedule events in the office they work in now."""
    return bool(request.user.has_perm("events.run", request.office))


def _month(text: str | None) -> dt.date:
    """The first day of the month asked for as `2026-11`, else of this month."""
    try:
        asked = PartialDate.parse(f"{text}-01").date
    except ValueError:
        asked = None
    return asked or timezone.localdate().replace(day=1)


def _instant(request: StaffRequest, name: str) -> dt.datetime | None:
    """An ISO time; without an offset it stands on the clock of the office."""
    try:
        moment = parse_datetime(request.GET.get(name, ""))
    except ValueError:
        return None
    if moment and timezone.is_naive(moment):
        return moment.replace(tzinfo=ZoneInfo(request.office.zone))
    return moment


def _shown(event: Any) -> dict[str, Any]:
    """An event as event-calendar reads it; one without a time covers whole days, the end exclusive."""
    zone = ZoneInfo(event.zone)
    first: dt.datetime = event.starts_at  # the feed holds dated events only
    start = first.astimezone(zone).replace(tzinfo=None)
    last = (event.ends_at or first + dt.timedelta(hours=1)).astimezone(zone).replace(tzinfo=None)
    return {
        "id": event.slug,
        "title": event.title,
        "start": start.isoformat(),
        "end": last.isoformat(),
        "allDay": event.start_time is None,
        "url": reverse("reports:event", args=[event.slug]),
        "state": event.state,
        "classNames": [f"calendar-{event.state}"],
    }
