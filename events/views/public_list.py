"""The public list of events; a visitor who holds the present one is answered by one small query."""

from __future__ import annotations

import hashlib

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from base.edition import edition
from base.prepared import prepared
from events import public_lines, showing
from events.forms.filters import PublicFilter
from events.models import Event
from events.querysets import EventQuerySet
from events.states import PUBLIC_STATES
from people.doors import public

PAGE = 50
SEEN = """
SELECT count(*), concat_ws('/', count(*), max(updated_at)) FROM events_event WHERE visibility = 'public' AND state = ANY(%s)"""
STATES = sorted(PUBLIC_STATES)


@public(rule="published events that are listed")
def public_list(request: HttpRequest) -> HttpResponse:
    """Events of all offices, the latest first; searched and narrowed by the query string."""
    number, revision = _seen()
    etag = _etag(request, revision) if showing.is_a_stranger(request) else ""
    if etag and (answer := showing.unchanged(request, etag)):
        return answer
    content = _plain(request, number, revision) if set(request.GET) <= {"page"} else _asked(request)
    return showing.marked(render(request, "events/public_list.html", {"content": mark_safe(content)}), etag)


def _seen() -> tuple[int, str]:
    """How many events are listed, and what changes with what is listed."""
    with prepared() as cursor:
        cursor.execute(SEEN, [STATES])
        number, content = cursor.fetchone()
    return number, f"{content}/{edition()}/{get_language()}"


def _plain(request: HttpRequest, number: int, revision: str) -> str:
    """The list without filters: a page of it is made once, and kept while nothing listed changes."""
    paginator = Paginator(_listed(), PAGE)
    paginator.count = number
    page = paginator.get_page(request.GET.get("page"))
    return showing.kept_as(
        f"public-list:{page.number}", revision, lambda: str(_content(request, PublicFilter(), page, False))
    )


def _asked(request: HttpRequest) -> str:
    filters = PublicFilter(request.GET)
    filtered = any(request.GET.get(name) for name in filters.fields)
    page = Paginator(filters.chosen(_listed()), PAGE).get_page(request.GET.get("page"))
    return _content(request, filters, page, filtered)


def _content(
    request: HttpRequest, filters: PublicFilter, page: Page[EventQuerySet], filtered: bool
) -> SafeString:
    context = {
        "bar": public_lines.bar(filters, request.path),
        "page": page,
        "lines": public_lines.lines(page.object_list),
        "filtered": filtered,
    }
    return render_to_string("events/_public_list.html", context, request)


def _listed() -> EventQuerySet:
    listed: EventQuerySet = Event.objects.listed().latest_first()
    return listed


def _etag(request: HttpRequest, revision: str) -> str:
    """Changes with what is listed, with the day (what is past), the language and the address."""
    parts = (revision, timezone.localdate(), request.GET.urlencode())
    return f'W/"events-{hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:24]}"'
