"""The entries of a schedule: each is a talk with its speakers, or a list of what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from events.interchange.findings import Findings
from events.interchange.parts import Part
from events.interchange.picture import Day, Speaker, Stated, Talk
from events.interchange.zones import in_zone

STATED = (
    "id", "code", "logo", "slug", "url", "subtitle", "description", "recording_license", "do_not_record", "do_not_stream",
    "feedback_url", "origin_url", "attachments",
)  # fmt: skip
"""Fields that are kept as they stand."""
TYPED = (
    "guid", "date", "start", "duration", "room", "title", "track", "type", "language", "abstract", "persons", "links",
)  # fmt: skip
KNOWN = frozenset({*STATED, *TYPED})
REFERENCE = frozenset({"url", "title", "type"})
LONGEST = {"title": 300, "track": 200, "language": 10}


@dataclass(slots=True)
class TalkPart:
    """An entry of the file, the index of the day and the name of the room under which it stands."""

    part: Part
    day: int
    room: str


def check_talk(one: TalkPart, zone: str, days: Mapping[int, Day]) -> Talk | None:
    """None with mistakes when it states no moment or no duration."""
    part = one.part
    stated = part.known(KNOWN)
    title = part.text("title", needed=True, longest=LONGEST["title"])
    starts, duration = _starts(part, zone), part.hours("duration")
    if starts is not None:
        _compare_day(part, starts, days.get(one.day))
    talk = Talk(
        title=title,
        starts=starts or dt.datetime.min.replace(tzinfo=dt.UTC),
        duration=duration or dt.timedelta(),
        guid=part.uuid("guid"),
        id=part.number("id"),
        day=one.day,
        room=_room(part, one.room),
        type=part.text("type"),
        language=_optional(part, "language"),
        abstract=_optional(part, "abstract"),
        track=_optional(part, "track"),
        links=_references(part, "links"),
        persons=_persons(part),
        where=part.path,
    )
    _check_stated(part)
    talk.stated = {name: stated[name] for name in STATED if name in stated and name not in ("attachments",)}
    if "attachments" in stated:
        talk.stated["attachments"] = _references(part, "attachments")
    if talk.guid is None and talk.id is None:
        part.wrong("guid", _("an identifier such as 0f3a6a2c-5b1e-4c7e-9a51-3d8a1d2b7c90"))
    return talk if starts is not None and duration is not None else None


def demand_unlike(talks: Sequence[TalkPart], days: Iterable[Part], findings: Findings) -> None:
    """No identifier twice; an identifier of a speaker names one person. Each repetition is named with the first place."""
    for name in ("guid", "id", "code"):
        seen: dict[str, Part] = {}
        for one in talks:
            value = one.part.values.get(name)
            if value is None or value == "" or not isinstance(value, str | int):
                continue
            first = seen.setdefault(str(value).lower(), one.part)
            if first is not one.part:
                said = {"where": first.path, "title": first.label}
                one.part.wrong(name, _("a value of its own: “%(title)s” (%(where)s) has the same") % said)
    _demand_one_name(talks)


def _demand_one_name(talks: Sequence[TalkPart]) -> None:
    names: dict[str, str] = {}
    for one in talks:
        here: set[str] = set()
        for person in _silent(one.part).parts("persons"):
            speaker = Speaker(_name_of(person.values), person.values)
            if not speaker.name.strip():
                continue
            known = names.setdefault(speaker.key, speaker.name.strip())
            if known != speaker.name.strip():
                one.part.findings.wrong(
                    person.path, one.part.label, speaker.name, _("the name that stands with this identifier elsewhere: %(name)s") % {"name": known}
                )  # fmt: skip
            if speaker.key in here:
                one.part.findings.wrong(
                    person.path, one.part.label, speaker.name, _("each speaker once in an entry")
                )
            here.add(speaker.key)


def _starts(part: Part, zone: str) -> dt.datetime | None:
    if not isinstance(part.values.get("date"), str):
        part.moment("date")  # says what is expected
        return None
    moment = _silent(part).moment("date")
    if moment is None:
        return None
    starts = in_zone(moment, zone)
    stated = part.values.get("start")
    wall = moment.strftime("%H:%M")
    if stated is not None and (not isinstance(stated, str) or stated[:5].rjust(5, "0") != wall):
        part.wrong("start", _("%(time)s, the time of its date") % {"time": wall})
    return starts


def _compare_day(part: Part, starts: dt.datetime, day: Day | None) -> None:
    if day is not None and not day.holds(starts):
        limits = {"start": day.stated["day_start"], "end": day.stated["day_end"]}
        part.wrong("date", _("a moment from %(start)s to %(end)s, the limits of its day") % limits)


def _room(part: Part, listed: str) -> str:
    stated = part.text("room")
    if stated and stated != listed:
        part.wrong("room", _("“%(room)s”, the room under which it is listed") % {"room": listed})
    return listed


def _persons(part: Part) -> list[Speaker]:
    return [_speaker(one) for one in part.parts("persons")]


def _speaker(part: Part) -> Speaker:
    for name in ("name", "public_name"):
        part.text(name, longest=200)
    for name in ("code", "avatar", "biography", "url"):
        part.text(name)
    part.uuid("guid")
    part.number("id", least=0)
    stated = dict(part.values)
    if "links" in stated:
        stated["links"] = _references(part, "links")
    name = _name_of(stated)
    if not name.strip():
        part.wrong("name", _("a name"))
    return Speaker(name, stated, part.path)


def _name_of(stated: Stated) -> str:
    found = stated.get("name") or stated.get("public_name") or ""
    return found if isinstance(found, str) else ""


def _references(part: Part, name: str) -> list[Stated]:
    found = []
    for one in part.parts(name):
        stated = one.known(REFERENCE)
        url = one.text("url", needed=True)
        one.text("title")
        if url and urlsplit(url.strip()[:2000].replace("[", "").replace("]", "")).scheme.lower() in (
            "javascript",
            "data",
            "vbscript",
        ):
            one.wrong("url", _("an address that begins with https:// or http://"))
        found.append({key: value for key, value in stated.items() if value is not None})
    return found


def _check_stated(part: Part) -> None:
    for name in (
        "code",
        "logo",
        "slug",
        "url",
        "subtitle",
        "description",
        "recording_license",
        "feedback_url",
        "origin_url",
    ):
        part.text(name)
    for name, kinds in (("do_not_record", bool), ("do_not_stream", bool | str)):
        value: Any = part.values.get(name)
        if value is not None and not isinstance(value, kinds):
            part.wrong(name, _("true or false"))


def _optional(part: Part, name: str) -> str | None:
    """Null stays null: a file that is written again says the same."""
    return None if part.values.get(name) is None else part.text(name, longest=LONGEST.get(name))


def _silent(part: Part) -> Part:
    return Part(part.values, part.path, part.label, Findings())
