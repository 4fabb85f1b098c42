"""Callers of the API, and one record of every noun in an office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver
from rest_framework.test import APIClient

from people.models import Office, User
from people.services.accounts import make_token
from tests.factories import OfficeFactory, UserFactory

ROOT = "/api/v1/"


def calling(user: User | None, *scopes: str) -> APIClient:
    """A client with a token of the user; writes with it name the ETag by `etag=`."""
    client = APIClient()
    if user is not None:
        _token, text = make_token(user=user, name="test", scopes=scopes or ["write"], days=30)
        client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def other_office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def organizer(office: Office) -> User:
    return UserFactory(office=office, role="organizer")


@pytest.fixture
def api(organizer: User) -> APIClient:
    return calling(organizer)


@pytest.fixture
def as_role(office: Office) -> Callable[[str], APIClient]:
    return lambda role: calling(UserFactory(office=office, role=role))


def doors() -> dict[str, Any]:
    """Prefix → viewset, of every door in the router."""
    found: dict[str, Any] = {}
    for room in ("people", "events", "delegations", "agreements", "reports"):
        module = __import__(f"{room}.api.urls", fromlist=["router"])
        found |= {prefix: door for prefix, door, _name in module.router.registry}
    return found


def patterns() -> list[Any]:
    """Every address under /api/v1/ with its view."""

    def walk(resolver: Any, prefix: str) -> Any:
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                yield from walk(one, prefix + str(one.pattern))
            else:
                yield prefix + str(one.pattern), one.callback

    return [(address, view) for address, view in walk(get_resolver(), "") if address.startswith("api/v1/")]
