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
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from base import placeholders, plain_text
from base.languages import speaking
from base.plain_text import readable
from people.models.notice import Notice
from people.notices import Message, NoticeKind, texts
from people.services.own_texts import Words, tried

LINK = re.compile(r"https?://\S+")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
SUBJECT_LENGTH = 200
LINK_STYLE = "color:#0b5c66"


class Part(NamedTuple):
    """A paragraph of a mail; with `href` it is a link of its own."""

    text: str
    href: str = ""

    @property
    def html(self) -> SafeString:
        """Escaped, with the addresses in it as links; only https, http and mailto become one."""
        linked = urlize(self.text, nofollow=True, autoescape=True).replace("<a ", f'<a style="{LINK_STYLE}" ')
        return mark_safe(linked.replace("\n", "<br>"))


def render(language: str, name: str, context: Mapping[str, Any], own: Words | None = None) -> tuple[str, str]:
    """Subject and text: the office's own words, else the templates `notices/<name>.subject.txt` and `.body.txt` in a language.

    Own words are filled from the names in `context` that the text allows, which hold what `language` says.
    """
    if trial := tried(name):
        trial.used = trial.used or own in trial.words.values()
        context = {**context, **trial.instead}
    if own is not None:
        said = {one: str(context.get(one, "")) for one in texts()[name].names}
        return placeholders.fill(own.subject, said), placeholders.fill_body(own.body, said)
    with speaking(language):
        return _plain(f"notices/{name}.subject.txt", context), _plain(f"notices/{name}.body.txt", context)


def one_line(text: str) -> str:
    """Text fit for a header, and not too long for one."""
    return plain_text.one_line(text)[:SUBJECT_LENGTH]


def html_of(message: Message, language: str) -> str:
    """The HTML part, made from the text: paragraphs, and links on a line of their own as buttons."""
    context = {
        "subject": one_line(message.subject),
        "parts": [_part(block) for block in readable(message.text).split("\n\n") if block.strip()],
        "sender_name": one_line(message.sender_name),
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
    language = message.language or notice.language
    headers = {"Message-ID": message_id(notice), "Content-Language": language}
    if not kind.letter:
        headers["Auto-Submitted"] = "auto-generated"
    mail = EmailMultiAlternatives(
        subject=one_line(message.subject),
        body=readable(message.text),
        from_email=sender(message.sender_name),
        to=[notice.address],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
    )
    mail.attach_alternative(readable(message.html) or html_of(message, language), "text/html")
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
