"""The languages of interface, content, documents and notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.utils import translation

EN, ZH, ES, PT = "en", "zh-hans", "es", "pt"


class Language(models.TextChoices):
    ENGLISH = EN, "English"
    CHINESE = ZH, "简体中文"
    SPANISH = ES, "Español"
    PORTUGUESE = PT, "Português"


CODES: tuple[str, ...] = tuple(Language.values)


def column(field: str, language: str) -> str:
    """The attribute that holds a content field in one language: `title`, `zh-hans` → `title_zh_hans`."""
    return f"{field}_{language.replace('-', '_')}"


def texts(obj: Any, field: str) -> dict[str, str]:
    """The languages in which a content field is stated, with its text."""
    found = {code: getattr(obj, column(field, code)) or "" for code in CODES}
    return {code: text for code, text in found.items() if text}


def columns(*fields: str) -> list[str]:
    """All language columns of the content fields."""
    return [column(field, code) for field in fields for code in CODES]


def best(obj: Any, field: str, language: str | None = None) -> tuple[str, str]:
    """The text of a content field for a reader, with the language it is in: theirs, else English, else any."""
    stated = texts(obj, field)
    wanted = language or translation.get_language() or EN
    for code in (wanted, EN, *CODES):
        if code in stated:
            return stated[code], code
    return "", wanted


def best_text(given: Mapping[str, str], language: str | None = None) -> tuple[str, str]:
    """Out of one text by language codes what a reader gets, with the language it is in; empty when none is stated."""
    wanted = language or translation.get_language() or EN
    for code in (wanted, EN, *given):
        if given.get(code):
            return given[code], code
    return "", wanted


def supported(language: str | None) -> str:
    """A code of ours for any language tag: `pt-BR` → `pt`, `zh-CN` → `zh-hans`, unknown → English."""
    tag = (language or "").lower().replace("_", "-")
    if tag in CODES:
        return tag
    head = tag.split("-")[0]
    return {"zh": ZH, "es": ES, "pt": PT}.get(head, EN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts are in `language` inside."""
    with translation.override(supported(language)):
        yield
