"""Mails: their texts from templates, their parts and headers, and the line to the server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string

from base.languages import speaking
from people.models.notice import Notice
from people.notices import Message, NoticeKind

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
LINK = re.compile(r"https?://\S+")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
SUBJECT_LENGTH = 200


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
