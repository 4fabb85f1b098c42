"""A repeated creation changes nothing, also when both arrive at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from people.models import IdempotencyKey, Office, Organization, User
from people.services import directory
from people.tasks import forget_answers
from tests.api.conftest import ROOT, calling
from tests.api.test_doors import is_problem
from tests.api.world import address, world
from tests.factories import OfficeFactory, UserFactory

ORGANIZATIONS = f"{ROOT}organizations/"
BODY = {"name": {"en": "Institute"}}


def test_the_same_request_gets_the_same_answer(api: APIClient) -> None:
    first = api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1")
    again = api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1")
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert (first["ETag"], first["Location"]) == (again["ETag"], again["Location"])
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Organization.objects.count() == 1
    assert api.post(ORGANIZATIONS, BODY).status_code == 201
    assert Organization.objects.count() == 2


def test_another_request_with_the_key_is_refused(office: Office, api: APIClient) -> None:
    api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1")
    is_problem(
        api.post(ORGANIZATIONS, {"name": {"en": "Other"}}, HTTP_IDEMPOTENCY_KEY="k1"),
        422,
        "idempotency-key-reused",
    )
    is_problem(api.post(f"{ROOT}people/", {"family_name": "Silva"}, HTTP_IDEMPOTENCY_KEY="k1"), 422)
    assert Organization.objects.count() == 1
    colleague = calling(UserFactory(office=office, role="organizer"))
    assert colleague.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1").status_code == 201
    is_problem(api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k" * 201), 400)


def test_what_was_refused_may_be_tried_again(api: APIClient) -> None:
    is_problem(api.post(ORGANIZATIONS, {}, HTTP_IDEMPOTENCY_KEY="k1"), 400)
    assert not IdempotencyKey.objects.exists()
    assert api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1").status_code == 201


def test_whoever_lost_the_role_gets_no_answer_repeated(
    office: Office, organizer: User, api: APIClient
) -> None:
    api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1")
    organizer.roles.update(name="viewer")
    is_problem(api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1"), 403)


def test_clones_and_notes_are_creations_too(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    for path, body in (
        (address("events", made["events"], "clone"), {"start_on": "2030-01-02"}),
        (address("follow-ups", made["follow-ups"], "notes"), {"text": "Sent"}),
    ):
        first = api.post(path, body, HTTP_IDEMPOTENCY_KEY=path[-30:])
        again = api.post(path, body, HTTP_IDEMPOTENCY_KEY=path[-30:])
        assert first.status_code == 201, first.content
        assert first.content == again.content
    assert made["follow-ups"].notes.count() == 2


def test_keys_are_forgotten_after_a_day(api: APIClient) -> None:
    api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="old")
    api.post(ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="new")
    IdempotencyKey.objects.filter(key="old").update(created_at=timezone.now() - dt.timedelta(hours=25))
    forget_answers()
    assert [key.key for key in IdempotencyKey.objects.all()] == ["new"]


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """All calls in threads of their own, which start together."""
    barrier, answers = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_key", [True, False], ids=["one key", "negative control: no key"])
def test_twins_that_arrive_at_once(with_key: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory(office=OfficeFactory(), role="organizer")
    headers = {"HTTP_IDEMPOTENCY_KEY": "k1"} if with_key else {}
    real, entered = directory.add_organization, threading.Semaphore(0)

    def slow(**values: Any) -> Organization:
        entered.release()
        made = real(**values)
        threading.Event().wait(0.3)
        return made

    monkeypatch.setattr(directory, "add_organization", slow)
    clients = [calling(user) for _caller in range(4)]
    answers = at_once([partial(c.post, ORGANIZATIONS, BODY, **headers) for c in clients])
    assert [answer.status_code for answer in answers] == [201] * 4
    if with_key:
        assert Organization.objects.count() == 1
        assert len({answer.content for answer in answers}) == 1
        assert sorted("Idempotency-Replayed" in answer for answer in answers) == [False, True, True, True]
    else:
        assert Organization.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_the_twin_of_a_failure_performs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is refused while the second waits at the key: nothing is replayed, the second succeeds."""
    user = UserFactory(office=OfficeFactory(), role="organizer")
    real, calls, lock = directory.add_organization, [0], threading.Lock()

    def fails_first(**values: Any) -> Organization:
        from base.errors import Conflict

        with lock:
            calls[0] += 1
            first = calls[0] == 1
        if first:
            threading.Event().wait(0.3)
            raise Conflict("not now")
        return real(**values)

    monkeypatch.setattr(directory, "add_organization", fails_first)
    clients = [calling(user), calling(user)]
    answers = at_once([partial(c.post, ORGANIZATIONS, BODY, HTTP_IDEMPOTENCY_KEY="k1") for c in clients])
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Organization.objects.count() == 1
