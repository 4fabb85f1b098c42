"""What every answer of the API goes through: its encoding, its pages and its rate limits."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from redis.exceptions import RedisError
from rest_framework import pagination, renderers, throttling
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request

from base import rates
from base.dates import PartialDate

log = structlog.get_logger(__name__)
PROBLEM = "application/problem+json"
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_NON_STR_KEYS


def encode(data: Any) -> bytes:
    """JSON in UTF-8: moments in UTC with a Z, partial dates as EDTF, lazy texts in the language of the request."""
    return orjson.dumps(data, default=_plain, option=OPTIONS)


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate | Promise):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, str):  # a subclass, such as DRF's details of errors
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} has no JSON")


class JSONRenderer(renderers.BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else encode(data)


class CursorPagination(pagination.CursorPagination):
    """Pages in a fixed order that new rows do not shift; `page_size` up to 500."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering: Any = "pk"
    invalid_cursor_message: Any = gettext_lazy(
        "This cursor is not one of ours: follow the address in `next`."
    )

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except ValueError as exc:  # a position that somebody made up
            raise NotFound(self.invalid_cursor_message) from exc

    def get_page_size(self, request: Request) -> int:
        """Raises ValidationError for what is no number from 1 to 500."""
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= self.max_page_size):
            message = _("Ask for 1 to %(most)s rows a page.") % {"most": self.max_page_size}
            raise ValidationError({self.page_size_query_param: [message]})
        return int(asked)

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return (getattr(view, "order", "pk"),)


class RateLimit(throttling.SimpleRateThrottle):
    """So many calls in each window of the clock, counted in Redis per token, else per user.

    One counter that is raised atomically, where DRF keeps a list of moments that races and grows with the limit.
    """

    scope = "user"
    left = 0.0
    duration: int | None
    num_requests: int | None

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if request.auth is not None:
            return f"token:{request.auth.pk[:32]}"
        if request.user and request.user.is_authenticated:
            return f"user:{request.user.pk}"
        return None

    def allow_request(self, request: Request, view: Any) -> bool:
        name = self.get_cache_key(request, view) if self.rate else None
        if name is None:
            return True
        seconds = int(self.duration or 60)
        window, passed = divmod(time.time(), seconds)
        self.left = seconds - passed
        try:
            return rates.counted(f"api:{name}:{window:.0f}", seconds=seconds) <= (self.num_requests or 0)
        except RedisError as exc:  # a counter that is down refuses nobody
            log.warning("rate_limit_unavailable", error=type(exc).__name__)
            return True

    def wait(self) -> float:
        return self.left


class PublicRateLimit(RateLimit):
    """The same for visitors, counted per client; no address is kept."""

    scope = "anon"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if request.user and request.user.is_authenticated:
            return None
        return f"visitor:{rates.client_of(request._request)}"
