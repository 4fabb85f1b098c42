"""A speaker's public name as the names of a person: divided only where that is safe, and never changed."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from base.search import IS_CJK
from people.models import Person

LONGEST = 120
UNDIVIDED = re.compile(r"[/,;:&+()\[\]{}\"“”„<>@_|#*0-9]|(?:^|\s)['‘’]|\b(?:and|und|y|e|et)\b")
"""Signs of a nickname, an affiliation or of several people in one name."""
PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "le", "ten", "ter", "zu",
     "zum", "zur", "bin", "ibn", "al", "el", "af", "av"}
)  # fmt: skip
AFTER_NAMES = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "dds", "md", "phd", "ph.d.", "m.d.", "msc", "mba", "esq", "esq."}
)  # fmt: skip


def plain_name(stated: str) -> str:
    """Composed characters, single spaces: what is compared with the directory, letter by letter."""
    return " ".join(unicodedata.normalize("NFC", stated).split())


def person_names(stated: str) -> dict[str, Any]:
    """Names of a new person, of which the whole name is the stated one.

    A name in Chinese characters is its own native name. Otherwise the last word is the family name, with the particles
    before it and the degrees after it; one word, a handle, a nickname or an affiliation in the name leave it undivided.
    """
    whole = plain_name(stated)
    if IS_CJK.match(whole):
        order = Person.NameOrder.FAMILY_FIRST
        return {
            "given_name": "",
            "family_name": whole[:LONGEST],
            "native_name": whole[:200],
            "name_order": order,
        }
    given, family = _divided(whole)
    return {
        "given_name": given,
        "family_name": family,
        "native_name": "",
        "name_order": Person.NameOrder.GIVEN_FIRST,
    }


def _divided(whole: str) -> tuple[str, str]:
    words = whole.split(" ")
    if len(words) == 1 or UNDIVIDED.search(whole) or not words[0][:1].isupper():
        return "", whole
    start = len(words) - 1
    while start > 1 and words[start].lower() in AFTER_NAMES:
        start -= 1
    particles = [place for place in range(1, start) if words[place] in PARTICLES]
    start = min([start, *particles])
    return " ".join(words[:start]), " ".join(words[start:])
