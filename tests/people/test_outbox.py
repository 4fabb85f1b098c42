"""The outbox against a real mail server: what must leave leaves once, and what cannot is on record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import pytest
import time_machine
from celery import Celery
from django.utils import timezone
from structlog.testing import capture_logs

from base import waking
from people import notices
from people.models import Notice, NoticeState, Office
from people.notices import Message, NoticeKind, register_kind
from people.services import mail, mail_line, outbox
from people.services.carrying import Delivery
from people.services.drain import BUDGET, LEASE, MOST_ATTEMPTS, drain, wait
from tests.factories import OfficeFactory
from tests.mailserver import Postbox

State = NoticeState


def say(found: Sequence[Notice]) -> dict[int, Message]:
    return {notice.pk: Message(f"Subject of {notice.pk}", "Good day,\n\na text.") for notice in found}


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_kinds", dict(notices._kinds))
    register_kind(NoticeKind("test.letter", "letter", say))
    register_kind(NoticeKind("test.reminder", "reminder", say, letter=False))


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


def put(
    office: Office, count: int = 1, *, kind: str = "test.letter", at: dt.datetime | None = None, **more: Any
) -> list[Notice]:
    """Notices in the outbox, of a rule when they are reminders."""
    due_at = at or timezone.now() - dt.timedelta(seconds=1)
    first = Notice.objects.count()
    rows = [
        Notice(
            **{
                "office": office, "recipient": f"user:{n}", "address": f"reader{n}@example.org", "kind": kind,
                "rule": "" if kind == "test.letter" else "rule", "occurrence": f"thing:{n}", "due_at": due_at, **more,
            }
        )
        for n in range(first, first + count)
    ]  # fmt: skip
    return Notice.objects.bulk_create(rows)


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def letter(office: Office, **changes: Any) -> outbox.Letter:
    values = {
        "office_id": office.pk, "recipient": "user:1", "address": "reader@example.org", "kind": "test.letter",
        "occurrence": "thing:1", "due_at": timezone.now(), "about": ["event:1"],
    }  # fmt: skip
    return outbox.Letter(**{**values, **changes})


# --- writing down --------------------------------------------------------------------------------------------------


def test_a_letter_is_written_once_and_never_to_an_empty_address(office: Office) -> None:
    outbox.enqueue([letter(office), letter(office), letter(office, recipient="user:2", address="")])
    outbox.enqueue([letter(office)])
    assert states() == [State.PENDING]


def test_a_thousand_letters_are_one_statement(office: Office, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        outbox.enqueue(letter(office, recipient=f"user:{n}") for n in range(1000))
    assert Notice.objects.count() == 1000


def test_a_broker_that_is_down_does_not_fail_the_request(
    office: Office, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(waking, "_asked_until", {})
    monkeypatch.setattr(
        waking,
        "current_app",
        Celery("nowhere", broker="redis+socket:///nowhere/at/all.sock", set_as_current=False),
    )
    with capture_logs() as logs, django_capture_on_commit_callbacks(execute=True):
        outbox.enqueue([letter(office)])
    assert [entry["event"] for entry in logs] == ["wake_failed"]
    assert states() == [State.PENDING]


def test_what_is_withdrawn_does_not_leave(office: Office, postbox: Postbox) -> None:
    outbox.enqueue([letter(office), letter(office, recipient="user:2", about=["event:2"])])
    assert outbox.withdraw(about="event:1", at=timezone.now(), reason="over") == 1
    drain()
    assert states() == [State.WITHDRAWN, State.SENT]
    assert len(postbox.taken) == 1


# --- the calm ------------------------------------------------------------------------------------------------------


def test_everything_due_leaves_once_over_one_connection(office: Office, postbox: Postbox) -> None:
    put(office, 30)
    put(office, 30, kind="test.reminder")
    put(office, 1, at=timezone.now() + dt.timedelta(hours=1))
    assert drain().sent == 60
    assert drain().claimed == 0
    assert len(set(postbox.recipients)) == len(postbox.taken) == 60
    assert postbox.connections == 1
    assert states()[-1] == State.PENDING


def test_letters_are_not_held_up_by_a_mass_of_reminders(office: Office, postbox: Postbox) -> None:
    put(office, 20, kind="test.reminder", at=timezone.now() - dt.timedelta(hours=1))
    (last,) = put(office)
    drain(limit=5)
    assert postbox.recipients[0] == last.address


def test_a_mail_has_both_parts_a_lasting_id_and_says_when_a_machine_wrote_it(
    office: Office, postbox: Postbox
) -> None:
    (notice,) = put(office, kind="test.reminder", language="zh-hans")
    drain()
    (message,) = postbox.taken
    assert message["Message-ID"] == mail.message_id(notice)
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert 'lang="zh-hans"' in message.get_body(("html",)).get_content()
    put(office)
    drain()
    assert postbox.taken[1]["Auto-Submitted"] is None


def test_no_header_can_be_injected(office: Office, postbox: Postbox) -> None:
    evil = "Seminar\r\nBcc: victim@example.org\n\nbody"
    register_kind(
        NoticeKind(
            "test.letter",
            "letter",
            lambda found: {n.pk: Message(evil, "text", sender_name=evil) for n in found},
        )
    )
    put(office)
    drain()
    (message,) = postbox.taken
    assert message["Bcc"] is None
    assert message["Subject"] == "Seminar Bcc: victim@example.org body"
    assert message["From"].addresses[0].addr_spec.startswith("no-reply@")


def test_text_from_people_is_escaped_in_the_html_part(office: Office, postbox: Postbox) -> None:
    text = "<script>alert(1)</script> https://example.org/a?b=1&c=2\n\nOpen:\nhttps://example.org/x"
    register_kind(
        NoticeKind("test.letter", "letter", lambda found: {n.pk: Message("s", text) for n in found})
    )
    put(office)
    drain()
    html = postbox.taken[0].get_body(("html",)).get_content()
    assert "<script" not in html
    assert re.search(r'<a href="https://example.org/x" [^>]*>Open</a>', html)


# --- answers of the server -----------------------------------------------------------------------------------------


def test_an_address_that_does_not_exist_fails_with_its_reason_and_holds_up_nobody(
    office: Office, postbox: Postbox
) -> None:
    bad, good = put(office, 2)
    postbox.answers[bad.address] = f"550 no such user {bad.address}"
    tally = drain()
    bad.refresh_from_db()
    assert (tally.failed, tally.sent) == (1, 1)
    assert bad.state == State.FAILED
    assert "550 no such user" in bad.error
    assert bad.address not in bad.error
    assert postbox.recipients == [good.address]


def test_a_full_mailbox_is_tried_again_later_and_not_for_ever(office: Office, postbox: Postbox) -> None:
    now = timezone.now()
    (notice,) = put(office)
    postbox.answers[notice.address] = "451 try later"
    for attempt in range(1, MOST_ATTEMPTS):
        drain(at=now)
        notice.refresh_from_db()
        assert (notice.state, notice.attempts) == (State.PENDING, attempt)
        assert notice.due_at == now + wait(attempt)
        assert drain(at=now).claimed == 0
        now = notice.due_at
    drain(at=now)
    notice.refresh_from_db()
    assert (notice.state, notice.error) == (State.FAILED, "451 try later")


def test_after_a_full_mailbox_the_mail_arrives(office: Office, postbox: Postbox) -> None:
    (notice,) = put(office)
    postbox.after_data[notice.address] = "452 too many mails"
    drain()
    postbox.after_data.clear()
    drain(at=timezone.now() + wait(1))
    notice.refresh_from_db()
    assert (notice.state, notice.error, notice.attempts) == (State.SENT, "", 2)


def test_without_a_server_everything_waits_and_nothing_is_given_up(office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    put(office, 3)
    now = timezone.now()
    for _round in range(20):
        tally = drain(at=now)
        assert tally.later == 3
        now += dt.timedelta(minutes=15)
    assert states() == [State.PENDING] * 3
    assert Notice.objects.exclude(error="").exclude(token=None).count() == 0


def test_one_that_cannot_be_put_into_words_holds_up_nobody(office: Office, postbox: Postbox) -> None:
    broken, *_fine = put(office, 3)

    def fail_on_one(found: Sequence[Notice]) -> dict[int, Message]:
        if any(notice.pk == broken.pk for notice in found):
            raise KeyError("a bug")
        return say(found)

    register_kind(NoticeKind("test.letter", "letter", fail_on_one))
    drain()
    assert states() == [State.PENDING, State.SENT, State.SENT]


def test_what_is_no_longer_called_for_is_withdrawn(office: Office, postbox: Postbox) -> None:
    first, _second = put(office, 2)
    register_kind(NoticeKind("test.letter", "letter", say, still_due=lambda found, at: {first.pk}))
    drain()
    assert states() == [State.SENT, State.WITHDRAWN]
    assert postbox.recipients == [first.address]


# --- a drainer that dies -------------------------------------------------------------------------------------------


def die(*_args: object, **_more: object) -> None:
    raise SystemExit


@pytest.mark.parametrize("kind", ["test.letter", "test.reminder"])
def test_what_a_dead_drainer_only_claimed_is_sent_by_the_next(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (notice,) = put(office, kind=kind)
    with monkeypatch.context() as patch:
        patch.setattr(mail_line.Line, "open", die)
        with pytest.raises(SystemExit):
            drain()
    assert states() == [State.CLAIMED]
    assert drain().claimed == 0, "the lease still runs"
    drain(at=timezone.now() + LEASE + dt.timedelta(seconds=1))
    assert states() == [State.SENT]
    assert postbox.recipients == [notice.address]


SEND = mail_line.Line.send


def send_and_die(line: mail_line.Line, message: Any) -> None:
    SEND(line, message)
    raise SystemExit


def test_a_letter_that_a_dead_drainer_may_have_sent_is_left_to_a_person(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office)
    with monkeypatch.context() as patch:
        patch.setattr(mail_line.Line, "send", send_and_die)
        with pytest.raises(SystemExit):
            drain()
    assert states() == [State.SENDING]
    tally = drain(at=timezone.now() + LEASE + dt.timedelta(seconds=1))
    assert (tally.unknown, tally.sent) == (1, 0)
    assert states() == [State.UNKNOWN]
    assert len(postbox.taken) == 1


def test_a_reminder_that_a_dead_drainer_may_have_sent_goes_out_at_most_once_more(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, kind="test.reminder")
    now = timezone.now()
    for _death in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(mail_line.Line, "send", send_and_die)
            with pytest.raises(SystemExit):
                drain(at=now)
        now += LEASE + dt.timedelta(seconds=1)
    drain(at=now)
    assert states() == [State.UNKNOWN]
    assert len(postbox.taken) == 2
    assert len({message["Message-ID"] for message in postbox.taken}) == 1


def test_a_line_that_breaks_before_the_answer_repeats_a_reminder_and_asks_about_a_letter(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office)
    put(office, kind="test.reminder")

    postbox.hang_up_after_data = True
    drain()
    postbox.hang_up_after_data = False
    assert states() == [State.UNKNOWN, State.PENDING]
    drain(at=timezone.now() + wait(1))
    assert states() == [State.UNKNOWN, State.SENT]


def test_a_drainer_that_was_overtaken_sends_nothing(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It claimed, slept past its lease, and another sent the letter meanwhile."""
    put(office)
    open_line = mail_line.Line.open

    def overtaken(line: mail_line.Line) -> None:
        monkeypatch.setattr(mail_line.Line, "open", open_line)
        drain(at=timezone.now() + LEASE + dt.timedelta(seconds=1))
        open_line(line)

    monkeypatch.setattr(mail_line.Line, "open", overtaken)
    assert drain().sent == 0
    assert states() == [State.SENT]
    assert len(postbox.taken) == 1


def test_a_drainer_with_a_slow_server_stops_in_time_and_hands_the_rest_back(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, 2)
    put(office, 2, kind="test.reminder")
    send = mail_line.Line.send

    def slowly(line: mail_line.Line, message: Any) -> Delivery:
        traveller.shift(BUDGET * 0.6)
        return send(line, message)

    with time_machine.travel(timezone.now(), tick=False) as traveller:
        monkeypatch.setattr(mail_line.Line, "send", slowly)
        assert drain().sent == 2
        assert states() == [State.SENT, State.SENT, State.PENDING, State.PENDING]
        monkeypatch.setattr(mail_line.Line, "send", send)
        assert drain().sent == 2
    assert len(set(postbox.recipients)) == len(postbox.taken) == 4
