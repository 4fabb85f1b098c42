"""Opening what anyone may see of an event, with a revision that changes whenever what is shown does.

The revision is read from the rows themselves, in one statement: a name corrected in the directory shows at once, and
the directory need not know who shows it (a counter bumped by the verbs would have to be raised by lower rooms).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language

from base.edition import edition
from base.prepared import prepared
from events.states import PUBLIC_STATES

T = TypeVar("T")
KEPT = 24 * 3600
"""Seconds for which a fragment is kept; it is rebuilt whenever its revision is another one."""

AGENDA = """
(SELECT concat_ws('.', count(*), sum(i.version), max(greatest(i.updated_at, r.updated_at, v.updated_at, h.updated_at,
                                                               t.updated_at)))
   FROM events_agendaitem i
   LEFT JOIN events_room r ON r.id = i.room_id LEFT JOIN events_venue v ON v.id = r.venue_id
   LEFT JOIN people_organization h ON h.id = i.host_id LEFT JOIN events_track t ON t.id = i.track_id
  WHERE i.event_id = e.id)"""
PEOPLE = """
(SELECT concat_ws('.', count(*), sum(p.version), max(greatest(p.updated_at, n.updated_at, g.updated_at, o.updated_at,
                                                               b.updated_at)))
   FROM events_participation p
   LEFT JOIN people_person n ON n.id = p.person_id LEFT JOIN events_group g ON g.id = p.group_id
   LEFT JOIN people_post o ON o.person_id = p.person_id LEFT JOIN people_organization b ON b.id = o.organization_id
  WHERE p.event_id = e.id),
(SELECT concat_ws('.', count(*), max(k.id))
   FROM events_registration_posts k JOIN events_registration x ON x.id = k.registration_id WHERE x.event_id = e.id)"""
BODIES = """
(SELECT concat_ws('.', count(*), sum(b.version), max(greatest(b.updated_at, o.updated_at)))
   FROM events_eventbody b JOIN people_organization o ON o.id = b.organization_id WHERE b.event_id = e.id)"""
PHOTOS = """
(SELECT concat_ws('.', count(*), sum(f.version), max(f.updated_at)) FROM events_photo f WHERE f.event_id = e.id AND f.public)"""
EXHIBITS = """
(SELECT concat_ws('.', count(*), sum(x.version), max(greatest(x.updated_at, o.updated_at)))
   FROM events_exhibit x LEFT JOIN people_organization o ON o.id = x.owner_id WHERE x.event_id = e.id)"""
RELATIVES = """
(SELECT concat_ws('.', count(*), sum(c.version), max(greatest(c.updated_at, s.updated_at)))
   FROM events_event c LEFT JOIN events_series s ON s.id = c.series_id WHERE c.parent_id = e.id),
(SELECT concat_ws('.', w.version, w.state) FROM events_event w WHERE w.id = e.parent_id),
(SELECT s.version FROM events_series s WHERE s.id = e.series_id)"""
SEATS = """
(SELECT concat_ws('.', e.seats_taken, coalesce(e.registration_opens_at <= now(), true),
                  coalesce(e.registration_closes_at > now(), true), coalesce(e.ends_at > now(), true)))"""

OPENING = """
SELECT e.id, e.office_id, e.state, e.visibility, concat_ws('/', e.version, e.state, e.updated_at, f.updated_at, {parts})
  FROM events_event e JOIN people_office f ON f.id = e.office_id WHERE e.slug = %s"""


@dataclass(frozen=True, slots=True)
class Shown:
    """An event whose public pages the visitor may open; `published` is false for a preview by its own office."""

    pk: int
    revision: str
    published: bool


def opened_to_anyone(request: HttpRequest, slug: str, *parts: str) -> Shown:
    """One statement. Raises Http404 unless the event is published and not internal, or of the visitor's own office."""
    with prepared() as cursor:
        cursor.execute(OPENING.format(parts=", ".join(parts)), [slug])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    pk, office_id, state, visibility, content = row
    published = state in PUBLIC_STATES and visibility != "internal"
    if not published and not _works_for(request, office_id):
        raise Http404
    seen = f"{content}/{edition()}/{get_language()}"
    return Shown(pk, hashlib.sha256(seen.encode()).hexdigest()[:24], published)


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 when the visitor holds this very answer already."""
    answer = get_conditional_response(request, etag=etag)
    return answer if answer is not None and answer.status_code == 304 else None


def is_a_stranger(request: HttpRequest) -> bool:
    """Whether the page is the same for every such visitor: nobody is logged in and no message waits to be shown."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def marked(response: HttpResponse, etag: str = "") -> HttpResponse:
    """A browser keeps the answer and asks each time whether it still holds."""
    if etag:
        response["ETag"] = etag
        patch_cache_control(response, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def kept(name: str, shown: Shown, make: Callable[[], T]) -> T:
    """What `make` returns of an event, from the cache while its revision is the same."""
    return kept_as(f"{name}:{shown.pk}", shown.revision, make)


def kept_as(name: str, revision: str, make: Callable[[], T]) -> T:
    """What `make` returns, from the cache while the revision is the same; not while templates are being written."""
    if settings.DEBUG:
        return make()
    key = f"{name}:{get_language()}"
    found = cache.get(key)
    if found is not None and found[0] == revision:
        stored: T = found[1]
        return stored
    made = make()
    cache.set(key, (revision, made), KEPT)
    return made


def _works_for(request: HttpRequest, office_id: int) -> bool:
    user = request.user
    return user.is_authenticated and office_id in user.office_ids
