"""Calendar files of events and of their items."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from base.errors import Missing
from base.languages import supported
from events import showing
from events.calendars import calendar_of, calendar_of_item, has_dates
from events.models import AgendaItem, Event
from events.showing import AGENDA, Shown
from events.views.public import RULE
from people.doors import public


@public(rule=RULE)
def public_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event and its items. `?language=es` asks for the texts in a language; calendars send no cookies."""
    return _file(request, slug, slug, _whole)


@public(rule=RULE)
def item_ics(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    return _file(request, slug, f"{slug}-{uid.hex[:8]}", lambda shown: _one(shown, uid), part=uid.hex)


def _file(
    request: HttpRequest, slug: str, name: str, make: Callable[[Shown], bytes], part: str = "all"
) -> HttpResponse:
    wanted = request.GET.get("language")
    with translation.override(supported(wanted) if wanted else translation.get_language()):
        shown = showing.opened_to_anyone(request, slug, AGENDA)
        etag = f'"ics-{part[:12]}-{shown.revision}"'
        if answer := showing.unchanged(request, etag):
            return answer
        content = showing.kept(f"ics-{part}", shown, lambda: make(shown))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return showing.marked(response, etag)


def _whole(shown: Shown) -> bytes:
    event = _event(shown)
    if not has_dates(event):
        raise Missing(_("The days of this event are not fixed yet, so there is no calendar file of it."))
    items = AgendaItem.objects.filter(event=event, public=True).select_related("room__venue", "host")
    return calendar_of(event, list(items))


def _one(shown: Shown, uid: UUID) -> bytes:
    event = _event(shown)
    item = (
        AgendaItem.objects.filter(event=event, public=True, uid=uid)
        .select_related("room__venue", "host")
        .first()
    )
    if item is None:
        raise Http404
    if item.starts_at is None:
        raise Missing(_("The day of this item is not fixed yet, so there is no calendar file of it."))
    return calendar_of_item(event, item)


def _event(shown: Shown) -> Event:
    event: Event = Event.objects.defer("search").get(pk=shown.pk)
    return event
