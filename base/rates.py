"""Rate limits per client, counted in Redis. No address is kept: a client is a keyed hash that changes every day."""

from __future__ import annotations

import functools

import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
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
    """Count this call; whether the client stays within `limit` calls of `what` per `seconds`. One round trip."""
    return counted(f"{what}:{client_of(request)}", seconds=seconds) <= limit


def counted(name: str, *, seconds: int) -> int:
    """Count one more of what has this name, and say how many there were within `seconds` of the first."""
    key = f"{settings.KEY_PREFIX}1:rate:{name}"
    with _redis().pipeline(transaction=False) as pipe:
        pipe.incr(key)
        pipe.expire(key, seconds, nx=True)
        calls: int = pipe.execute()[0]
    return calls


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """The answer to a client that is no longer `within`, and when to come back at the latest."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(seconds)
    return response


@functools.cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=5)
