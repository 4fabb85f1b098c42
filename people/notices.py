"""The socket for kinds of notices: each room says what its notices mean, whether they are still due, and how they read.

A room registers its kinds in `AppConfig.ready()`; the outbox knows their names only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from people.models.notice import Notice


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    mimetype: str


@dataclass(frozen=True, slots=True)
class Message:
    """What one notice says. Without `html`, the HTML part is made from the text."""

    subject: str
    text: str
    html: str = ""
    attachments: Sequence[Attachment] = ()
    sender_name: str = ""
    reply_to: str = ""
    language: str = ""
    """That of the words, where it is not the notice's."""


StillDue = Callable[[Sequence[Notice], dt.datetime], set[int]]
"""(notices of one kind, now) → ids of those that are still to be sent, in a fixed number of queries."""
Render = Callable[[Sequence[Notice]], Mapping[int, Message]]
"""Notices of one kind → id → message in the notice's language, in a fixed number of queries.

A notice that is left out can no longer be told (its record is gone) and is withdrawn.
"""


def always(notices: Sequence[Notice], at: dt.datetime) -> set[int]:
    """For kinds whose reason cannot lapse."""
    return {notice.pk for notice in notices}


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A text of the house, `templates/notices/<name>.subject.txt` and `.body.txt`, in whose stead an office may write its own.

    `names` are the placeholders an own text may use, with what each stands for; `needed` must stand in its body; `private`
    are the recipient's own links, which a preview shows to nobody else; `house` is what else the house's text reads.
    """

    name: str
    label: Any
    room: Any
    names: Mapping[str, Any]
    needed: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    house: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A letter is never sent a second time; a reminder at most once more than needed, after a crash in mid-sending."""

    name: str
    label: Any
    render: Render
    letter: bool = True
    still_due: StillDue = always
    texts: Sequence[NoticeText] = ()


_kinds: dict[str, NoticeKind] = {}


def register_kind(kind: NoticeKind) -> None:
    _kinds[kind.name] = kind


def kind_of(name: str) -> NoticeKind | None:
    return _kinds.get(name)


def texts() -> dict[str, NoticeText]:
    """All texts that an office may replace, by name, in the order in which their rooms registered them."""
    return {text.name: text for kind in _kinds.values() for text in kind.texts}


def kinds_saying(name: str) -> list[str]:
    """The kinds of notices that may read as the text says."""
    return [kind.name for kind in _kinds.values() if any(text.name == name for text in kind.texts)]


def kinds() -> dict[str, NoticeKind]:
    """All kinds by name."""
    return dict(_kinds)
