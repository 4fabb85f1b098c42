"""The itinerary by its link, for guests without an account: page, calendar, PDF, what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from base.errors import Missing
from base.languages import CODES, supported
from base.typesetting import RenderError
from delegations import links
from delegations.itinerary.calendar import calendar_of
from delegations.itinerary.reading import Rows, read
from delegations.itinerary.weaving import woven
from delegations.links import BadLink, Opened
from delegations.services import looks
from delegations.views.itinerary_files import pdf_answer
from people.doors import public

Page = Callable[[HttpRequest, Opened, str], HttpResponse]
RULE = "signed link"


def by_link(page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    """Opens the itinerary of the token in the guest's own language, or says that the link does not hold any more."""

    @wraps(page)
    def door(request: HttpRequest, token: str) -> HttpResponse:
        try:
            opened = links.opened_by(token, timezone.now())
        except BadLink:
            response = render(request, "delegations/guest_lost.html", status=404)
        else:
            with translation.override(_language(request, opened)):
                response = page(request, opened, token)
        patch_cache_control(response, private=True)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return door


def _language(request: HttpRequest, opened: Opened) -> str:
    """What is asked for, else what the guest chose on the site, else what they registered with, else their browser's."""
    asked = request.GET.get("language")
    if asked:
        return supported(asked)
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in CODES or opened.member is None:
        return translation.get_language() or settings.LANGUAGE_CODE
    return supported(opened.member.registration.language)


@public(rule=RULE)
@by_link
def itinerary(request: HttpRequest, opened: Opened, token: str) -> HttpResponse:
    rows = _rows(opened)
    look = looks.look_of(opened.delegation, opened.reader)
    shown = woven(rows)
    context = {
        **_context(opened, token),
        "itinerary": shown,
        "look": look,
        "changed": looks.changed_since(look, rows, shown) if look else [],
    }
    return _unkept(render(request, "delegations/guest_itinerary.html", context))


@public(rule=RULE)
@by_link
def changes(request: HttpRequest, opened: Opened, token: str) -> HttpResponse:
    rows = _rows(opened)
    look = looks.look_of(opened.delegation, opened.reader)
    shown = woven(rows)
    found = looks.changed_since(look, rows, shown) if look else []
    context = {**_context(opened, token), "itinerary": shown, "look": look, "changes": found}
    return _unkept(render(request, "delegations/guest_changes.html", context))


@public(methods=("POST",), rule=RULE)
@by_link
def seen(request: HttpRequest, opened: Opened, token: str) -> HttpResponse:
    looks.note_look(opened.delegation, woven(_rows(opened)), reader=opened.reader, at=timezone.now())
    messages.success(request, _("Noted. From now on changes after this moment are shown."))
    return _unkept(redirect("delegations:guest_itinerary", token=token))


@public(rule=RULE)
@by_link
def calendar(request: HttpRequest, opened: Opened, token: str) -> HttpResponse:
    """Follows every change; a calendar that holds the present state gets 304."""
    whose: Any = opened.member or opened.delegation
    content = calendar_of(woven(_rows(opened)), scope=whose.uid.hex[:8], url=links.itinerary_url(whose))
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is not None and answer.status_code == 304:
        return answer
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="itinerary.ics"'
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    return response


@public(rule=RULE)
@by_link
def pdf(request: HttpRequest, opened: Opened, token: str) -> HttpResponse:
    try:
        return pdf_answer(_rows(opened), None, request.GET.get("paper", "a4"))
    except RenderError as exc:
        raise Missing(_("The document could not be made; please use the page instead.")) from exc


def _rows(opened: Opened) -> Rows:
    return read(opened.delegation, member=opened.member)


def _context(opened: Opened, token: str) -> dict[str, Any]:
    whose: Any = opened.member or opened.delegation
    event = opened.delegation.event
    return {
        "delegation": opened.delegation,
        "member": opened.member,
        "office": event.office,
        "event": event,
        "token": token,
        "feed_url": links.feed_url(whose),
        "page_url": links.itinerary_url(whose),
    }


def _unkept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True)
    return response
