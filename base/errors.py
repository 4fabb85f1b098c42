"""One family of domain errors and its two translations: a form message and problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException
from rest_framework.response import Response

Errors = Mapping[str, Sequence[str]]
WHOLE = "__all__"


class DomainError(Exception):
    """What a verb refuses. `message` is for a person; `errors` maps a field to its messages."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "invalid"
    title: ClassVar[Any] = gettext_lazy("The data is not valid")
    members: Mapping[str, Any] = {}
    """Further members of the problem, for programs."""

    def __init__(self, message: str = "", *, field: str = "", errors: Errors | None = None) -> None:
        self.message = str(message or self.title)
        self.errors: dict[str, list[str]] = {k: [str(m) for m in v] for k, v in (errors or {}).items()}
        if field:
            self.errors.setdefault(field, []).append(self.message)
        super().__init__(self.message)


class Invalid(DomainError):
    """The input breaks a rule that its sender can mend."""


class NotAllowed(DomainError):
    status = 403
    code = "not-allowed"
    title = gettext_lazy("Your role does not allow this")


class Missing(DomainError):
    status = 404
    code = "not-found"
    title = gettext_lazy("There is nothing here")


class Conflict(DomainError):
    """The request is well-formed, and the present state refuses it."""

    status = 409
    code = "conflict"
    title = gettext_lazy("The present state does not allow this")


class Stale(DomainError):
    status = 412
    code = "stale"
    title = gettext_lazy("Somebody changed this in the meantime")


class ConditionRequired(DomainError):
    status = 428
    code = "condition-required"
    title = gettext_lazy("An If-Match header is required")


class KeyReused(DomainError):
    status = 422
    code = "idempotency-key-reused"
    title = gettext_lazy("The Idempotency-Key was used with another request")


class TooLarge(DomainError):
    status = 413
    code = "too-large"
    title = gettext_lazy("The body of the request is too large")


def from_validation(exc: ValidationError) -> Invalid:
    """Django's ValidationError as a DomainError."""
    if hasattr(exc, "error_dict"):
        return Invalid(errors=exc.message_dict)
    return Invalid(errors={WHOLE: exc.messages})


def constraint_of(exc: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL refused, or an empty string."""
    diag = getattr(exc.__cause__, "diag", None)
    return getattr(diag, "constraint_name", None) or ""


def add_to_form(form: BaseForm, exc: DomainError) -> None:
    """Put each message beside its field; what names no field of this form stands at its top."""
    if not exc.errors:
        form.add_error(None, exc.message)
    for field, messages in exc.errors.items():
        target = field if field in form.fields else None
        for message in messages:
            form.add_error(target, message)


def problem(exc: DomainError) -> dict[str, Any]:
    """RFC 9457 members of a DomainError."""
    body: dict[str, Any] = {
        "type": f"urn:entente:problem:{exc.code}",
        "title": str(exc.title),
        "status": exc.status,
        "detail": exc.message,
    }
    if exc.errors:
        body["errors"] = exc.errors
    return {**body, **exc.members}


def problem_response(exc: DomainError) -> Response:
    return Response(problem(exc), status=exc.status, content_type="application/problem+json")


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's handler: every refusal leaves as problem+json; an unknown exception stays a 500."""
    if isinstance(exc, DomainError):
        return problem_response(exc)
    if isinstance(exc, Http404):
        return problem_response(Missing())
    if isinstance(exc, PermissionDenied):
        return problem_response(NotAllowed())
    if isinstance(exc, ValidationError):
        return problem_response(from_validation(exc))
    if isinstance(exc, APIException):
        return _api_problem(exc)
    return None


def _api_problem(exc: APIException) -> Response:
    code = exc.get_codes() if isinstance(exc.get_codes(), str) else "invalid"
    body: dict[str, Any] = {
        "type": f"urn:entente:problem:{str(code).replace('_', '-')}",
        "title": _title(exc),
        "status": exc.status_code,
        "detail": exc.detail if isinstance(exc.detail, str) else _("The data is not valid"),
    }
    if not isinstance(exc.detail, str):
        body["errors"] = _flat(exc.detail)
    headers = {}
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if auth := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth
    return Response(body, status=exc.status_code, headers=headers, content_type="application/problem+json")


def _title(exc: APIException) -> str:
    """What kind of refusal it is; where DRF's words wait for a value, the name of the status."""
    title = str(exc.default_detail)
    return HTTPStatus(exc.status_code).phrase if "{" in title else title


def _flat(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Messages by field, however deep a body is nested: `parties.0.organization`."""
    if isinstance(detail, dict):
        parts = [(str(name) if name != "non_field_errors" else "", value) for name, value in detail.items()]
    elif isinstance(detail, list) and any(isinstance(one, dict | list) for one in detail):
        parts = [(str(number), value) for number, value in enumerate(detail)]
    else:
        return {path or WHOLE: [str(one) for one in (detail if isinstance(detail, list) else [detail])]}
    found: dict[str, list[str]] = {}
    for name, value in parts:
        for key, messages in _flat(value, ".".join(part for part in (path, name) if part)).items():
            found.setdefault(key, []).extend(messages)
    return found


class DomainErrorMiddleware:
    """A DomainError that no form caught becomes a page with its own status, never a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        if not isinstance(exc, DomainError):
            return None
        if exc.status == 404:
            return render(request, "404.html", {"error": exc}, status=404)
        return render(request, "errors/refused.html", {"error": exc}, status=exc.status)
