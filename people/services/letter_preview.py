"""How a letter reads: with the data of the latest one that was written, else with the meaning of each placeholder in its stead."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from base.languages import CODES, speaking
from base.plain_text import readable
from people.models import Channel, Notice, Office
from people.notices import Message, NoticeText, kind_of, kinds_saying
from people.services import mail
from people.services.own_texts import Trial, Words, office_texts, spoken, trying

LATEST = 5
"""So many notices are tried: one whose record is gone, or whose rule has words of its own, shows nothing of the letter."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as a reader of one language gets it. `real` when it has the data of a letter that was written."""

    reader: str
    language: str
    own: bool
    real: bool
    subject: str
    text: str
    html: str


def house_words(text: NoticeText, language: str) -> Words:
    """The house's text, with its placeholders as they are typed."""
    shown = {name: f"{{{name}}}" for name in text.names}
    subject, body = mail.render(language, text.name, {**shown, **text.house})
    return Words(subject, body, language)


def previews(office: Office, text: NoticeText, languages: Iterable[str] = CODES) -> list[Preview]:
    """As stored, for readers of each language, in a number of queries that does not depend on how many they are."""
    stored = office_texts(office.pk, text.name)
    return _previews(office, text, {code: stored.words(office.pk, text.name, code) for code in languages})


def preview_of(office: Office, text: NoticeText, words: Words) -> Preview:
    """What was typed, before it is saved."""
    return _previews(office, text, {words.language: words})[0]


def trial(office: Office, text: NoticeText, language: str) -> Message:
    """The letter as a mail to a colleague, marked as a test."""
    [shown] = previews(office, text, [language])
    with speaking(language):
        subject = _("Test: %(subject)s") % {"subject": shown.subject}
    return Message(
        subject, shown.text, sender_name=office.name, reply_to=office.contact_email, language=shown.language
    )


def _previews(office: Office, text: NoticeText, words: Mapping[str, Words | None]) -> list[Preview]:
    attempt = Trial(text.name, words, _masks(text))
    with trying(attempt):
        found = _from_latest(office, text, attempt) or {}
        real = bool(found)
        for code in words:
            if code not in found:
                found[code] = _sample(office, text, code, words[code])
    shown = []
    for code, message in found.items():
        own, language = words[code], spoken(words[code], code)
        html = mail.html_of(message, language)
        subject, body = mail.one_line(message.subject), readable(message.text)
        shown.append(Preview(code, language, own is not None, real, subject, body, html))
    return sorted(shown, key=lambda one: CODES.index(one.reader))


def _from_latest(office: Office, text: NoticeText, attempt: Trial) -> dict[str, Message] | None:
    """Reader's language → the latest letter in it."""
    latest = Notice.objects.filter(office=office, kind__in=kinds_saying(text.name), channel=Channel.MAIL)
    for notice in latest.order_by("-pk")[:LATEST]:
        kind = kind_of(notice.kind)
        copies = {code: _copy(notice, code, number) for number, code in enumerate(attempt.words, start=1)}
        messages = kind.render(list(copies.values())) if kind else {}
        if attempt.used and len(messages) == len(copies):
            return {code: messages[one.pk] for code, one in copies.items()}
        attempt.used = False
    return None


def _copy(notice: Notice, language: str, number: int) -> Notice:
    """As if it had been written to a reader of this language; stored nowhere."""
    one = copy.copy(notice)
    one.pk, one.language = -number, language
    return one


def _sample(office: Office, text: NoticeText, reader: str, words: Words | None) -> Message:
    language = spoken(words, reader)
    with speaking(language):
        values = {name: f"[{label}]" for name, label in text.names.items()}
    values |= {name: settings.SITE_URL + "/" for name in text.names if is_link(name)}
    values["office_name"] = office.name
    subject, body = mail.render(language, text.name, {**text.house, **values}, words)
    return Message(subject, body, sender_name=office.name)


def _masks(text: NoticeText) -> dict[str, str]:
    """The recipient's own links open what is theirs; a preview leads to the first page instead."""
    return dict.fromkeys(text.private, settings.SITE_URL + "/")


def is_link(name: str) -> bool:
    return name == "link" or name.endswith("_link")
