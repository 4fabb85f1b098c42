"""The office in which a person works now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from people.models import Office

SESSION_KEY = "office"


def current_office(request: HttpRequest) -> Office | None:
    """The office chosen last, else the first by name, among those in which the user holds a role."""
    user = request.user
    if not user.is_authenticated:
        return None
    offices = user.offices
    chosen = request.session.get(SESSION_KEY)
    return next((o for o in offices if str(o.uid) == chosen), offices[0] if offices else None)


class OfficeMiddleware:
    """Sets `request.office`, read from the database only when something asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.office = SimpleLazyObject(lambda: current_office(request))  # type: ignore[attr-defined]
        return self.get_response(request)
