"""Every address of the site, asked with odd parameters by a stranger and by staff: refused in words, never a fault of ours."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from base.api import RateLimit
from events.services.lifecycle import move_event
from people.models import Office, User
from tests.api.conftest import doors
from tests.api.world import world
from tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
HUGE = "9" * 400
NAMES = (
    "page", "page_size", "cursor", "q", "kind", "state", "mode", "year", "month", "country", "when", "left_out", "series", "parent",
    "start_on", "start", "end", "language", "office", "order", "ordering", "next", "event", "item", "person", "organization",
    "group", "role", "manner", "selected", "all", "version", "uid", "to", "from", "since", "until", "updated_since", "starts_after",
    "starts_before", "due_before", "dated", "part", "done", "public", "format", "kinds", "cause", "outcome", "agreement", "day", "on",
)  # fmt: skip
"""Parameters that some view reads; every view gets all of them."""
ODD = {
    "a huge number": HUGE,
    "minus one": "-1",
    "an impossible date": "2023-02-30T25:61",
    "the ends of the calendar": "0001-01",
    "signs and half a character": "%27%22%3C%3E%25s%7B%7D%5B%5D%ED%A0%80",
    "a list with null bytes": "1&{name}=%00&{name}=%00",
    "an identifier of nothing": str(uuid.UUID(int=7)),
}
# The health page takes no parameters, and asks the broker in an event loop of its own, which cannot run beside the browser tests'.
SKIPPED = ("static/", "media/", "admin/", "healthz")


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each route of the site with the names and kinds of what it takes: `("events/<slug:slug>/", ["slug"])`."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, route)
        elif isinstance(one, URLPattern) and not route.startswith(SKIPPED):
            yield route, list(one.pattern.converters)


def filled(route: str, values: dict[str, Any]) -> str:
    path = route.replace("^", "").replace("$", "").replace("\\", "")
    for name, kind in (
        ("slug", "slug"),
        ("uuid", "uid"),
        ("str", "text"),
        ("int", "number"),
        ("path", "text"),
    ):
        while f"<{name}:" in path:
            start = path.index(f"<{name}:")
            end = path.index(">", start)
            wanted = path[start + len(name) + 2 : end]
            path = path[:start] + str(values.get(wanted, values[kind])) + path[end + 1 :]
    return "/" + path


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that is refused for its number would hide a fault."""
    monkeypatch.setattr(RateLimit, "THROTTLE_RATES", {"anon": None, "user": None})


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def staff(office: Office) -> User:
    return UserFactory(office=office)


@pytest.fixture
def made(office: Office, staff: User) -> dict[str, Any]:
    found = world(office, staff)
    move_event(found["events"], to="published", by=staff, at=timezone.now())
    return found


def paths(made: dict[str, Any], client: Client) -> list[str]:
    """Every route once: with the first of our records that opens it, where there is one."""
    given = {"slug": made["events"].slug, "text": "x", "number": 1, "to": "cancelled", "noun": "person"}
    records = [(noun.rstrip("s"), record.uid) for noun, record in made.items() if record.uid]
    found = []
    for route, _taken in addresses():
        likely_first = sorted(records, key=lambda pair: pair[0] not in route)
        tries = [filled(route, given | {"uid": uid}) for _noun, uid in likely_first]
        found.append(opening(tries, client) if "<uuid:" in route else tries[0])
    return sorted(set(found))


def opening(tries: list[str], client: Client) -> str:
    """The first that is there; one that only a form may call answers so whatever it names."""
    for path in tries:
        status = client.get(path).status_code
        if status == 405:
            break
        if status != 404:
            return path
    return tries[0]


def odd_queries() -> Iterator[tuple[str, str]]:
    for said, value in ODD.items():
        yield (
            said,
            "&".join(f"{name}={value.format(name=name) if 'name' in value else value}" for name in NAMES),
        )


def test_no_page_fails_whatever_is_asked(made: dict[str, Any], staff: User) -> None:
    visitor, colleague = Client(raise_request_exception=False), Client(raise_request_exception=False)
    colleague.force_login(staff)
    everywhere = paths(made, colleague)
    assert len(everywhere) > 150
    failed = []
    for path in everywhere:
        for said, query in odd_queries():
            for who, client in (("visitor", visitor), ("staff", colleague)):
                status = client.get(f"{path}?{query}").status_code
                if status >= 500:
                    failed.append(f"{status} {path} with {said} as {who}")
    assert not failed, "\n".join(failed)


def test_each_filter_of_the_api_refuses_what_it_cannot_read(made: dict[str, Any], staff: User) -> None:
    """Alone, for an error in one parameter would hide that of another."""
    client = Client(raise_request_exception=False)
    client.force_login(staff)
    failed = []
    for prefix, door in doors().items():
        for name in getattr(getattr(door, "filterset_class", None), "base_filters", {}):
            for said, value in ODD.items():
                asked = value.format(name=name) if "name" in value else value
                status = client.get(f"/api/v1/{prefix}/?{name}={asked}").status_code
                if status >= 500:
                    failed.append(f"{status} {prefix}?{name} with {said}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize(
    "name", ["q", "kind", "state", "year", "month", "country", "when", "page", "left_out"]
)
def test_each_filter_of_the_lists_leaves_aside_what_it_cannot_read(
    name: str, made: dict[str, Any], staff: User
) -> None:
    client = Client()
    client.force_login(staff)
    for value in ODD.values():
        asked = value.format(name=name) if "name" in value else value
        for path in ("/events/", "/e/", "/events/calendar/"):
            assert client.get(f"{path}?{name}={asked}").status_code == 200, (path, name, value)
