"""What a written schedule brings into the form that the schemas demand; all that fits already stays as it stands."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable
from typing import Any

from base.search import sort_key
from events.interchange.picture import Schedule, Speaker, Stated, Talk

ACRONYM = re.compile(r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?")
SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]")
XML_SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}")
CODE = re.compile(r"[A-Z0-9]+")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
REFERENCE_TYPES = frozenset({"slides", "paper", "web", "blog", "article", "media", "related", "activitypub"})
ROOM_TYPES = frozenset(
    {"lecturehall", "stage", "workshop", "outside", "online", "project", "bbb", "hangar", "other"}
)
RECORDING = frozenset(
    {
        "record_by_default",
        "not_recorded_by_default",
        "recording_forbidden",
        "recording_not_possible",
        "unknown",
    }
)
ASSEMBLY = frozenset({"name", "guid", "slug"})
SLOT = "00:05"
NEVER_NULL = frozenset(
    {"code", "recording_license", "feedback_url", "origin_url", "name", "public_name", "id", "guid", "url", "title", "type", "links",
     "slug", "color", "assembly", "features"}
)  # fmt: skip
"""Fields that are text or absent; in a file they may be null nevertheless."""


def acronym_of(schedule: Schedule) -> str:
    """In small letters, digits and underscores, at least four of them."""
    stated = schedule.conference.acronym
    if ACRONYM.fullmatch(stated):
        return stated
    plain = re.sub(r"[^a-z0-9_]+", "_", _latin(stated)).strip("_")
    return plain.ljust(4, "_") if plain else "event"


def slugs_of(schedule: Schedule, *, xml: bool = False) -> dict[int, str]:
    """id of a talk → its slug; no two are the same."""
    acronym = acronym_of(schedule).replace("-", "_")
    found: dict[int, str] = {}
    taken: set[str] = set()
    for talk in schedule.talks:
        slug = _slug(talk, acronym)
        if xml and not XML_SLUG.fullmatch(slug):
            slug = (
                f"{acronym}-{slug}"
                if len(slug) > 3
                else f"{acronym}-{talk.id}-{slug}".ljust(len(acronym) + 5, "0")
            )
        if slug in taken:
            slug = f"{slug}-{talk.id}"
        taken.add(slug)
        found[talk.id or 0] = slug
    return found


def person_of(speaker: Speaker) -> Stated:
    """As frab writes people, by `public_name` and `id`, or as pretalx does, by `name`; never as both."""
    stated = without_nulls(speaker.stated)
    if not CODE.fullmatch(str(stated.get("code", "A"))):
        del stated["code"]
    if isinstance(stated.get("links"), list):
        stated["links"] = references(stated["links"])
    if stated.get("name"):
        stated.pop("public_name", None)
    elif "id" not in stated or not stated.get("public_name"):
        stated.pop("public_name", None)
        stated["name"] = speaker.name
    else:
        stated.pop("name", None)
    return _with_guid(stated)


def references(stated: Iterable[Stated]) -> list[Stated]:
    """Links and attachments; a type that the format does not have is left out."""
    return [
        {name: value for name, value in one.items() if name != "type" or value in REFERENCE_TYPES}
        for one in stated
    ]


def rooms_of(stated: Iterable[Stated], acronym: str) -> list[Stated]:
    """Every room has a guid, a type only if the format has it."""
    found = []
    for one in stated:
        room = {"name": one["name"], **_with_guid(without_nulls(one))}
        room.setdefault("guid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{acronym}/{one['name']}")))
        if room.get("type") not in ROOM_TYPES:
            room.pop("type", None)
        if room.get("features", {}).get("recording", "unknown") not in RECORDING:
            room["features"] = {
                name: value for name, value in room["features"].items() if name != "recording"
            }
        if not room.get("assembly", dict.fromkeys(ASSEMBLY)).keys() >= ASSEMBLY:
            del room["assembly"]
        if not SLUG.fullmatch(str(room.get("slug", "ok"))):
            room["slug"] = _plain_slug(str(room["slug"]))
        found.append(room)
    return found


def tracks_of(stated: Iterable[Stated]) -> list[Stated]:
    found = []
    for one in stated:
        track = without_nulls(one)
        if not SLUG.fullmatch(str(track.get("slug", "ok"))):
            track["slug"] = _plain_slug(str(track["slug"]))
        found.append(track)
    return found


def without_nulls(stated: Stated) -> Stated:
    return {name: value for name, value in stated.items() if value is not None or name not in NEVER_NULL}


def hours(duration: Any) -> str:
    minutes = int(duration.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def clean(text: str) -> str:
    """Without what XML cannot hold."""
    return CONTROLS.sub("", text)


def _with_guid(stated: Stated) -> Stated:
    if "guid" in stated and not stated["guid"]:
        return {name: value for name, value in stated.items() if name != "guid"}
    return stated


def _slug(talk: Talk, acronym: str) -> str:
    stated = str(talk.stated.get("slug") or "")
    if SLUG.fullmatch(stated):
        return stated
    plain = _plain_slug(stated)
    if SLUG.fullmatch(plain):
        return plain
    return _plain_slug(f"{acronym}-{talk.id}-{sort_key(talk.title)[:60]}")


def _plain_slug(text: str) -> str:
    """Small Latin letters, digits, hyphens and underscores, the last a letter or digit."""
    return re.sub(r"[^a-z0-9_-]+", "-", _latin(text)).strip("-").rstrip("-_").ljust(2, "0")


def _latin(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
