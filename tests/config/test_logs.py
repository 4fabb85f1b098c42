"""Nothing personal in any line: real doors and workers, driven into trouble, through the real logging configuration."""

from __future__ import annotations

import io
import json
import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from celery import Celery
from celery.app.trace import build_tracer
from celery.signals import before_task_publish, task_failure, task_prerun, task_success
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_structlog.celery.receivers import CeleryReceiver
from django_structlog.celery.steps import DjangoStructLogInitStep

from base import waking
from base.sheets import csv_file
from config import logs
from config.celery import app as celery_app
from config.traces import named, told
from delegations.services.travel_documents import record_document
from events.models import Event, Registration
from events.services import registration
from events.services.lifecycle import move_event
from people.models import Channel, Notice, Office, Person
from people.services import webhooks
from people.services.drain import drain
from tests.factories import EventFactory, OfficeFactory, UserFactory
from tests.mailserver import Postbox

pytestmark = pytest.mark.django_db
GIVEN, FAMILY, MAIL, PHONE, PASSPORT = "Participantus", "Seventeenberg", "seventeenberg@example.org", "+55 11 5555 4747", "FX7471147"  # fmt: skip
PERSONAL = (GIVEN, FAMILY, MAIL, "5555 4747", PASSPORT, "198.51.100.77", "whsec_")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the stream of the real configuration writes."""
    handler = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, structlog.stdlib.ProcessorFormatter))  # fmt: skip
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def office(tmp_path: Any, settings: Any) -> Office:
    settings.MEDIA_ROOT = tmp_path
    reverse("home")  # the addresses are read before a test sets a mail server, which takes the mailbox away
    return OfficeFactory()


def clean(lines: io.StringIO, *more: str) -> list[dict[str, Any]]:
    text = lines.getvalue()
    assert [word for word in (*PERSONAL, *more) if word.lower() in text.lower()] == []
    found = [json.loads(line) for line in text.splitlines()]
    assert found
    return found


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "family_name": FAMILY, "given_name": GIVEN, "email": MAIL, "organization_name": "An institute", "job_title": "",
        "country": "BR", "language": "en", "note": f"Call {PHONE}", "consent": "on",
    } | changes  # fmt: skip


def registered(event: Event) -> Registration:
    return registration.register(
        event=event, by="participant", at=timezone.now(), given_name=GIVEN, family_name=FAMILY, email=MAIL, consent=True
    )  # fmt: skip


def test_a_registration_and_its_letter(
    client: Client, office: Office, lines: io.StringIO, postbox: Postbox
) -> None:
    event = EventFactory(office=office, state="published")
    address = reverse("events:register", args=[event.slug])
    client.post(f"{address}?q={FAMILY}", typed(), REMOTE_ADDR="198.51.100.77", HTTP_USER_AGENT=FAMILY)
    client.post(address, typed(email=f"{MAIL} {PHONE}"))
    postbox.answers[MAIL] = f"550 5.1.1 <{MAIL}>: {FAMILY} is unknown here"
    drain()
    assert Notice.objects.get().state == "failed"
    Notice.objects.update(state="pending")
    postbox.answers.clear()
    drain()
    plain = postbox.taken[0].get_body(("plain",))
    assert plain is not None
    token = max(re.split(r"[/\s]", plain.get_content()), key=len)
    assert len(token) > 30
    client.get(f"/registration/{token}/")
    client.get(f"/nobody/{token}")
    found = clean(lines, token)
    assert {"request_finished"} <= {line["event"] for line in found}
    assert all(line["request_id"] for line in found if line["event"] == "request_finished")


def test_a_view_that_breaks_over_personal_values(
    client: Client, office: Office, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_user (email, name, password, language, zone, is_active) VALUES (%s, %s, '', 'en', 'UTC', true)",
                [MAIL, f"{GIVEN} {FAMILY}"],
            )

    monkeypatch.setattr("events.views.registration.registration.register", broken)
    event = EventFactory(office=office, state="published")
    client.raise_request_exception = False
    answer = client.post(reverse("events:register", args=[event.slug]), typed())
    assert answer.status_code == 500
    failed = next(line for line in clean(lines) if line["event"] == "request_failed")
    assert "IntegrityError" in failed["exception"]
    assert "in broken" in failed["exception"]
    assert "23502" in failed["exception"]


def test_a_letter_that_cannot_be_put_into_words(
    office: Office, lines: io.StringIO, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(EventFactory(office=office, state="published"))

    def broken(*args: Any, **more: Any) -> Any:
        raise ValueError(f"{GIVEN} {FAMILY} <{MAIL}> {PHONE}")

    monkeypatch.setattr("people.services.mail.get_template", broken)
    drain()
    assert "notice_not_rendered" in {line["event"] for line in clean(lines)}


def test_a_webhook_that_fails(office: Office, lines: io.StringIO, settings: Any) -> None:
    webhooks.add_webhook(
        office=office, url=f"https://listener.example.org/hook/{FAMILY}?key=secretsecret", topics=("event.moved",), name=f"{GIVEN}",
        by="system", at=timezone.now(),
    )  # fmt: skip
    event = EventFactory(office=office, contact_name=FAMILY)
    move_event(event, to="published", by="system", at=timezone.now())
    drain(channel=Channel.WEBHOOK)
    assert Notice.objects.get(channel=Channel.WEBHOOK).error
    logging.getLogger("entente").warning("the line")
    clean(lines, "secretsecret")


def test_a_reveal_of_a_passport_and_an_import(client: Client, office: Office, lines: io.StringIO) -> None:
    one = registered(EventFactory(office=office, state="published"))
    person = Person.objects.get()
    document = record_document(person=person, country="BR", number=PASSPORT, printed_name=f"{FAMILY} {GIVEN}", by="system", at=timezone.now())  # fmt: skip
    client.force_login(UserFactory(office=office))
    reveal = reverse("delegations:document_reveal", args=[one.uid, document.uid])
    assert PASSPORT in client.post(reveal, {"reason": f"Ticket of {FAMILY}"}).text
    client.get("/search/", {"q": f"{GIVEN} {FAMILY}"})
    client.get("/api/v1/people/", {"search": MAIL})
    sheet = csv_file(["Given name", "Family name", "Email", "Country"], [[GIVEN, FAMILY, MAIL, "Brazil"], [GIVEN, "", "not-an-address", PHONE]])  # fmt: skip
    answer = client.post(
        reverse("people:import_contacts"),
        {"file": SimpleUploadedFile(f"{FAMILY}.csv", sheet), "language": "en"},
    )
    assert answer.status_code == 302
    client.get(answer["Location"])
    found = clean(lines)
    assert {line.get("user_id") for line in found} > {None} or all("user_id" in line for line in found)


@pytest.fixture
def worker() -> Iterator[None]:
    """The receivers that a worker's boot step connects."""
    receiver = CeleryReceiver()
    pairs = (
        (task_prerun, receiver.receiver_task_prerun), (task_success, receiver.receiver_task_success),
        (task_failure, receiver.receiver_task_failure),
    )  # fmt: skip
    for signal, told_to in pairs:
        signal.connect(told_to)
    yield
    for signal, told_to in pairs:
        signal.disconnect(told_to)
    structlog.contextvars.clear_contextvars()


def test_a_worker_binds_the_ids() -> None:
    assert DjangoStructLogInitStep in celery_app.steps["worker"]


def test_a_task_that_fails_repeats_neither_its_arguments_nor_its_error(
    lines: io.StringIO, worker: None
) -> None:
    app = Celery("trial", broker="memory://", set_as_current=False)
    app.conf.task_ignore_result = True

    @app.task(name="trial.broken")
    def broken(*_given: Any, **_more: Any) -> None:
        raise ValueError(f"no such person: {GIVEN} {FAMILY} {MAIL}")

    @app.task(name="trial.fine")
    def fine(_name: str) -> str:
        return MAIL

    for task in (broken, fine):
        tracer = build_tracer(task.name, task, app=app)
        request = {
            "id": "0d0b34dc",
            "delivery_info": {},
            "__django_structlog__": {"request_id": "the-request"},
        }
        tracer("0d0b34dc", (FAMILY,), {"mail": MAIL} if task is broken else {}, request)
    found = clean(lines)
    failed = next(line for line in found if line["event"] == "task_failed")
    assert (failed["request_id"], failed["task_id"]) == ("the-request", "0d0b34dc")
    assert "ValueError" in failed["exception"]
    assert any("trial.broken" in line["event"] for line in found)


def test_the_request_that_wakes_a_worker_is_named_in_the_lines_of_its_task(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[dict[str, Any]] = []
    app = Celery("trial", broker="memory://", set_as_current=False)
    monkeypatch.setattr(waking, "current_app", app)
    monkeypatch.setattr(waking, "_asked_until", {})

    def note(headers: Any = None, **_rest: Any) -> None:
        sent.append(headers)

    before_task_publish.connect(note)
    try:
        with structlog.contextvars.bound_contextvars(request_id="the-request"), django_capture_on_commit_callbacks(execute=True):  # fmt: skip
            waking.wake("people.tasks.drain")
    finally:
        before_task_publish.disconnect(note)
    assert sent[0]["__django_structlog__"]["request_id"] == "the-request"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("550 <a.b@example.org> unknown", "550 <[mail address]> unknown"),
        ("GET /people/?q=Somebody", "GET /people/"),
        ("/registration/abcdefghijklmnopqrstuvwxyz0123/", "/registration/[token]/"),
        ("Invalid request from ip=198.51.100.77", "Invalid request from ip=[network address]"),
        ("ip=2001:db8:0:1:1:1:1:1", "ip=[network address]"),
        ("call +55 11 5555 4747 now", "call [number] now"),
        ("at 127.0.0.1:5432, 12:30:00", "at 127.0.0.1:5432, 12:30:00"),
    ],
)
def test_what_looks_like_an_address_is_masked(text: str, said: str) -> None:
    assert logs.masked(text) == said


def test_errors_keep_what_speaks_of_code() -> None:
    assert named(AttributeError("no attribute “x”")) == "AttributeError: no attribute “x”"
    assert named(KeyError(FAMILY)) == "KeyError"
    assert named(FileNotFoundError(2, "No such file", f"/srv/{FAMILY}")) == "FileNotFoundError: ENOENT"
    error = RuntimeError(FAMILY)
    error.__cause__ = ValueError(MAIL)
    assert FAMILY in "".join(traceback.format_exception(error)), "what Python itself would print"
    text = told((type(error), error, error.__traceback__))
    assert FAMILY not in text
    assert "direct cause" in text
    assert text.endswith("RuntimeError")
    assert text.startswith("ValueError\n")
