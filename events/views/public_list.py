"""The public list of events; a visitor who holds the present one is answered by one small query."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from base.edition import edition
from events import showing
from events.forms.filters import PublicFilter
from events.models import Event
from events.rows import rows_of
from people.doors import public

PAGE = 50


@public(rule="published events that are listed")
def public_list(request: HttpRequest) -> HttpResponse:
    """Events of all offices, the latest first; searched and narrowed by the query string."""
    listed = Event.objects.listed()
    seen = listed.order_by().aggregate(count=Count("pk"), last=Max("updated_at"))
    etag = _etag(request, seen) if showing.is_a_stranger(request) else ""
    if etag and (answer := showing.unchanged(request, etag)):
        return answer
    filters = PublicFilter(request.GET or None)
    filtered = any(request.GET.get(name) for name in filters.fields)
    paginator = Paginator(filters.chosen(listed), PAGE)
    if not filtered:
        paginator.count = seen["count"]
    page = paginator.get_page(request.GET.get("page"))
    context = {"filter": filters, "page": page, "rows": rows_of(page.object_list), "filtered": filtered}
    return showing.marked(render(request, "events/public_list.html", context), etag)


def _etag(request: HttpRequest, seen: dict[str, Any]) -> str:
    """Changes with what is listed, with the day (what is past), the language and the address."""
    day = timezone.localdate()
    parts = (seen["count"], seen["last"], day, edition(), get_language(), request.GET.urlencode())
    return f'W/"events-{hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:24]}"'
