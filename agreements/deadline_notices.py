"""Reminders of what was agreed, at the last moment: which are still called for, and how they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agreements.deadline_words import TEXT_NAMES, Thing, further, loaded, own_words, values
from agreements.models import Cause, Deadline
from agreements.standing import AWAKE, REVISION, STANDING, addressed, rows
from base import placeholders
from people.models import Notice, Person, User
from people.notices import Message, NoticeKind, NoticeText, register_kind
from people.services import mail
from people.services.own_texts import OwnTexts, own_texts, spoken

PREFIX = "deadline."
ROOM = _("Agreements, follow-ups and projects")
_WANTED = f"""
SELECT DISTINCT s.*, {REVISION} AS revision
FROM ({STANDING}) AS s
JOIN unnest(%(rules)s::bigint[], %(nouns)s::text[], %(things)s::bigint[]) AS wanted (rule_id, noun, thing_id)
  ON wanted.rule_id = s.rule_id AND wanted.noun = s.noun AND wanted.thing_id = s.thing_id
WHERE s.active AND (s.instant IS NULL OR s.instant > %(at)s) AND {AWAKE}
"""  # noqa: S608 (constants only)
_STILL = f"""
{addressed(_WANTED)}
SELECT rule_id, noun, thing_id, revision, recipient, address FROM addressed
"""  # noqa: S608 (constants only)


def still_due(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """Rule active, cause lasting for the very date the notice was written for, recipient still the one who is told, at this address."""
    found = rows(
        _STILL,
        at=at,
        rules=[notice.data["rule"] for notice in notices],
        nouns=[notice.data["noun"] for notice in notices],
        things=[notice.data["thing"] for notice in notices],
    )
    standing = {tuple(row.values()) for row in found}
    return {
        notice.pk
        for notice in notices
        if (notice.data["rule"], *_named(notice)[:3], notice.recipient, notice.address) in standing
    }


def render(notices: Sequence[Notice]) -> Mapping[int, Message]:
    rules = Deadline.objects.in_bulk([notice.data["rule"] for notice in notices])
    users = User.objects.in_bulk([n.data["user"] for n in notices if "user" in n.data])
    people = Person.objects.in_bulk([n.data["person"] for n in notices if "person" in n.data])
    nouns = {notice.data["noun"] for notice in notices}
    things = {
        noun: loaded(noun, {n.data["thing"] for n in notices if n.data["noun"] == noun}) for noun in nouns
    }
    messages, own = {}, own_texts(notices)
    for notice in notices:
        rule = rules.get(notice.data["rule"])
        thing = things[notice.data["noun"]].get(notice.data["thing"])
        reader = users.get(notice.data.get("user", 0)) or people.get(notice.data.get("person", 0))
        if rule and thing and reader:
            on = notice.due_at.astimezone(ZoneInfo(thing.office.zone)).date()
            messages[notice.pk] = message(rule, thing, reader, _named(notice)[2], on, notice.language, own)
    return messages


def message(
    rule: Deadline,
    thing: Thing,
    reader: User | Person | None,
    revision: str,
    on: dt.date,
    language: str,
    own: OwnTexts,
) -> Message:
    """What a rule says to one recipient about one thing: its own words, or the office's for its cause, or the house's."""
    office, name = thing.office, f"{PREFIX}{rule.cause}"
    subject, text = own_words(rule, language)
    words = None if text else own.words(office.pk, name, language)
    told_in = spoken(words, language)
    said = values(thing, reader, revision, on, told_in)
    if text:
        subject, text = placeholders.fill(subject, said), placeholders.fill_body(text, said)
    else:
        context = {**said, **further(thing, on, told_in), "outside": isinstance(reader, Person)}
        subject, text = mail.render(told_in, name, context, words)
    return Message(subject, text, sender_name=office.name, reply_to=office.contact_email, language=told_in)


def kinds() -> list[str]:
    """The kinds of notices that rules make."""
    return [f"{PREFIX}{cause}" for cause in Cause]


def register() -> None:
    choice: TextChoices
    linked = frozenset({"link"})
    for choice in Cause:
        name = f"{PREFIX}{choice.value}"
        text = NoticeText(name, choice.label, ROOM, TEXT_NAMES, linked, linked)
        register_kind(
            NoticeKind(name, choice.label, render, letter=False, still_due=still_due, texts=(text,))
        )


def _named(notice: Notice) -> tuple[str, int, str, str]:
    """Noun, id, revision and day that the occurrence names."""
    noun, thing, revision, day = notice.occurrence.rsplit(":", 3)
    return noun, int(thing), revision, day
