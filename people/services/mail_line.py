"""The line to the mail server: one connection for many mails, left within its time when the server hangs.

A mail is in doubt only from its first byte on until the server's answer to the whole of it; whatever breaks before has
sent nothing and is tried again.
"""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import sanitize_address

from base.patience import Patience
from people.models import Notice, Trouble
from people.notices import Message, NoticeKind
from people.services.carrying import (
    NOT_IN_TIME,
    Delivery,
    Outcome,
    UnreachableError,
    reason_of,
    timed_out,
)
from people.services.mail import build, one_line
from people.services.mime import as_bytes

SECONDS = 30
"""What a server may take for one mail, or to be connected to; further than this it hangs."""
MOST_HANGS = 2
"""So often in a row a line waits in vain before it takes the server itself for out of order."""
TAKEN, HANGS_UP = (250, 251), 421
PLAIN = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
"""An address that needs no rewriting, as nearly all are."""
PERIODS = re.compile(rb"(?m)^\.")


class _Broken(Exception):
    """The line broke before anything of the mail was sent."""


class Line:
    """One connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self.connection: Any = get_connection()
        self.patience = Patience()
        self.hangs = 0

    @property
    def is_open(self) -> bool:
        return getattr(self.connection, "connection", None) is not None

    def open(self) -> None:
        """Raises UnreachableError."""
        if self.hangs >= MOST_HANGS:
            raise UnreachableError(NOT_IN_TIME)
        if self.is_open:
            return
        try:
            with self.patience.of(SECONDS, self._socket):
                self.connection.open()
                smtp = getattr(self.connection, "connection", None)
                if smtp is not None:
                    smtp.ehlo_or_helo_if_needed()
        except (smtplib.SMTPException, OSError) as exc:
            self._drop()
            raise UnreachableError(self._why(exc)) from exc

    def packed(self, notice: Notice, message: Message, kind: NoticeKind) -> EmailMultiAlternatives:
        return build(notice, message, kind)

    def lane(self, notice: Notice) -> str:
        return notice.address.rpartition("@")[2].lower()

    def send(self, mail: EmailMultiAlternatives) -> Delivery:
        """What became of one mail on an open line. Raises UnreachableError when it broke and no other can be had."""
        smtp = getattr(self.connection, "connection", None)
        if not isinstance(smtp, smtplib.SMTP):
            return self._hand_over(mail)
        try:
            return self._within_time(smtp, mail)
        except _Broken as exc:
            if self.patience.ran_out or timed_out(exc):
                return self._hung(
                    Delivery(Outcome.LATER, self._why(exc.__cause__ or exc), Trouble.CONNECTION)
                )
        self._drop()  # servers hang up on a line after so many mails: once more over a new one
        self.open()
        try:
            return self._within_time(self.connection.connection, mail)
        except _Broken as exc:
            self._drop()
            return Delivery(Outcome.LATER, self._why(exc.__cause__ or exc), Trouble.CONNECTION)

    def close(self) -> None:
        self.patience.end()
        try:
            self.connection.close()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _within_time(self, smtp: smtplib.SMTP, mail: EmailMultiAlternatives) -> Delivery:
        with self.patience.of(SECONDS, self._socket):
            delivery = self._converse(smtp, mail)
        if delivery.outcome is not Outcome.UNSURE:
            self.hangs = 0
        elif self.patience.ran_out or delivery.slow:
            self._hung(delivery)
        return delivery

    def _converse(self, smtp: smtplib.SMTP, mail: EmailMultiAlternatives) -> Delivery:
        """Raises _Broken."""
        try:
            sender, recipient = _sender(mail.from_email), _bare(mail.to[0])
            content = as_bytes(mail)
            refusal = self._envelope(smtp, sender, recipient, mail)
            if refusal is not None:
                self._demand_whole_answer()
        except (smtplib.SMTPException, OSError) as exc:
            raise _Broken from exc
        except ValueError as exc:  # an address or header that cannot be written at all
            return Delivery(Outcome.REFUSED, _said(str(exc), mail), Trouble.PERMANENT)
        if refusal is not None:
            return refusal
        try:
            smtp.send(
                PERIODS.sub(b"..", content) + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n"
            )
            code, text = smtp.getreply()
            if code != 250:
                self._demand_whole_answer()
        except (smtplib.SMTPException, OSError) as exc:
            self._drop()
            slow = timed_out(exc)
            return Delivery(Outcome.UNSURE, self._why(exc), Trouble.UNANSWERED, slow=slow)
        return Delivery(Outcome.SENT) if code == 250 else self._answered(code, text, mail)

    def _envelope(
        self, smtp: smtplib.SMTP, sender: str, recipient: str, mail: EmailMultiAlternatives
    ) -> Delivery | None:
        """Sender, recipient and the wish to send. None when the mail may follow."""
        names = f"MAIL FROM:{smtplib.quoteaddr(sender)}", f"RCPT TO:{smtplib.quoteaddr(recipient)}", "DATA"
        answers = _asked(smtp, names)
        code, text = answers[0]
        if code != 250:
            # The server refuses this site, not the recipient: a matter of settings or of its limits.
            self._drop()
            return Delivery(Outcome.LATER, f"{code} {_said(text, mail)}", Trouble.TEMPORARY)
        code, text = next((one for one in answers[1:] if one[0] not in TAKEN), answers[-1])
        if code == 354:
            return None
        if len(answers) == len(names) and answers[-1][0] == 354:
            smtp.docmd(".")  # refused, and yet it waits for the mail: an empty one, which goes to nobody
        refusal = self._answered(code, text, mail)
        if self.is_open:
            smtp.rset()
        return refusal

    def _hand_over(self, mail: EmailMultiAlternatives) -> Delivery:
        """To what is no SMTP server: a mailbox on this machine, a service's own library."""
        try:
            self.connection.send_messages([mail])
        except (smtplib.SMTPException, OSError) as exc:
            return Delivery(Outcome.UNSURE, _reason(exc), Trouble.UNANSWERED)
        except ValueError as exc:
            return Delivery(Outcome.REFUSED, _said(str(exc), mail), Trouble.PERMANENT)
        return Delivery(Outcome.SENT)

    def _demand_whole_answer(self) -> None:
        """What came before this side hung up is half a line. Raises TimeoutError."""
        if self.patience.ran_out:
            raise TimeoutError

    def _why(self, exc: BaseException) -> str:
        """Also when it was this side that ended a conversation which took too long."""
        return NOT_IN_TIME if self.patience.ran_out else _reason(exc)

    def _hung(self, delivery: Delivery) -> Delivery:
        self._drop()
        self.hangs += 1
        return Delivery(delivery.outcome, delivery.reason, delivery.trouble, slow=True)

    def _answered(self, code: int, text: bytes, mail: EmailMultiAlternatives) -> Delivery:
        if code in (HANGS_UP, -1):
            self._drop()
        if code >= 500:
            return Delivery(Outcome.REFUSED, f"{code} {_said(text, mail)}", Trouble.PERMANENT)
        return Delivery(Outcome.LATER, f"{code} {_said(text, mail)}", Trouble.TEMPORARY)

    def _socket(self) -> socket.socket | None:
        smtp = getattr(self.connection, "connection", None) or getattr(
            self.connection, "_partial_connection", None
        )
        return getattr(smtp, "sock", None)

    def _drop(self) -> None:
        smtp = getattr(self.connection, "connection", None)
        if smtp is not None:
            smtp.close()
            self.connection.connection = None


@lru_cache(maxsize=64)
def _sender(address: str) -> str:
    """Of the few that all mails come from. Raises ValueError."""
    return _bare(address)


def _bare(address: str) -> str:
    """As it goes over the line. Raises ValueError."""
    return address if PLAIN.fullmatch(address) else sanitize_address(address, "utf-8")


def _asked(smtp: smtplib.SMTP, lines: Sequence[str]) -> list[tuple[int, bytes]]:
    """The answers: to all lines in one go where the server takes that (RFC 2920), else up to the first refusal."""
    together = smtp.has_extn("pipelining")
    if together:
        smtp.send("".join(f"{line}\r\n" for line in lines))
    answers: list[tuple[int, bytes]] = []
    for line in lines:
        answers.append(smtp.getreply() if together else smtp.docmd(line))
        code = answers[-1][0]
        if code == HANGS_UP or not (together or code in TAKEN):
            break
    return answers


def _said(text: bytes | str, mail: EmailMultiAlternatives) -> str:
    """What a server answered, without the address that many repeat."""
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    for address in mail.to:
        said = said.replace(address, "…")
    return one_line(said)


def _reason(exc: BaseException) -> str:
    if isinstance(exc, smtplib.SMTPResponseException):
        said = exc.smtp_error
        return one_line(
            f"{exc.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
        )
    return reason_of(exc)
