"""The page that explains the API, and what is answered where no door answers."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularSwaggerSplitView

from base.api import PROBLEM, encode
from base.errors import Missing, problem

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
    """500: a page for people, problem+json for programs."""
    if not request.path.startswith("/api/"):
        return HttpResponseServerError(loader.get_template("500.html").render())
    said = {
        "type": "urn:entente:problem:server-error",
        "title": _("Something went wrong on our side"),
        "status": 500,
        "detail": _("The error was recorded; nothing was written. Please try again in a moment."),
    }
    return HttpResponseServerError(encode(said), content_type=PROBLEM)
