"""Mails: their texts from templates, their parts and headers, and the line to the server."""

from __future__ import annotations

import enum
import hashlib
import re
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import Context
from django.template.loader import get_template, render_to_string

from base.languages import speaking
from people.models.notice import Notice
from people.notices import Message, NoticeKind

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
LINK = re.compile(r"https?://\S+")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
SUBJECT_LENGTH = 200


class UnreachableError(Exception):
    """The mail server cannot be spoken to; the message says why, without secrets."""


class Outcome(enum.Enum):
    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Delivery:
    outcome: Outcome
    reason: str = ""


class Part(NamedTuple):
    """A paragraph of a mail; with `href` it is a link of its own."""

    text: str
    href: str = ""


def render(language: str, name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of the templates `notices/<name>.subject.txt` and `.body.txt` in a language."""
    with speaking(language):
        return _plain(f"notices/{name}.subject.txt", context), _plain(f"notices/{name}.body.txt", context)


def one_line(text: str) -> str:
    """Text fit for a header: no line breaks, no control characters."""
    return " ".join(CONTROL.sub(" ", text).split())[:SUBJECT_LENGTH]


def html_of(message: Message, language: str) -> str:
    """The HTML part, made from the text: paragraphs, and links on a line of their own as buttons."""
    context = {
        "subject": one_line(message.subject),
        "parts": [_part(block) for block in message.text.split("\n\n") if block.strip()],
        "sender_name": message.sender_name,
        "language": language,
    }
    with speaking(language):
        return render_to_string("notices/base.html", context)


def message_id(notice: Notice) -> str:
    """The same for every copy of one notice, so that a mailbox can tell them to be one."""
    unique = "\n".join((notice.recipient, notice.kind, notice.rule, notice.occurrence))
    digest = hashlib.sha256(f"{settings.SITE_URL}\n{unique}".encode()).hexdigest()
    return f"<{digest[:40]}@{_own_address().rpartition('@')[2]}>"


def build(notice: Notice, message: Message, kind: NoticeKind) -> EmailMultiAlternatives:
    headers = {"Message-ID": message_id(notice), "Content-Language": notice.language}
    if not kind.letter:
        headers["Auto-Submitted"] = "auto-generated"
    mail = EmailMultiAlternatives(
        subject=one_line(message.subject),
        body=message.text,
        from_email=sender(message.sender_name),
        to=[notice.address],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    mail.attach_alternative(message.html or html_of(message, notice.language), "text/html")
    for attachment in message.attachments:
        mail.attach(attachment.name, attachment.content, attachment.mimetype)
    return mail


def sender(name: str = "") -> str:
    """The site's own address under the name of an office."""
    if not name:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((one_line(name), _own_address()))


class Line:
    """One connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self.connection: Any = get_connection()

    def open(self) -> None:
        """Raises UnreachableError."""
        try:
            self.connection.open()
        except (smtplib.SMTPException, OSError) as exc:
            self._drop()
            raise UnreachableError(_reason(exc)) from exc

    def send(self, mail: EmailMultiAlternatives) -> Delivery:
        """What became of one mail on an open line; `UNSURE` when the line broke before the server answered."""
        try:
            self.connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as exc:
            code, text = next(iter(exc.recipients.values()))
            delivery = self._answered(code, _said(text, mail))
        except smtplib.SMTPSenderRefused as exc:
            # The server refuses this site, not the recipient: a matter of settings or of its limits.
            self._drop()
            delivery = Delivery(Outcome.LATER, f"{exc.smtp_code} {_said(exc.smtp_error, mail)}")
        except smtplib.SMTPResponseException as exc:
            delivery = self._answered(exc.smtp_code, _said(exc.smtp_error, mail))
        except smtplib.SMTPNotSupportedError as exc:
            delivery = Delivery(Outcome.REFUSED, _said(str(exc), mail))
        except (smtplib.SMTPException, OSError) as exc:
            self._drop()
            delivery = Delivery(Outcome.UNSURE, _reason(exc))
        except ValueError as exc:  # an address or header that cannot be written at all
            delivery = Delivery(Outcome.REFUSED, _said(str(exc), mail))
        else:
            delivery = Delivery(Outcome.SENT)
        return delivery

    def close(self) -> None:
        try:
            self.connection.close()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _answered(self, code: int, text: str) -> Delivery:
        if code == 421:  # the server hangs up
            self._drop()
        return Delivery(Outcome.REFUSED if code >= 500 else Outcome.LATER, f"{code} {text}")

    def _drop(self) -> None:
        smtp = getattr(self.connection, "connection", None)
        if smtp is not None:
            smtp.close()
            self.connection.connection = None


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _plain(name: str, context: Mapping[str, Any]) -> str:
    template: Any = get_template(name)
    text = str(template.template.render(Context(dict(context), autoescape=False)))
    return BLANK_LINES.sub("\n\n", text).strip()


def _part(block: str) -> Part:
    *before, last = block.strip().splitlines()
    if LINK.fullmatch(last.strip()):
        return Part(" ".join(before).rstrip(" :：") or last.strip(), last.strip())
    return Part(block.strip())


def _said(text: bytes | str, mail: EmailMultiAlternatives) -> str:
    """What a server answered, without the address that many repeat."""
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    for address in mail.to:
        said = said.replace(address, "…")
    return one_line(said)


def _reason(exc: Exception) -> str:
    if isinstance(exc, smtplib.SMTPResponseException):
        said = exc.smtp_error
        return one_line(
            f"{exc.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
        )
    return one_line(f"{type(exc).__name__}: {exc}")
