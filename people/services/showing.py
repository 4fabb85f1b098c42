"""How a notice reads now, for a person who decides about it: in its own words, without the keys that it carries."""

from __future__ import annotations

import re
from dataclasses import replace

import structlog

from people.models import Notice
from people.notices import Message, kind_of

log = structlog.get_logger(__name__)
OWN_LINK = re.compile(r"(https?://[^/\s]+/[^\s?]*/|https?://[^/\s]+/)([A-Za-z0-9_:.=~-]{20,})(/[^\s]*)?")
LEFT_OUT = "[…]"
"""A personal link is as good as a password: only its recipient gets it."""


def as_it_reads_now(notice: Notice) -> Message | None:
    """The mail as it would be put into words at this moment; None when it no longer can be, or is no mail."""
    kind = kind_of(notice.kind)
    if kind is None:
        return None
    try:
        message = kind.render([notice]).get(notice.pk)
    except Exception as exc:
        log.warning("notice_not_shown", kind=kind.name, notice=notice.pk, error=type(exc).__name__)
        return None
    if not isinstance(message, Message):
        return None
    return replace(message, text=OWN_LINK.sub(LEFT_OUT, message.text), html="", attachments=())
