"""The page that explains the API, and what is answered where no door answers."""

import sys
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularSwaggerSplitView

from base.api import PROBLEM, encode
from base.errors import Missing, problem
from config.outage import RETRY_AFTER, is_outage

# The page of Swagger UI carries a style block of its own; its script comes from a file.
_styles = csp_update({"style-src": [SELF, UNSAFE_INLINE]})


@method_decorator(_styles, name="dispatch")
class ApiPages(SpectacularSwaggerSplitView):
    """Swagger UI, served from our own static files."""


def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:
    """404 as problem+json for whatever no door of the API is at; every address there ends with a slash."""
    hint = "" if rest.endswith("/") else _("Addresses of the API end with a slash.")
    return HttpResponse(encode(problem(Missing(hint))), status=404, content_type=PROBLEM)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """500, or 503 while the database or Redis is away: a page for people, problem+json for programs."""
    away = is_outage(sys.exc_info()[1])
    response = _answer(request, 503 if away else 500)
    if away:
        response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if not request.path.startswith("/api/"):
        return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
    kind, title, detail = (
        ("unavailable", _("The service is not available for the moment"), _("Nothing was written. Please try again in a moment."))
        if status == 503
        else ("server-error", _("Something went wrong on our side"), _("The error was recorded; nothing was written. Please try again in a moment."))
    )  # fmt: skip
    said = {"type": f"urn:entente:problem:{kind}", "title": title, "status": status, "detail": detail}
    return HttpResponse(encode(said), status=status, content_type=PROBLEM)
