"""What anyone sees of events: the public list, and the page of one event. Answered with 304 by one small query."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from base.languages import best, columns
from base.pages import answered, fingerprint
from events.forms.filters import PublicFilter
from events.models import AgendaItem, BodyRole, Event, EventBody
from events.services import seats
from events.states import OPEN_STATES
from people.doors import public

PAGE = 50
LIST_COLUMNS = (
    "slug", "kind", "state", "start_on", "end_on", "start_time", "duration_days", "zone", "city", "country", "starts_at",
    *columns("title"),
)  # fmt: skip
FIRST_ITEMS = 5
PROGRAMME_COLUMNS = ("kind", "on", "start_time", "end_time", "part_of_day", *columns("title"))


@public(rule="public: published events that are listed")
def public_list(request: HttpRequest) -> HttpResponse:
    listed = Event.objects.listed()
    count, newest = listed.order_by().aggregate(n=Count("pk"), last=Max("updated_at")).values()
    tag = fingerprint(request, request.GET.urlencode(), count, newest, timezone.now().date())
    return answered(request, tag, lambda: _list_page(request))


def _list_page(request: HttpRequest) -> HttpResponse:
    filters = PublicFilter(request.GET or None)
    page = Paginator(filters.chosen(Event.objects.listed()).only(*LIST_COLUMNS), PAGE).get_page(request.GET.get("page"))
    rows = [(event, *best(event, "title")) for event in page.object_list]
    return render(request, "events/public_list.html", {"filter": filters, "page": page, "rows": rows})


@public(rule="public: published events that are not internal")
def public_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Raises 404 for drafts and for what is internal."""
    at = timezone.now()
    state = _state_of(slug)
    if state is None:
        raise Http404
    tag = fingerprint(request, *state.values(), seats.why_closed(Event(**_registration(state)), at))
    return answered(request, tag, lambda: _event_page(request, slug))


def _state_of(slug: str) -> dict[str, Any] | None:
    """What changes when the page of the event changes, in one query."""
    bodies = EventBody.objects.filter(event=OuterRef("pk")).order_by().values("event")
    items = AgendaItem.objects.filter(event=OuterRef("pk")).order_by().values("event")
    return (
        Event.objects.published()
        .filter(slug=slug)
        .annotate(
            items_last=Subquery(items.annotate(v=Max("updated_at")).values("v")),
            items_count=Coalesce(Subquery(items.annotate(v=Count("pk")).values("v")), 0),
            names_last=Subquery(bodies.annotate(v=Max("organization__updated_at")).values("v")),
            office_last=Max("office__updated_at"),
        )
        .order_by()
        .values(
            "uid", "version", "state", "ends_at", "zone", "registration_opens_at", "registration_closes_at", "capacity",
            "seats_taken", "items_last", "items_count", "names_last", "office_last",
        )
        .first()
    )  # fmt: skip


def _registration(state: dict[str, Any]) -> dict[str, Any]:
    return {name: state[name] for name in ("state", "ends_at", "zone", "registration_opens_at", "registration_closes_at")}


def _event_page(request: HttpRequest, slug: str) -> HttpResponse:
    event = Event.objects.published().select_related("office").defer("search").get(slug=slug)
    bodies = EventBody.objects.filter(event=event).select_related("organization")
    by_role: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for body in bodies:
        by_role[body.role].append(_name(body.organization))
    items = list(AgendaItem.objects.filter(event=event).public().only(*PROGRAMME_COLUMNS)[: FIRST_ITEMS + 1])
    context = {
        "event": event,
        "office": event.office,
        "texts": {field: best(event, field) for field in ("title", "theme", "summary", "place")},
        "bodies": [(BodyRole(role).label, by_role[role]) for role in BodyRole.values if role in by_role],
        "items": [(item, *best(item, "title")) for item in items[:FIRST_ITEMS]],
        "more_items": len(items) > FIRST_ITEMS,
        "registration": _invitation(event),
        "contact": {"name": event.contact_name or event.office.contact_name, "email": event.contact_email or event.office.contact_email},
    }
    return render(request, "events/public_event.html", context)


def _invitation(event: Event) -> dict[str, Any]:
    """Whether and how a visitor can register now."""
    at = timezone.now()
    return {
        "open": not seats.why_closed(event, at) and not seats.is_full(event),
        "closed_because": seats.why_closed(event, at),
        "full": seats.is_full(event),
        "waiting": event.waiting_list and event.seats_left == 0,
        "left": event.seats_left,
        "closes": event.registration_closes_at if event.state in OPEN_STATES else None,
    }


def _name(organization: Any) -> tuple[str, str]:
    name, language = best(organization, "name")
    return (name, language) if name else (organization.native_name, "")
