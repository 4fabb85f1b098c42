"""Conditional GET of public pages: a fingerprint of what a page shows, and 304 when the visitor has it already."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers


@functools.cache
def release() -> str:
    """Changes whenever templates or translations do, so that a new release is not hidden by old copies."""
    files = [path for folder in ("templates", "locale") for path in (settings.BASE_DIR / folder).rglob("*.*")]
    newest = max((path.stat().st_mtime_ns for path in files), default=0)
    return f"{newest}:{len(files)}"


def fingerprint(request: HttpRequest, *parts: object) -> str:
    """The ETag of a page that depends on `parts`, the language, and whether somebody is logged in."""
    known = request.user.is_authenticated
    text = "|".join(str(part) for part in (release(), translation.get_language(), known, *parts))
    return f'W/"{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"'


def answered(request: HttpRequest, tag: str, page: Callable[[], HttpResponse]) -> HttpResponse:
    """The page with its ETag, or 304 without building it. Copies are private, for the page carries a form's token."""
    conditional = get_conditional_response(request, etag=tag)
    response = conditional if isinstance(conditional, HttpResponseNotModified) else page()
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
