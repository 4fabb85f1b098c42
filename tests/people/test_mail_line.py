"""The line to a mail server that takes several lines in one go, and mails as bytes."""

from __future__ import annotations

import re
import smtplib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from people.models import Notice, Trouble
from people.notices import Message, NoticeKind
from people.services.carrying import Delivery, Outcome, reason_of
from people.services.mail_line import Line
from people.services.mime import as_bytes

KIND = NoticeKind("test.letter", "letter", lambda found: {})
BOUNDARY = re.compile(rb'boundary="([^"]+)"')


class Server:
    """Speaks SMTP with pipelining. `answers`: recipient → its answers to RCPT and to DATA; `taken`: recipient and mail."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.answers: dict[str, tuple[str, str]] = {}
        self.refuses_senders = ""
        self.taken: list[tuple[str, bytes]] = []
        self.lines = 0
        self.together = 0
        """So often the whole envelope came at once."""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self.socket.accept()
            except OSError:
                return
            self.lines += 1
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        said, recipient = line.makefile("rb"), ""
        line.sendall(b"220 ready\r\n")
        while word := said.readline():
            answer = "250 ok"
            if word.upper().startswith(b"EHLO"):
                answer = "250-here\r\n250 PIPELINING"
            elif word.startswith(b"MAIL"):
                self.together += b"DATA\r\n" in said.peek(500)
                answer = self.refuses_senders or answer
            elif word.startswith(b"RCPT"):
                recipient = word.decode().partition("<")[2].partition(">")[0]
                answer = self.answers.get(recipient, ("250 ok", ""))[0]
            elif word.startswith(b"DATA"):
                answer = (
                    "503 from whom?"
                    if self.refuses_senders
                    else self.answers.get(recipient, ("", "354 go on"))[1]
                )
                if answer.startswith("354"):
                    line.sendall(f"{answer}\r\n".encode())
                    self.taken.append((recipient, self._mail(said)))
                    answer = "250 taken"
            line.sendall(f"{answer}\r\n".encode())
            if answer.startswith("421"):
                line.close()
                return

    def _mail(self, said: Any) -> bytes:
        found = b""
        while (part := said.readline()) and part != b".\r\n":
            found += part
        return found


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    server = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield server
    server.socket.close()


def sent(line: Line, name: str) -> Delivery:
    notice = Notice(address=f"{name}@example.org", recipient=name, kind=KIND.name, language="en")
    if not line.is_open:
        line.open()
    return line.send(line.packed(notice, Message("Subject", f"Good day, {name}."), KIND))


def test_the_envelope_goes_in_one_go_and_a_refused_recipient_holds_up_nobody(server: Server) -> None:
    server.answers["gone@example.org"] = ("550 no such mailbox", "503 no recipients")
    server.answers["odd@example.org"] = ("551 not here", "354 all the same")
    server.answers["full@example.org"] = ("250 ok", "452 full")
    line = Line()
    found = {name: sent(line, name) for name in ("first", "gone", "odd", "full", "last")}
    line.close()
    assert [one.outcome for one in found.values()] == [
        Outcome.SENT, Outcome.REFUSED, Outcome.REFUSED, Outcome.LATER, Outcome.SENT,
    ]  # fmt: skip
    assert found["gone"].reason == "550 no such mailbox"
    assert found["odd"].reason == "551 not here"
    assert found["full"].reason == "452 full"
    assert [(name, len(mail) > 0) for name, mail in server.taken] == [
        ("first@example.org", True), ("odd@example.org", False), ("last@example.org", True),
    ]  # fmt: skip
    assert (server.lines, server.together) == (1, 5)


def test_a_server_that_hangs_up_in_the_middle_of_the_envelope_is_asked_later(server: Server) -> None:
    server.answers["busy@example.org"] = ("421 too busy", "")
    line = Line()
    found = sent(line, "busy")
    assert (found.outcome, found.trouble) == (Outcome.LATER, Trouble.TEMPORARY)
    assert found.reason == "421 too busy"
    assert sent(line, "next").outcome == Outcome.SENT
    assert server.lines == 2


def test_a_server_that_refuses_this_site_has_refused_no_recipient(server: Server) -> None:
    server.refuses_senders = "550 you are not welcome"
    found = sent(Line(), "first")
    assert (found.outcome, found.trouble) == (Outcome.LATER, Trouble.TEMPORARY)
    assert not server.taken


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (socket.gaierror(-2, "Name or service not known"), "the name of the server is not known"),
        (ConnectionRefusedError(111, "Connection refused"), "nothing answers at the address of the server"),
        (BrokenPipeError(32, "Broken pipe"), "the server broke off the connection"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "the server broke off the connection"),
        (TimeoutError("timed out"), "the server did not answer in time"),
        (OSError(113, "No route to host"), "OSError: [Errno 113] No route to host"),
    ],
)  # fmt: skip
def test_what_is_known_of_an_error_is_said_in_words_that_can_be_translated(
    error: Exception, said: str
) -> None:
    assert reason_of(error) == said
    hidden = smtplib.SMTPServerDisconnected("Connection unexpectedly closed: timed out")
    hidden.__context__ = TimeoutError()
    assert reason_of(hidden) == "the server did not answer in time"


@given(
    subject=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120),
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    name=st.text(st.characters(categories=["L", "Nd", "Zs"]), max_size=40),
    attached=st.booleans(),
)
def test_bytes_are_those_of_the_standard_library_but_for_the_boundaries(
    subject: str, body: str, name: str, attached: bool
) -> None:
    mail = EmailMultiAlternatives(
        subject, body, f'"{name}" <desk@example.org>', ["reader@example.org"],
        headers={"Message-ID": "<1@example.org>", "Date": "Fri, 20 Nov 2026 08:00:00 -0000", "Content-Language": "zh-hans"},
    )  # fmt: skip
    mail.attach_alternative(f"<p>{body}</p>", "text/html")
    if attached:
        mail.attach("event.ics", body, "text/calendar")
    theirs: Any = mail.message()
    assert plain(as_bytes(mail)) == plain(theirs.as_bytes(linesep="\r\n"))


def plain(content: bytes) -> bytes:
    for number, boundary in enumerate(BOUNDARY.findall(content)):
        content = content.replace(boundary, b"boundary %d" % number)
    return content
