"""One search over the rooms, in any script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.models import Agreement
from events.models import Event
from people.doors import staff
from people.models import Organization, Person

SHOWN = 20


@staff()
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    context = {"text": text}
    if text:
        for name, model in (
            ("events", Event),
            ("organizations", Organization),
            ("people", Person),
            ("agreements", Agreement),
        ):
            found = model.objects.visible_to(request.user).of(request.office).matching(text)
            context[name] = list(found[:SHOWN])
    return render(request, "reports/search.html", context | {"shown": SHOWN})
