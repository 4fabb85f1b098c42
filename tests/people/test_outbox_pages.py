"""The outbox and the test mailbox as pages: who sees what, and what a person decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

import config.urls  # noqa: F401  read before another test sets a mail server, which leaves the mailbox out
from people.models import DevelopmentMail, Entry, Notice, NoticeState, Office
from people.services.drain import drain
from tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
STATES = ("failed", "unknown", "sent", "pending")


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


def put(office: Office, number: int, state: str = "sent", **more: Any) -> Notice:
    given = {
        "office": office, "recipient": f"user:{number}", "address": f"reader{number}@example.org", "kind": "event.message",
        "occurrence": "message:1", "due_at": timezone.now() - dt.timedelta(minutes=number), "state": state, "attempts": 1,
    }  # fmt: skip
    return Notice.objects.create(**{**given, **more})


def entered(client: Client, office: Office, role: str = "organizer") -> Client:
    client.force_login(UserFactory(office=office, role=role))
    return client


def test_the_outbox_takes_as_many_queries_for_three_rows_as_for_one(
    client: Client, office: Office, django_assert_num_queries: Any
) -> None:
    entered(client, office)
    client.get("/outbox/")
    put(office, 1)
    for number in (2, 3, 4):
        with django_assert_num_queries(5):
            assert client.get("/outbox/").status_code == 200
        put(office, number)


def test_another_office_sees_and_decides_nothing(client: Client, office: Office) -> None:
    notice = put(office, 1, "failed")
    other = entered(client, OfficeFactory())
    assert notice.address not in other.get("/outbox/").content.decode()
    other.post("/outbox/decide/", {"action": "dismiss", "selected": notice.uid, "sure": "1"})
    notice.refresh_from_db()
    assert notice.state == NoticeState.FAILED


def test_filters_find_what_needs_a_decision(client: Client, office: Office) -> None:
    for number, state in enumerate(STATES):
        put(office, number, state, error="550 no such user" if state == "failed" else "")
    page = entered(client, office).get("/outbox/", {"state": "attention"}).content.decode()
    assert ["reader0@" in page, "reader1@" in page, "reader2@" in page] == [True, True, False]
    assert "550 no such user" in page
    page = client.get("/outbox/", {"q": "READER2"}).content.decode()
    assert ("reader2@" in page, "reader0@" in page) == (True, False)


def test_sending_again_asks_once_more_and_is_on_record(client: Client, office: Office) -> None:
    failed, sent = put(office, 1, "failed"), put(office, 2)
    entered(client, office)
    chosen = {"action": "again", "selected": [failed.uid, sent.uid]}
    question = client.post("/outbox/decide/", chosen)
    assert failed.address in question.content.decode()
    assert sent.address not in question.content.decode()
    failed.refresh_from_db()
    assert failed.state == NoticeState.FAILED
    client.post("/outbox/decide/", {**chosen, "sure": "1"})
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.attempts, sent.state) == (NoticeState.PENDING, 0, NoticeState.SENT)
    assert Entry.objects.about(f"notice:{failed.pk}").get().verb == "sent again"


def test_dismissing_settles_it_for_good(client: Client, office: Office) -> None:
    notice = put(office, 1, "unknown")
    entered(client, office).post(
        "/outbox/decide/", {"action": "dismiss", "selected": notice.uid, "sure": "1"}
    )
    assert drain().claimed == 0
    assert "needs a decision" not in client.get("/outbox/").content.decode().split("<form")[0]


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_organizers_decide(client: Client, office: Office, role: str) -> None:
    notice = put(office, 1, "failed")
    assert (
        entered(client, office, role)
        .post("/outbox/decide/", {"action": "dismiss", "selected": notice.uid})
        .status_code
        == 403
    )
    assert client.get("/outbox/decide/").status_code == 405


def test_mails_of_a_machine_without_a_server_can_be_read(
    client: Client, office: Office, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "people.mailbox.MailboxBackend"
    mail = EmailMultiAlternatives("A subject", "Open https://example.org/x <b>", to=["reader@example.org"])
    mail.attach_alternative("<style>p{color:red}</style><p>Hello", "text/html")
    mail.send()
    kept = DevelopmentMail.objects.get()
    assert "A subject" in entered(client, office).get("/mailbox/").content.decode()
    page = client.get(f"/mailbox/{kept.uid}/").content.decode()
    assert 'href="https://example.org/x"' in page
    assert "&lt;b&gt;" in page
    html = client.get(f"/mailbox/{kept.uid}/html/")
    assert "script-src" not in html["Content-Security-Policy"]
    assert "sandbox" in html["Content-Security-Policy"]
    assert b"Subject: A subject" in client.get(f"/mailbox/{kept.uid}/source/").content


def test_there_is_no_mailbox_where_mails_really_leave(client: Client, office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert entered(client, office).get("/mailbox/").status_code == 404


def test_the_mailbox_asks_for_a_log_in(client: Client) -> None:
    assert client.get("/mailbox/").status_code == 302


def test_what_is_no_identifier_selects_nothing(client: Client, office: Office) -> None:
    client.force_login(UserFactory(office=office, role="organizer"))
    for odd in ("²", "abc", "-1", "9" * 30):
        answer = client.post("/outbox/decide/", {"action": "again", "selected": odd})
        assert (answer.status_code, answer["Location"]) == (302, "/outbox/")
