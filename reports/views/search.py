"""One search over the rooms, in any script."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from agreements.models import Agreement
from events.models import Event
from people.doors import StaffRequest, staff
from people.models import Organization, Person

SHOWN = 20


@staff()
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {"text": text}
    if text:
        rooms: tuple[tuple[str, Any], ...] = (
            ("events", Event),
            ("organizations", Organization),
            ("people", Person),
            ("agreements", Agreement),
        )
        for name, model in rooms:
            found = model.objects.visible_to(request.user).of(request.office).matching(text)
            context[name] = list(found[:SHOWN])
    return render(request, "reports/search.html", context | {"shown": SHOWN})
