"""Identifiers that came from outside as text. What is none names nothing, which is no error of its own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID


def as_uid(text: str) -> UUID | None:
    """None, which no record has, for what is no identifier."""
    try:
        return UUID(text)
    except ValueError:
        return None


def as_uids(texts: Iterable[str]) -> list[UUID]:
    """In their order, without what is no identifier."""
    return [uid for text in texts if (uid := as_uid(text)) is not None]
