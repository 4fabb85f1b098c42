"""The public list of events; a visitor who holds the present one is answered by one small query."""

from __future__ import annotations

import hashlib

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from base.edition import edition
from base.languages import best, columns
from events import showing
from events.forms.filters import PublicFilter
from events.models import Event
from people.doors import public

PAGE = 50
COLUMNS = (
    "slug", "kind", "state", "start_on", "end_on", "duration_days", "city", "country", *columns("title"),
)  # fmt: skip
"""What a line shows."""


@public(rule="published events that are listed")
def public_list(request: HttpRequest) -> HttpResponse:
    etag = _etag(request) if showing.is_a_stranger(request) else ""
    if etag and (answer := showing.unchanged(request, etag)):
        return answer
    filters = PublicFilter(request.GET or None)
    page = Paginator(filters.chosen(Event.objects.listed()).only(*COLUMNS), PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(event, *best(event, "title")) for event in page.object_list]
    context = {
        "filter": filters,
        "page": page,
        "rows": rows,
        "filtered": any(request.GET.get(name) for name in filters.fields),
    }
    return showing.marked(render(request, "events/public_list.html", context), etag)


def _etag(request: HttpRequest) -> str:
    """Changes with any event that is listed or was, with the day (what is past), the language and the address."""
    seen = (
        Event.objects.filter(visibility="public").order_by().aggregate(n=Count("pk"), last=Max("updated_at"))
    )
    parts = (
        seen["n"],
        seen["last"],
        timezone.localdate(),
        edition(),
        get_language(),
        request.GET.urlencode(),
    )
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:24]
    return f'W/"events-{digest}"'
