"""Health checks tell the truth: well, late, and away."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from config import pulse
from people.models import Notice, Office
from tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


def notice(office: Office, due_at: dt.datetime) -> Notice:
    return Notice.objects.create(
        office=office, recipient="user:1", address="someone@example.org", kind="people.invitation",
        occurrence=str(due_at), due_at=due_at,
    )  # fmt: skip


def test_all_is_well_after_a_call_of_the_clock(client: Client, office: Office) -> None:
    pulse.beat()
    notice(office, timezone.now() - dt.timedelta(seconds=30))
    answer = client.get("/healthz/deep")
    assert answer.status_code == 200, answer.json()
    checks = answer.json()["checks"]
    assert set(checks) == {"database", "broker", "oldest_due_notice", "last_beat", "disk_free"}
    assert 29 < checks["oldest_due_notice"]["seconds"] < 60
    assert "example.org" not in answer.content.decode()


def test_a_notice_that_waits_too_long_is_told(client: Client, office: Office) -> None:
    pulse.beat()
    notice(office, timezone.now() - dt.timedelta(minutes=20))
    answer = client.get("/healthz/deep")
    assert answer.status_code == 503
    assert not answer.json()["checks"]["oldest_due_notice"]["well"]


def test_a_silent_clock_is_told(client: Client) -> None:
    cache.set(pulse.KEY, (timezone.now() - dt.timedelta(minutes=5)).timestamp(), 60)
    assert client.get("/healthz/deep").json()["checks"]["last_beat"]["well"] is False
    cache.delete(pulse.KEY)
    told = client.get("/healthz/deep").json()["checks"]["last_beat"]
    assert told == {"well": False, "seconds": None}


def test_metrics_are_for_who_has_the_token(client: Client, settings: Any, office: Office) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a-token-of-the-operator"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer something-else"}).status_code == 404
    notice(office, timezone.now())
    answer = client.get("/metrics", headers={"Authorization": "Bearer a-token-of-the-operator"})
    lines = answer.content.decode().splitlines()
    assert 'entente_notices{state="pending"} 1' in lines
    assert "entente_database_well 1" in lines


def test_the_page_is_for_administrators(client: Client, office: Office) -> None:
    client.force_login(UserFactory(office=office, role="administrator"))
    page = client.get("/health/")
    assert page.status_code == 200
    assert b"Oldest notice that is due" in page.content
    client.force_login(UserFactory(office=office, role="organizer"))
    assert client.get("/health/").status_code == 403


@pytest.mark.parametrize(
    ("path", "kind"), [("/events/", "text/html"), ("/api/v1/events/", "application/problem+json")]
)
def test_a_database_that_is_away_is_503(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch, path: str, kind: str
) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    client.force_login(UserFactory(office=office, role="organizer"))
    client.raise_request_exception = False
    monkeypatch.setattr("events.querysets.EventQuerySet.visible_to", away)
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer["Content-Type"].startswith(kind)
    assert answer["Retry-After"] == "10"


def test_an_error_of_ours_stays_500(client: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise ValueError

    client.force_login(UserFactory(office=office, role="organizer"))
    client.raise_request_exception = False
    monkeypatch.setattr("events.querysets.EventQuerySet.visible_to", broken)
    assert client.get("/events/").status_code == 500
