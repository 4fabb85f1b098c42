"""Rate limits per client, counted in the cache. No address is kept: a client is a keyed hash that changes every day."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def client_of(request: HttpRequest) -> str:
    """A name for the client that says nothing about it tomorrow."""
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if proxies and len(forwarded) >= proxies:
        address = forwarded[-proxies]
    return salted_hmac(f"rate:{timezone.now():%Y-%m-%d}", address, algorithm="sha256").hexdigest()[:32]


def within(request: HttpRequest, what: str, *, limit: int, seconds: int) -> bool:
    """Count this call; whether the client stays within `limit` calls of `what` per `seconds`."""
    key = f"rate:{what}:{client_of(request)}"
    if cache.add(key, 1, seconds):
        return limit >= 1
    try:
        return cache.incr(key) <= limit
    except ValueError:  # it lapsed between the two calls
        return True
