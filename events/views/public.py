"""What anyone may see of an event: its page and its programme."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from base.languages import best, best_text, columns
from events import showing
from events.calendars import has_dates
from events.models import AgendaItem, BodyRole, Event, EventBody, Exhibit
from events.programme import days_of
from events.services.seats import why_closed
from events.showing import AGENDA, BODIES, EXHIBITS, PEOPLE, PHOTOS, RELATIVES, SEATS, Shown
from events.states import PUBLIC_STATES
from people.doors import public

EXHIBITS_SHOWN = 30
RULE = "published events; others for their own office"


@public(rule=RULE)
def public_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme by day."""
    shown = showing.opened_to_anyone(request, slug, AGENDA, PEOPLE)
    return _page(request, "programme", "events/public_programme.html", shown, _programme)


@public(rule=RULE)
def public_event(request: HttpRequest, slug: str) -> HttpResponse:
    """What, when, where, who holds it, and how to take part."""
    shown = showing.opened_to_anyone(request, slug, AGENDA, BODIES, PHOTOS, EXHIBITS, RELATIVES, SEATS)
    return _page(request, "event", "events/public_event.html", shown, _event)


def _page(request: HttpRequest, name: str, template: str, shown: Shown, make: Any) -> HttpResponse:
    """The frame of the page around its kept content; a stranger who holds the same revision gets 304."""
    etag = f'W/"{name}-{shown.revision}"' if shown.published and showing.is_a_stranger(request) else ""
    if etag and (answer := showing.unchanged(request, etag)):
        return answer
    content = showing.kept(f"public-{name}", shown, lambda: make(shown))
    context = {**content, "content": mark_safe(content["content"]), "preview": not shown.published}
    return showing.marked(render(request, template, context), etag)


def _programme(shown: Shown) -> dict[str, Any]:
    event = _told(shown)
    days = days_of(event)
    return _kept_parts(event, "events/_programme.html", {"days": days, "calendars": f"/e/{event.slug}/"})


def _event(shown: Shown) -> dict[str, Any]:
    event = _told(
        shown, items_count=_number(AgendaItem.objects.public()), exhibits_count=_number(Exhibit.objects.all())
    )
    counts: Any = event
    parts = _parts_of(event)
    bodies = list(EventBody.objects.filter(event=event).select_related("organization"))
    context = {
        "bodies": [
            (label, found)
            for role, label in BodyRole.choices
            if (found := [b for b in bodies if b.role == role])
        ],
        "items": counts.items_count,
        "photos": list(event.photos.filter(public=True).exclude(file="")[:12]),
        "exhibits": list(event.exhibits.select_related("owner")[:EXHIBITS_SHOWN])
        if counts.exhibits_count
        else [],
        "more_exhibits": max(counts.exhibits_count - EXHIBITS_SHOWN, 0),
        "parts": parts,
        "whole": event.parent if event.parent and _is_announced(event.parent) else None,
        "taking": not why_closed(event, timezone.now()),
        "aims": [best_text(aim) for aim in event.aims],
        "policies": [best_text(policy) for policy in event.policies],
    }
    return _kept_parts(event, "events/_public_event.html", context)


def _told(shown: Shown, **counts: Any) -> Event:
    unread = (
        "search",
        "parent__search",
        "office__privacy_notice",
        *(f"office__{name}" for name in columns("privacy_notice")),
    )
    found = Event.objects.select_related("office", "series", "parent").defer(*unread).annotate(**counts)
    event: Event = found.get(pk=shown.pk)
    return event


def _number(rows: QuerySet[Any]) -> Any:
    """How many of the rows belong to the event, counted in its own query."""
    counted = rows.filter(event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _parts_of(event: Event) -> list[Event]:
    """The announced events within it, in the order of their days."""
    parts = event.sub_events.published().select_related("series").defer("search")  # type: ignore[attr-defined]
    return list(parts.order_by(F("start_on").asc(nulls_last=True), "start_time", "pk"))


def _is_announced(event: Event) -> bool:
    return event.state in PUBLIC_STATES and event.visibility != "internal"


def _kept_parts(event: Event, template: str, context: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a page: plain values, so that any process can read them back."""
    title, language = best(event, "title")
    whole = {**context, "event": event, "title": title, "title_lang": language, "dated": has_dates(event)}
    content: SafeString = render_to_string(template, whole)
    return {
        "title": title,
        "title_lang": language,
        "office": {"name": event.office.name},
        "event": {
            "slug": event.slug,
            "zone": event.zone,
            "state": event.state,
            "state_label": str(event.get_state_display()),
            "start_on": event.start_on,
            "end_on": event.end_on,
            "dated": has_dates(event),
        },
        "content": str(content),
    }
