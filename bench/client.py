"""Who asks: a visitor, the organizer with a session, a program with a token; and how many statements an answer costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import get_random_string

from bench.data import ORGANIZER
from bench.database import forget
from bench.load import Headers
from people.models import ApiToken, User

FORM = "application/x-www-form-urlencoded"
UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK")
"""What opens and ends a transaction is no statement; savepoints are."""


class Refused(Exception):
    """The site did not answer as the row needs."""


class Callers:
    """Each caller's headers, made once."""

    @cached_property
    def secret(self) -> str:
        """Of the CSRF cookie; Django takes it as the token too."""
        return get_random_string(32)

    @cached_property
    def session(self) -> str:
        client = Client()
        client.force_login(
            User.objects.get(email=ORGANIZER), "allauth.account.auth_backends.AuthenticationBackend"
        )
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    @cached_property
    def token(self) -> str:
        user = User.objects.get(email=ORGANIZER)
        _record, token = ApiToken.objects.create(
            user=user, expiry=dt.timedelta(days=1), name="bench", scopes=["read", "write"]
        )
        return token

    def headers(self, who: str) -> dict[str, str]:
        csrf = f"{settings.CSRF_COOKIE_NAME}={self.secret}"
        if who == "organizer":
            return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {csrf}"}
        if who == "program":
            return {"Authorization": f"Token {self.token}", "Accept": "application/json"}
        return {"Cookie": csrf} if who == "registrant" else {}

    def statements(self, who: str, path: str, data: dict[str, str] | None = None) -> int:
        """Statements of one GET, or with `data` of one POST.

        A visitor's page is made anew for it; the organizer's session is in the cache.
        """
        if data is None:
            self._ask(who, path, None)
        if who == "visitor":
            forget()
        return counted(lambda: self._ask(who, path, data))

    def _ask(self, who: str, path: str, data: dict[str, str] | None) -> None:
        client = Client(enforce_csrf_checks=True, headers=self.headers(who))
        for pair in self.headers(who).get("Cookie", "").split("; "):
            name, _, value = pair.partition("=")
            if name:
                client.cookies[name] = value
        answer = client.get(path) if data is None else client.post(path, urlencode(data), content_type=FORM)
        if answer.status_code >= 400:
            raise Refused(f"{path} answered {answer.status_code}")


def counted(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return sum(not query["sql"].startswith(UNCOUNTED) for query in queries)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def fetch(address: str, headers: Headers, data: dict[str, str] | None = None) -> tuple[bytes, Any]:
    """One answer: its body and headers. Raises Refused."""
    body = urlencode(data).encode() if data is not None else None
    try:
        with build_opener(_Stay).open(
            Request(address, data=body, headers=dict(headers)), timeout=120
        ) as answer:
            return answer.read(), answer.headers
    except OSError as problem:
        raise Refused(f"{address} answered {problem}") from problem
