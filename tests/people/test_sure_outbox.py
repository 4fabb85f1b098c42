"""The promises of the outbox against servers that are slow, hang or speak in riddles, and what a person decides."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people import notices
from people.models import Entry, Notice, NoticeState, Office, Takeover
from people.notices import Message, NoticeKind, register_kind
from people.services import drain as drain_module
from people.services import mail_line, outbox, pace, settling
from people.services.carrying import NOT_IN_TIME
from people.services.claiming import LEASE, Run, claim
from people.services.drain import drain
from tests.factories import OfficeFactory, UserFactory
from tests.mailserver import Postbox

pytestmark = pytest.mark.django_db
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


def put(office: Office, count: int = 1, *, kind: str = "test.letter", **more: Any) -> list[Notice]:
    first = Notice.objects.count()
    rows = [
        Notice(
            **{
                "office": office, "recipient": f"user:{n}", "address": f"reader{n}@example.org", "kind": kind,
                "rule": "" if kind == "test.letter" else "rule", "occurrence": f"thing:{n}",
                "due_at": timezone.now() - dt.timedelta(seconds=1), **more,
            }
        )
        for n in range(first, first + count)
    ]  # fmt: skip
    return Notice.objects.bulk_create(rows)


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


class Riddler:
    """An SMTP server by script: `answer(line)` says what to answer; None is silence, a number of bytes a second a trickle."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.silent_at = b""
        self.only_for = b""
        self.trickle = False
        self.taken: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        said, envelope = line.makefile("rb"), b""
        try:
            line.sendall(b"220 ready\r\n")
            while word := said.readline():
                envelope = word if word.startswith(b"RCPT") else envelope
                if self.silent_at and word.startswith(self.silent_at) and self.only_for in envelope:
                    self._keep_silent(line)
                    return
                if word.startswith(b"DATA"):
                    line.sendall(b"354 go on\r\n")
                    while (part := said.readline()) and part != b".\r\n":
                        pass
                    if self.silent_at == b"." and self.only_for in envelope:
                        self._keep_silent(line)
                        return
                    self.taken.append(envelope)
                line.sendall(b"250 ok\r\n")
        except OSError:
            pass

    def _keep_silent(self, line: socket.socket) -> None:
        for _second in range(200):
            time.sleep(0.1)
            if self.trickle:
                line.sendall(b"2")


@pytest.fixture
def riddler(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Riddler]:
    server = Riddler()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 1
    monkeypatch.setattr(mail_line, "SECONDS", 2)
    yield server
    server.socket.close()


# --- slow and hanging servers --------------------------------------------------------------------------------------


def test_a_server_that_hangs_is_left_in_its_time_and_nothing_is_lost(
    office: Office, riddler: Riddler
) -> None:
    for place in ("one", "two", "three", "four"):
        put(office, 5, kind="test.reminder", address=f"reader@{place}.example.org")
    riddler.silent_at = b"MAIL"
    begun = time.monotonic()
    tally = drain()
    assert time.monotonic() - begun < 8
    assert tally.stopped
    assert set(states()) == {State.PENDING}
    assert set(Notice.objects.values_list("trouble", flat=True)) == {"connection"}
    assert riddler.taken == []
    riddler.silent_at = b""
    assert drain(at=timezone.now() + dt.timedelta(minutes=20)).sent == 20


def test_a_server_that_trickles_is_left_too(office: Office, riddler: Riddler) -> None:
    """A time-out of the socket alone would wait for ever: each byte starts it anew."""
    put(office)
    riddler.silent_at, riddler.trickle = b"MAIL", True
    begun = time.monotonic()
    drain()
    assert time.monotonic() - begun < 6
    assert states() == [State.PENDING]


def test_a_recipient_who_hangs_delays_nobody_else(office: Office, riddler: Riddler) -> None:
    slow = put(office, 5, address="someone@slow.example.org")
    put(office, 5)
    riddler.silent_at, riddler.only_for = b"RCPT", b"slow.example.org"
    begun = time.monotonic()
    tally = drain()
    assert time.monotonic() - begun < 6
    assert (tally.sent, tally.later) == (5, len(slow))
    assert states() == [State.PENDING] * 5 + [State.SENT] * 5


def test_silence_after_the_whole_mail_leaves_a_letter_to_a_person_and_repeats_a_reminder_on_record(
    office: Office, riddler: Riddler
) -> None:
    (letter,) = put(office, address="a@one.example.org")
    (reminder,) = put(office, kind="test.reminder", address="b@two.example.org")
    riddler.silent_at = b"."
    drain()
    assert states() == [State.UNKNOWN, State.PENDING]
    [record] = Takeover.objects.all()
    assert (record.notice, record.held) == (reminder, "sending")
    letter.refresh_from_db()
    assert letter.trouble == "unanswered"


def test_a_server_that_hangs_up_after_each_mail_is_dialled_again(office: Office, postbox: Postbox) -> None:
    put(office, 4, kind="test.reminder")
    send = mail_line.Line.send

    def then_hang_up(line: mail_line.Line, message: Any) -> Any:
        delivery = send(line, message)
        line.connection.connection.sock.shutdown(socket.SHUT_RDWR)
        return delivery

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail_line.Line, "send", then_hang_up)
        assert drain().sent == 4
    assert len(set(postbox.recipients)) == len(postbox.taken) == 4


# --- looking again -------------------------------------------------------------------------------------------------


def test_what_is_cancelled_while_others_are_slowly_sent_does_not_leave(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, 3, kind="test.reminder")
    called = {"for": True}
    register_kind(
        NoticeKind(
            "test.reminder",
            "reminder",
            say,
            letter=False,
            still_due=lambda found, at: {n.pk for n in found} if called["for"] else set(),
        )
    )
    monkeypatch.setattr(drain_module, "FRESH", 0.05)
    send = mail_line.Line.send

    def slowly(line: mail_line.Line, message: Any) -> Any:
        called["for"] = False
        time.sleep(0.1)
        return send(line, message)

    monkeypatch.setattr(mail_line.Line, "send", slowly)
    drain()
    assert states() == [State.SENT, State.WITHDRAWN, State.WITHDRAWN]
    assert list(Notice.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0, 0]


# --- take-overs ----------------------------------------------------------------------------------------------------


def test_every_take_over_is_on_record(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, 3, kind="test.reminder")

    def die(*_args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(mail_line.Line, "send", die)
        with pytest.raises(SystemExit):
            drain()
    tokens = set(Notice.objects.values_list("token", flat=True))
    at = timezone.now() + LEASE + dt.timedelta(seconds=1)
    assert drain(at=at).sent == 3
    assert set(Takeover.objects.values_list("held", "token", "at")) == {("sending", *tokens, at)}
    assert Takeover.objects.count() == 3


def test_a_clock_that_was_set_back_leaves_nothing_in_a_lease_that_never_ends(
    office: Office, postbox: Postbox
) -> None:
    (notice,) = put(office, kind="test.reminder")
    Notice.objects.update(
        state=State.CLAIMED, token=notice.uid, lease_until=timezone.now() + dt.timedelta(days=1)
    )
    assert drain().sent == 1


# --- so many a minute ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["test.letter", "test.reminder"])
def test_no_more_leave_in_a_minute_than_the_rate(
    office: Office, postbox: Postbox, settings: Any, kind: str
) -> None:
    settings.MAIL_RATE = 7
    put(office, 20, kind=kind)
    now = timezone.now()
    tally = drain(at=now)
    assert (tally.sent, tally.stopped) == (7, True)
    assert drain(at=now + dt.timedelta(seconds=30)).sent == 0
    assert states().count(State.PENDING) == 13
    assert drain(at=now + dt.timedelta(seconds=61)).sent == 7
    assert drain(at=now + dt.timedelta(seconds=122)).sent == 6


@pytest.mark.django_db(transaction=True)
def test_the_rate_holds_across_drainers_and_would_not_without_the_lock(
    postbox: Postbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    settings.MAIL_RATE = 20
    put(OfficeFactory(), 90)

    def all_at_once() -> None:
        gate = threading.Barrier(3)

        def one() -> None:
            gate.wait(timeout=30)
            try:
                drain(limit=30)
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    all_at_once()
    assert len(postbox.taken) == 20
    # The negative control: each counts for itself.
    monkeypatch.setattr(pace, "_take", lambda wanted, at: wanted)
    all_at_once()
    assert len(postbox.taken) > 40


# --- a person decides ----------------------------------------------------------------------------------------------


def test_an_address_is_corrected_for_the_notice_and_it_leaves(
    client: Client, office: Office, postbox: Postbox
) -> None:
    (notice,) = put(office, state=State.FAILED, trouble="permanent", error="550 no such user")
    client.force_login(UserFactory(office=office, role="organizer"))
    page = client.get(f"/outbox/{notice.uid}/").content.decode()
    assert "550 no such user" in page
    assert client.post(f"/outbox/{notice.uid}/", {"address": "no address"}).status_code == 422
    client.post(f"/outbox/{notice.uid}/", {"address": "right@example.org"})
    assert drain().sent == 1
    assert postbox.recipients == ["right@example.org"]
    entry = Entry.objects.about(f"notice:{notice.pk}").get()
    assert (entry.verb, entry.fields) == ("address corrected", ["address"])
    assert "right@" not in entry.note


def test_a_whole_class_of_troubles_is_decided_at_once(client: Client, office: Office) -> None:
    put(office, 3, state=State.FAILED, trouble="temporary")
    put(office, 2, state=State.UNKNOWN, trouble="unanswered")
    put(OfficeFactory(), 1, state=State.FAILED, trouble="temporary")
    client.force_login(UserFactory(office=office, role="organizer"))
    assert "Send all again" in client.get("/outbox/").content.decode()
    chosen = {"action": "again", "trouble": "temporary"}
    assert "3 notices" in client.post("/outbox/decide/", chosen).content.decode()
    client.post("/outbox/decide/", {**chosen, "sure": "1"})
    assert states() == [State.PENDING] * 3 + [State.UNKNOWN] * 2 + [State.FAILED]
    assert Entry.objects.filter(verb="sent again").count() == 3


def test_a_viewer_reads_a_notice_and_corrects_nothing(client: Client, office: Office) -> None:
    (notice,) = put(office, state=State.FAILED)
    client.force_login(UserFactory(office=office, role="viewer"))
    assert "Send there" not in client.get(f"/outbox/{notice.uid}/").content.decode()
    assert client.post(f"/outbox/{notice.uid}/", {"address": "x@example.org"}).status_code == 403
    client.force_login(UserFactory(office=OfficeFactory(), role="administrator"))
    assert client.get(f"/outbox/{notice.uid}/").status_code == 404


def test_a_notice_that_left_keeps_its_address(office: Office) -> None:
    (notice,) = put(office, state=State.SENT)
    assert outbox.correct_address(notice, address="x@example.org", by="system", at=timezone.now()) == 0
    notice.refresh_from_db()
    assert (notice.state, notice.address) == (State.SENT, "reader0@example.org")


def test_a_long_queue_is_read_in_the_order_of_its_index(office: Office) -> None:
    """Thousands of reminders have one moment in common: to sort them for each portion would cost more than sending it."""
    put(office, 3)
    put(office, 3, kind="test.reminder")
    with CaptureQueriesContext(connection) as said:
        claim(Run(clock=timezone.now), limit=4)
    queues = [
        one["sql"] for one in said if "FOR UPDATE" in one["sql"] and '"lease_until" <' not in one["sql"]
    ]
    assert len(queues) == 2
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        for queue, index in zip(queues, ("notice_letter_due", "notice_due"), strict=True):
            cursor.execute(f"EXPLAIN {queue}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert f"Index Scan using {index}" in plan, plan
            assert "Sort" not in plan, plan


def test_what_was_marked_but_not_begun_is_no_attempt(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, 4, kind="test.reminder")
    monkeypatch.setattr(Run, "is_late", property(lambda self: bool(postbox.taken)))
    assert drain().sent == 1
    left = Notice.objects.filter(state=State.PENDING)
    assert list(left.values_list("attempts", flat=True)) == [0, 0, 0]


def test_a_server_that_is_lost_after_the_mark_counts_once(office: Office) -> None:
    put(office, 2, kind="test.reminder")
    run = Run(clock=timezone.now)
    settling.start(run, claim(run, 1))
    claim(run, 1)
    settling.release(run, "nobody there")
    assert list(Notice.objects.values_list("state", "attempts")) == [(State.PENDING, 1), (State.PENDING, 1)]


def test_what_never_left_may_be_planned_anew_after_it_was_taken_back(office: Office) -> None:
    put(office, 1, kind="test.reminder", attempts=3, about=["registration:1"])
    put(office, 1, kind="test.reminder", attempts=3, takeovers=1, about=["registration:1"])
    outbox.withdraw(about="registration:1", at=timezone.now())
    assert list(Notice.objects.order_by("pk").values_list("state", "attempts")) == [
        (State.WITHDRAWN, 0), (State.WITHDRAWN, 3),
    ]  # fmt: skip


def test_words_that_take_long_do_not_keep_a_portion_for_ever(
    office: Office, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def say_slowly(found: Sequence[Notice]) -> dict[int, Message]:
        time.sleep(0.1)
        return say(found)

    register_kind(NoticeKind("test.letter", "letter", say_slowly))
    monkeypatch.setattr(drain_module, "FRESH", 0.05)
    put(office, 3)
    assert drain().sent == 3


def test_a_conversation_that_this_side_ended_says_so(office: Office, riddler: Riddler) -> None:
    put(office)
    riddler.silent_at, riddler.trickle = b"MAIL", True
    drain()
    assert Notice.objects.get().error == NOT_IN_TIME
