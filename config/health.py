"""Health for machines and for people: /healthz, /healthz/deep, /metrics, and the page of an administrator."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from health_check.views import HealthCheckView
from redis.asyncio import Redis

from config.vitals import builds_by_state, exposition, notices_by_state, vitals
from people.doors import StaffRequest, staff
from people.models.notice import NoticeState
from reports.states import BuildState

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


def _redis() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3)


healthz = HealthCheckView.as_view(
    checks=["health_check.checks.Database", ("health_check.contrib.redis.Redis", {"client_factory": _redis})]
)


@require_safe
def deep(request: HttpRequest) -> HttpResponse:
    """200 when all is well, else 503, with each figure; it tells nothing of anybody's data."""
    found = vitals()
    said = {
        vital.name: {"well": vital.well, vital.unit: None if vital.value is None else round(vital.value, 3)}
        for vital in found
    }
    well = all(vital.well for vital in found)
    response = JsonResponse({"well": well, "checks": said}, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


deep.rule = "anybody: figures of the machine only"  # type: ignore[attr-defined]


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with `Authorization: Bearer METRICS_TOKEN`; without that setting the address does not exist."""
    expected, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not expected or not hmac.compare_digest(given.encode(), f"Bearer {expected}".encode()):
        raise Http404
    return HttpResponse("\n".join([*exposition(), ""]), content_type=EXPOSITION)


metrics.rule = "whoever has METRICS_TOKEN"  # type: ignore[attr-defined]


@staff("people.manage_office")
def page(request: StaffRequest) -> HttpResponse:
    """The same for an administrator, in words."""
    states = notices_by_state()
    context = {
        "vitals": vitals(),
        "notices": [(NoticeState(state).label, state, count) for state, count in states.items()],
        "builds": [(BuildState(state).label, state, count) for state, count in builds_by_state().items()],
    }
    return render(request, "config/health.html", context)
