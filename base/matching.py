"""Names that may be one person's: the same in any order of words and in either script, or alike but for a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from base.search import CJK, IS_CJK, fold, sort_key

K = TypeVar("K", bound=Hashable)
ALL_CJK = re.compile(rf"^[{CJK}·\s]+$")
WORDS = re.compile(r"[^\W_]+")
PARTICLES = frozenset({"de", "da", "do", "dos", "das", "del", "la", "las", "los", "y", "e", "van", "von", "der", "den", "bin", "al"})  # fmt: skip
TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "sr", "sra", "eng", "ing", "he", "hon"})
LONG_ENOUGH = 7
"""Letters that a name needs before one that differs is taken for a slip."""
MANY = 40
"""A bucket as full as this is a common name and tells nobody apart."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its parts; any of them may be empty."""

    given: str = ""
    family: str = ""
    native: str = ""


@dataclass(slots=True)
class NameIndex(Generic[K]):
    """Names under keys; finding those that agree with, or resemble, a name takes no walk through them."""

    _same: dict[str, list[K]] = field(default_factory=dict)
    _slips: dict[str, list[K]] = field(default_factory=dict)
    _parts: dict[str, list[tuple[K, frozenset[str]]]] = field(default_factory=dict)

    def add(self, key: K, name: Name) -> None:
        for form in same_forms(name):
            _put(self._same, form, key)
        for form in _sound_forms(name):
            for slip in _slips(form):
                _put(self._slips, slip, key)
        words = _words(name)
        for pair in _pairs(words):
            self._parts.setdefault(pair, []).append((key, frozenset(words)))

    def same(self, name: Name) -> list[K]:
        """Whose name is this one in the same script, whatever the order of its words."""
        return list(
            dict.fromkeys(key for form in sorted(same_forms(name)) for key in self._same.get(form, ()))
        )

    def similar(self, name: Name) -> list[K]:
        """Whose name sounds so in the other script, differs by one letter, or holds all words of this one or the reverse."""
        found: dict[K, None] = {}
        for form in sorted(_sound_forms(name)):
            for slip in sorted(_slips(form)):
                bucket = self._slips.get(slip, ())
                if len(bucket) <= MANY:
                    found.update(dict.fromkeys(bucket))
        words = frozenset(_words(name))
        for pair in sorted(_pairs(list(_words(name)))):
            bucket_of_words = self._parts.get(pair, ())
            if len(bucket_of_words) <= MANY:
                found.update(
                    (key, None) for key, others in bucket_of_words if words <= others or others <= words
                )
        return list(found)


def agree(one: Name, other: Name) -> bool:
    """Whether two names are the same in a script that both are stated in."""
    return bool(same_forms(one) & same_forms(other))


def same_forms(name: Name) -> set[str]:
    """A name in any order of its words, and in its own script."""
    whole = f"{name.given} {name.family}"
    forms = {" ".join(sorted(WORDS.findall(fold(whole))))}
    for written in (name.native, name.family + name.given):
        if IS_CJK.match(written):
            forms.add("".join(WORDS.findall(fold(written))))
    return forms - {""}


def _sound_forms(name: Name) -> set[str]:
    """How the name sounds, written as one Latin word, family name first and last."""
    forms = set()
    latin = [part for part in (name.family, name.given) if part and not IS_CJK.match(part)]
    if latin:
        joined = ["".join(_plain_words(part)) for part in latin]
        forms |= {"".join(joined), "".join(reversed(joined))}
    native = name.native or (name.family + name.given if IS_CJK.match(name.family or name.given) else "")
    if ALL_CJK.match(native):
        syllables = _pinyin(native).split()
        for cut in (1, 2) if len(syllables) > 3 else (1,):  # a family name of two syllables is rare
            forms |= {"".join(syllables), "".join(syllables[cut:] + syllables[:cut])}
    return forms - {""}


@lru_cache(maxsize=50_000)
def _pinyin(native: str) -> str:
    return sort_key("".join(native.split()), surname_first=True)


def _plain_words(text: str) -> list[str]:
    return [word for word in WORDS.findall(fold(text)) if word not in TITLES]


def _words(name: Name) -> list[str]:
    latin = " ".join(part for part in (name.given, name.family) if not IS_CJK.match(part))
    return [word for word in _plain_words(latin) if word not in PARTICLES and len(word) > 1]


def _pairs(words: Iterable[str]) -> set[str]:
    """The first word of the given name with each other one; both ways where the parts are not told apart."""
    listed = list(words)
    return {"|".join(sorted((listed[0], other))) for other in listed[1:]} if listed else set()


def _slips(form: str) -> set[str]:
    """The word and, for a long one, all words that lack one of its letters: equal to those of a word one letter away.

    A figure is no slip of the pen: “Member 17” is not “Member 18”.
    """
    if len(form) < LONG_ENOUGH:
        return {form}
    return {form, *(form[:place] + form[place + 1 :] for place in range(len(form)) if form[place].isalpha())}


def _put(index: dict[str, list[K]], form: str, key: K) -> None:
    bucket = index.setdefault(form, [])
    if not bucket or bucket[-1] != key:
        bucket.append(key)
