"""The office in which a person works now, and the clock they read."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from people.models import Office
from people.validators import ZONES

SESSION_KEY = "office"


def current_office(request: HttpRequest) -> Office | None:
    """The office chosen last, else the one of the role held longest; None for somebody without a role."""
    user = request.user
    if not user.is_authenticated:
        return None
    offices = user.offices
    chosen = request.session.get(SESSION_KEY)
    return next((o for o in offices if str(o.uid) == chosen), user.first_office)


class OfficeMiddleware:
    """Sets `request.office`, read from the database only when something asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.office = SimpleLazyObject(lambda: current_office(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class ZoneMiddleware:
    """Times are shown on the clock of the user's own zone; a visitor reads UTC, or the zone of the event."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = self.zone_of(request)
        if not zone:
            return self.get_response(request)
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)

    def zone_of(self, request: HttpRequest) -> str:
        """Asks for the user only when the browser brought a session, so that visitors cost no query."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return ""
        return request.user.zone if request.user.zone in ZONES else ""
