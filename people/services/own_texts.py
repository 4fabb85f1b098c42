"""Which words a letter is written in: the office's own in the reader's language, else the house's — or, where the office
ticked it, its own in another language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple

from people.models import Notice, NoticeTemplate
from people.notices import kind_of


class Words(NamedTuple):
    """Subject and body with their placeholders, and the language they are in."""

    subject: str
    body: str
    language: str


@dataclass(slots=True)
class Trial:
    """One text tried out, whatever is stored: reader's language → words, or None for the house's; `instead` replaces values."""

    name: str
    words: Mapping[str, Words | None]
    instead: Mapping[str, str] = field(default_factory=dict)
    used: bool = False


_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


class OwnTexts:
    """The own texts of the offices of a batch, read in one query."""

    def __init__(self, rows: Iterable[NoticeTemplate] = ()) -> None:
        self._words: dict[tuple[int, str, str], Words] = {}
        self._fallbacks: dict[tuple[int, str], Words] = {}
        for row in rows:
            words = Words(row.subject, row.body, row.language)
            self._words[row.office_id, row.kind, row.language] = words
            if row.fallback:
                self._fallbacks[row.office_id, row.kind] = words

    def words(self, office_id: int, name: str, language: str) -> Words | None:
        """None where the house's text is to be used."""
        trial = tried(name)
        if trial is not None:
            return trial.words.get(language)
        own = self._words.get((office_id, name, language))
        return own or self._fallbacks.get((office_id, name))


def own_texts(notices: Iterable[Notice]) -> OwnTexts:
    """Those that the notices may need."""
    offices: set[int] = set()
    names: set[str] = set()
    for notice in notices:
        offices.add(notice.office_id)
        if kind := kind_of(notice.kind):
            names.update(text.name for text in kind.texts)
    return (
        OwnTexts(NoticeTemplate.objects.filter(office__in=offices, kind__in=names)) if names else OwnTexts()
    )


def office_texts(office_id: int, *names: str) -> OwnTexts:
    """Those of one office for some texts."""
    return OwnTexts(NoticeTemplate.objects.filter(office=office_id, kind__in=names))


def spoken(words: Words | None, language: str) -> str:
    """The language a letter is in: that of its words, or the reader's."""
    return words.language if words else language


def tried(name: str) -> Trial | None:
    """The trial of this text that is under way."""
    trial = _trial.get()
    return trial if trial is not None and trial.name == name else None


@contextmanager
def trying(trial: Trial) -> Iterator[Trial]:
    """Letters that are put into words inside are put into these."""
    token = _trial.set(trial)
    try:
        yield trial
    finally:
        _trial.reset(token)
