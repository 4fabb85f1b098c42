"""A frozen dossier without one person: an unnamed stand-in where they stood, everything else word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

PERSON_PATH = re.compile(r"^\$\.people\[(\d+)\]$")
STATED: dict[str, Any] = {
    "identifiers": {}, "given_name": None, "native_name": None, "honorific": None, "academic_style": None, "aliases": [],
    "country": None, "languages": [], "posts": [], "name_order": "given_first",
}  # fmt: skip
"""What a person states, and what is left of it."""
HELD_THEN = {"organization_name": None, "job_title": None, "posts": None}


def redacted(
    dossier: Mapping[str, Any],
    records: Mapping[str, Sequence[str]],
    *,
    uids: Collection[str],
    names: Sequence[str],
    stand_in: str,
    local_id: str,
) -> dict[str, Any]:
    """The dossier with the person of these uids as `stand_in` under `local_id`, and their whole names replaced in all texts.

    A name that somebody else in the dossier bears too is left in the texts: there nobody can tell whose it is.
    """
    people: list[dict[str, Any]] = dossier.get("people", [])
    places = {
        int(found[1]) for path, record in records.items()
        if (found := PERSON_PATH.match(path)) and str(record[1]) in uids
    }  # fmt: skip
    theirs = {people[place]["id"] for place in places if place < len(people)}
    others = {name for place, one in enumerate(people) if place not in places for name in names_in(one)}
    said = _replacing([name for name in names if name not in others], stand_in)
    walked: dict[str, Any] = _walked(dict(dossier), theirs, local_id, said)
    for place in places:
        if place < len(people):
            walked["people"][place] |= {**STATED, "family_name": stand_in}
    for one in walked.get("registrations", []):
        if theirs and one.get("person") == local_id:
            country = next((people[place].get("country") for place in places if place < len(people)), None)
            one |= {**HELD_THEN, "country": one.get("country") or country}
    return walked


def names_in(person: Mapping[str, Any]) -> set[str]:
    given, family = person.get("given_name") or "", person.get("family_name") or ""
    stated = {
        f"{given} {family}",
        f"{family} {given}",
        person.get("native_name") or "",
        *person.get("aliases", []),
    }
    return {" ".join(name.split()) for name in stated if name.strip()}


def _replacing(names: Sequence[str], stand_in: str) -> Callable[[str], str]:
    """A name in Latin letters is met as whole words only."""
    if not names:
        return lambda text: text
    parts = [rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name) for name in names]
    pattern = re.compile("|".join(parts), re.IGNORECASE)
    return lambda text: pattern.sub(lambda _found: stand_in, text)


def _walked(value: Any, theirs: Collection[str], local_id: str, said: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return local_id if value in theirs else said(value)
    if isinstance(value, list):
        return [_walked(one, theirs, local_id, said) for one in value]
    if isinstance(value, dict):
        return {name: _walked(one, theirs, local_id, said) for name, one in value.items()}
    return value
