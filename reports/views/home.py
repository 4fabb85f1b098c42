"""The first page: public events for anyone, what needs them today for staff."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from events.models import Event
from people.doors import StaffRequest, public
from reports import queries

UPCOMING = 20
RECENT = 10


@public(rule="public events; staff see their office")
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.office:  # type: ignore[attr-defined]
        return _today(cast(StaffRequest, request))
    now = timezone.now()
    listed = (
        Event.objects.listed()
        .select_related("office")
        .only(*queries.EVENT_LINE, *queries.TITLES, "office__name")
    )
    upcoming = list(listed.upcoming(now).order_by("starts_at", "pk")[:UPCOMING])
    recent = list(listed.filter(state__in=["held", "closed"]).order_by("-starts_at", "-pk")[:RECENT])
    response = render(request, "reports/home_public.html", {"upcoming": upcoming, "recent": recent})
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _today(request: StaffRequest) -> HttpResponse:
    needs = queries.today(request.office, request.user, at=timezone.localtime())
    context = {
        "needs": needs,
        "today": timezone.localdate(),
        "may_run": request.user.has_perm("events.run", request.office),
    }
    response = render(request, "reports/home_staff.html", context)
    patch_cache_control(response, private=True, no_cache=True)
    return response
