"""A schedule as schedule.xml, valid against the schema of the format, which holds less than schedule.json."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from lxml import etree

from events.interchange import normal
from events.interchange.picture import Schedule, Speaker, Stated, Talk
from events.interchange.write_json import GENERATOR, limit, moment

Element = Any
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
TRACK_SLUG = re.compile(r"[a-z0-9-]{2,}")
SHORT = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{1,2})?")
LONGEST = dt.timedelta(hours=99, minutes=59)
"""What its schema lets a duration say."""
ADDRESSES = ("url", "feedback_url", "origin_url")


def write_xml(schedule: Schedule) -> bytes:
    root = etree.Element("schedule")
    generator = GENERATOR if schedule.outer is None else schedule.outer.get("generator")
    if isinstance(generator, dict):
        _add(
            root,
            "generator",
            **{name: str(generator[name]) for name in ("name", "version") if name in generator},
        )
    if address := _address(str(schedule.stated.get("url") or "")):
        _add(root, "url", address)
    _add(root, "version", str(schedule.stated.get("version") or "1"))
    _conference(root, schedule)
    slugs, there = normal.slugs_of(schedule, xml=True), schedule.by_place
    guids = {room["name"]: room.get("guid") for room in schedule.conference.rooms or []}
    for day in schedule.days:
        element = _add(
            root, "day", index=str(day.index), date=day.date.isoformat(), start=moment(day.starts), end=moment(day.ends)
        )  # fmt: skip
        for name in day.rooms:
            guid = guids.get(name)
            room = _add(element, "room", name=name, **({"guid": str(guid)} if guid else {}))
            for talk in there[day.index, name]:
                _entry(room, talk, slugs[talk.id or 0], schedule.base_url)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _conference(root: Element, schedule: Schedule) -> None:
    conference = schedule.conference
    stated = conference.stated
    element = _add(root, "conference")
    _add(element, "title", conference.title)
    _add(element, "acronym", normal.acronym_of(schedule))
    _add(element, "start", limit(conference.start))
    _add(element, "end", limit(conference.end))
    _add(element, "days", str(len(schedule.days)))
    slot = str(stated.get("timeslot_duration") or normal.SLOT)
    _add(element, "timeslot_duration", slot if SHORT.fullmatch(slot) else normal.SLOT)
    for name, value in (
        ("base_url", schedule.base_url),
        ("logo", urljoin(schedule.base_url, str(stated.get("logo") or ""))),
        ("url", str(stated.get("url") or "")),
    ):
        if (name != "logo" or stated.get("logo")) and (address := _address(value)):
            _add(element, name, address)
    if stated.get("time_zone_name"):
        _add(element, "time_zone_name", str(stated["time_zone_name"]))
    _color(element, stated.get("colors") or {})
    for track in conference.tracks or []:
        _track(element, track)


def _color(element: Element, colors: Stated) -> None:
    valid = {
        name: value for name, value in colors.items() if COLOR.fullmatch(str(value)) and name.isidentifier()
    }
    if "primary" in valid:
        _add(element, "color", **valid)


def _track(element: Element, track: Stated) -> None:
    found = {"name": str(track["name"])}
    if COLOR.fullmatch(str(track.get("color", ""))):
        found["color"] = str(track["color"])
    if TRACK_SLUG.fullmatch(str(track.get("slug", ""))):
        found["slug"] = str(track["slug"])
    _add(element, "track", **found)


def _entry(room: Element, talk: Talk, slug: str, base_url: str) -> None:
    stated = talk.stated
    element = _add(room, "event", id=str(talk.id), guid=str(talk.guid))
    for name, text in (
        ("room", talk.room),
        ("title", talk.title),
        ("subtitle", stated.get("subtitle")),
        ("type", talk.type),
        ("date", moment(talk.starts)),
        ("start", talk.starts.strftime("%H:%M")),
        ("duration", normal.hours(min(talk.duration, LONGEST))),
        ("abstract", talk.abstract),
        ("slug", slug),
        ("track", talk.track),
        ("language", talk.language),
        ("description", stated.get("description")),
    ):
        _add(element, name, text or "")
    if "logo" in stated:
        _add(element, "logo", _address(urljoin(base_url, stated["logo"])) if stated["logo"] else "")
    _persons(element, talk)
    _recording(element, stated)
    _references(element, "links", "link", talk.links, base_url)
    if "attachments" in stated:
        _references(element, "attachments", "attachment", stated["attachments"], base_url)
    for name in ADDRESSES:
        if address := _address(str(stated.get(name) or "")):
            _add(element, name, address)


def _persons(element: Element, talk: Talk) -> None:
    persons = _add(element, "persons")
    for speaker in talk.persons:
        _add(persons, "person", speaker.name, **_identity(speaker))


def _identity(speaker: Speaker) -> dict[str, str]:
    found = {}
    if isinstance(speaker.stated.get("id"), int):
        found["id"] = str(speaker.stated["id"])
    if speaker.stated.get("guid"):
        found["guid"] = str(UUID(str(speaker.stated["guid"])))
    return found


def _recording(element: Element, stated: Stated) -> None:
    if "recording_license" in stated or "do_not_record" in stated:
        recording = _add(element, "recording")
        _add(recording, "license", str(stated.get("recording_license") or ""))
        _add(recording, "optout", "true" if stated.get("do_not_record") else "false")


def _references(element: Element, name: str, each: str, stated: list[Stated], base_url: str) -> None:
    holder = _add(element, name)
    for one in stated:
        _add(holder, each, str(one.get("title") or ""), href=urljoin(base_url, str(one["url"])))


def _address(text: str) -> str:
    """An address that XML readers take, or nothing."""
    plain = text.strip()
    return plain if re.match(r"https?://", plain) and not re.search(r"\s", plain) else ""


def _add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    element = etree.SubElement(parent, name, {key: normal.clean(value) for key, value in attributes.items()})
    element.text = normal.clean(text)
    return element
