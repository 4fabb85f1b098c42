"""What changed between what a reader saw last and the itinerary as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from delegations.itinerary import saying
from delegations.itinerary.lines import Itinerary, Line

Told = dict[str, str]
LABELS: dict[str, str | Promise] = {
    "title": _("What"), "when": _("When"), "place": _("Where"), "address": _("Address"), "received_by": _("Received by"),
    "hosts": _("Host representatives"), "contact": _("Contact"), "phone": _("Telephone"), "interpreters": _("Interpreters"),
    "purpose": _("Purpose"), "wear": _("What to wear"), "bring": _("What to bring"), "vehicles": _("Vehicles"),
    "rooms": pgettext_lazy("hotel", "Rooms"), "people": _("Who"), "note": _("Note"),
}  # fmt: skip

OF_TRAVEL, GUARDED = ("leg:", "arrival:", "stay:", "leave:"), ("vehicles", "phone")
"""Beginnings of the keys of lines, and facts of others, that only those who escort the delegation are told."""


@dataclass(frozen=True, slots=True)
class Altered:
    """One fact of a line: `before` is empty when it was not stated, `after` when it is not any more."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is added, dropped or changed; `line` is as it is now, None for one that was dropped."""

    kind: str
    title: str
    when: str
    line: Line | None = None
    facts: tuple[Altered, ...] = ()


def told(line: Line) -> Told:
    """What a line tells, fact by fact; what is empty is left out."""
    vehicles = "; ".join(f"{one} ({saying.names(one.who)})" if one.who else str(one) for one in line.vehicles)
    facts = {
        "title": line.title, "when": saying.when(line), "place": line.place, "address": line.address,
        "received_by": line.received_by, "hosts": saying.names(line.hosts), "contact": str(line.contact or ""),
        "phone": line.contact.phone if line.contact else line.phone, "interpreters": saying.names(line.interpreters),
        "purpose": line.purpose, "wear": line.wear, "bring": line.bring, "vehicles": vehicles,
        "rooms": "; ".join(map(str, line.rooms)), "people": saying.names(line.people), "note": line.note,
    }  # fmt: skip
    return {name: text for name, text in facts.items() if text}


def picture(itinerary: Itinerary) -> dict[str, Any]:
    """As it is stored of a look: the language it was read in, and each line by its key, in order."""
    lines = [[line.key, told(line)] for line in itinerary.lines if not line.echo]
    return {"language": itinerary.language, "lines": lines}


def changes(before: Mapping[str, Any], same: Mapping[str, Any], now: Itinerary) -> list[Change]:
    """From a stored picture to the itinerary `now`; `same` is a picture of it in the language of the stored one.

    Only with the same language on both sides does a difference of words mean that something changed.
    """
    seen = _seen(before, whole=now.whole)
    present: dict[str, Told] = dict(same["lines"])
    found = []
    for line in now.lines:
        if line.echo:
            continue
        if line.key not in seen:
            found.append(Change("added", line.title, saying.when(line), line))
        elif altered := _altered(seen[line.key], present[line.key], told(line), whole=now.whole):
            found.append(Change("changed", line.title, saying.when(line), line, altered))
    dropped = [facts for key, facts in seen.items() if key not in present]
    return [*found, *(Change("dropped", facts.get("title", ""), facts.get("when", "")) for facts in dropped)]


def _seen(before: Mapping[str, Any], *, whole: bool) -> dict[str, Told]:
    """Who does not escort the delegation any more is not told once more of the journeys that they learned then."""
    seen: dict[str, Told] = dict(before.get("lines", []))
    if whole:
        return seen
    return {key: facts for key, facts in seen.items() if not key.startswith(OF_TRAVEL)}


def _altered(seen: Told, present: Told, shown: Told, *, whole: bool) -> tuple[Altered, ...]:
    """Without `whole` what is guarded is compared on neither side."""
    return tuple(
        Altered(str(label), seen.get(name, ""), shown.get(name, ""))
        for name, label in LABELS.items()
        if (whole or name not in GUARDED) and seen.get(name, "") != present.get(name, "")
    )
