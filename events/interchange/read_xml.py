"""schedule.xml as plain values in the shape of schedule.json, with where each entry stands in the XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from events.interchange.findings import Findings, Mistake, Remark

Element = Any
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def read_xml(content: bytes, findings: Findings) -> tuple[dict[str, Any], dict[str, str]]:
    """The whole file, and path in its plain values → place in the XML; empty with a mistake when it is no XML.

    Entities are not resolved, nothing is fetched, and a document type definition, which could hide a bomb, is refused.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as exc:
        where = _("line %(line)d, column %(column)d") % {"line": exc.lineno or 0, "column": exc.offset or 0}
        findings.wrong(where, "", "", _("XML without errors, and without entities"))
        return {}, {}
    if root.getroottree().docinfo.doctype:
        findings.wrong("/", "", "<!DOCTYPE", _("no document type definition: it could hide anything"))
        return {}, {}
    if root.tag != "schedule":
        findings.wrong("/", "", root.tag, "<schedule>")
        return {}, {}
    reader = _Reader(findings)
    return reader.schedule(root), reader.places


def placed(findings: Findings, places: Mapping[str, str]) -> None:
    """Say of each finding where it stands in the XML, instead of in its plain values."""
    findings.mistakes[:] = [
        Mistake(_place(one.where, places), one.label, one.value, one.expected) for one in findings.mistakes
    ]
    findings.remarks[:] = [Remark(_place(one.where, places), one.label, one.text) for one in findings.remarks]


def _place(path: str, places: Mapping[str, str]) -> str:
    """The place of the nearest part that has one, and what of the path is left."""
    for end in (len(path), *(spot for spot in range(len(path) - 1, 0, -1) if path[spot] in ".[")):
        if place := places.get(path[:end]):
            rest = path[end:].lstrip(".").strip("[]'")
            return f"{place}/{rest}" if rest else place
    return path


class _Reader:
    """Follows the elements of the format; an element that it does not know becomes a field that the checks do not know."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.places: dict[str, str] = {}

    def schedule(self, root: Element) -> dict[str, Any]:
        found: dict[str, Any] = {"schedule": {"conference": {"days": []}}}
        schedule, conference = found["schedule"], found["schedule"]["conference"]
        self.places["$"] = self.places["$.schedule"] = "/schedule"
        for element in root:
            if element.tag == "generator":
                found["generator"] = dict(element.attrib)
            elif element.tag == "conference":
                self.places["$.schedule.conference"] = "/schedule/conference"
                self.conference(element, schedule, conference)
            elif element.tag == "day":
                conference["days"].append(self.day(element, len(conference["days"]), conference))
            else:
                schedule[element.tag] = self.text(element)
        return found

    def conference(self, root: Element, schedule: dict[str, Any], conference: dict[str, Any]) -> None:
        for element in root:
            if element.tag == "track":
                conference.setdefault("tracks", []).append(dict(element.attrib))
            elif element.tag == "color":
                conference["colors"] = dict(element.attrib)
            elif element.tag == "days":
                conference["daysCount"] = _whole(self.text(element))
            elif element.tag == "base_url":
                schedule["base_url"] = self.text(element)
            else:
                conference[element.tag] = self.text(element)

    def day(self, element: Element, number: int, conference: dict[str, Any]) -> dict[str, Any]:
        path, place = f"$.schedule.conference.days[{number}]", f"/schedule/day[{number + 1}]"
        self.places[path] = f"{place} ({_('line %(line)d') % {'line': element.sourceline}})"
        rooms: dict[str, Any] = {}
        found: dict[str, Any] = {"rooms": rooms}
        for name, value in element.attrib.items():
            stands_for = {"start": "day_start", "end": "day_end"}.get(name, name)
            found[stands_for] = _whole(value) if name == "index" else value
        for count, room in enumerate(element.iterchildren("room"), 1):
            self.room(room, rooms, path, f"{place}/room[{count}]")
            if room.get("guid"):
                self.list_room({"name": room.get("name", ""), "guid": room.get("guid")}, conference)
        return found

    def list_room(self, room: dict[str, Any], conference: dict[str, Any]) -> None:
        """Rooms with a guid are listed once, as schedule.json does."""
        rooms = conference.setdefault("rooms", [])
        if all(one["name"] != room["name"] for one in rooms):
            rooms.append(room)

    def room(self, element: Element, rooms: dict[str, Any], path: str, place: str) -> None:
        """A room that stands twice in a day is one."""
        name = element.get("name", "")
        entries = rooms.setdefault(name, [])
        shown = f"{path}.rooms.{name}" if name.isidentifier() else f"{path}.rooms['{name}']"
        self.places.setdefault(shown, place)
        for count, entry in enumerate(element.iterchildren("event"), 1):
            line = _("line %(line)d") % {"line": entry.sourceline}
            self.places[f"{shown}[{len(entries)}]"] = f"{place}/event[{count}] ({line})"
            entries.append(self.entry(entry))

    def entry(self, root: Element) -> dict[str, Any]:
        found: dict[str, Any] = dict(root.attrib)
        if "id" in found:
            found["id"] = _whole(found["id"])
        for element in root:
            if element.tag == "persons":
                found["persons"] = [self.person(one) for one in element.iterchildren("person")]
            elif element.tag in ("links", "attachments"):
                found[element.tag] = [self.link(one) for one in element]
            elif element.tag == "recording":
                self.recording(element, found)
            else:
                found[element.tag] = self.text(element)
        for name in ("persons", "links", "attachments"):
            found.setdefault(name, [])
        return found

    def person(self, element: Element) -> dict[str, Any]:
        found: dict[str, Any] = dict(element.attrib)
        if "id" in found:
            found["id"] = _whole(found["id"])
        name = "public_name" if "id" in found else "name"
        return {**found, name: self.text(element)}

    def link(self, element: Element) -> dict[str, Any]:
        title = self.text(element)
        url = {"url": element.get("href", "")}
        return {**url, "title": title} if title else url

    def recording(self, root: Element, found: dict[str, Any]) -> None:
        for element in root:
            text = self.text(element)
            if element.tag == "license":
                found["recording_license"] = text
            elif element.tag == "optout":
                found["do_not_record"] = BOOLEANS.get(text.strip().lower(), text)
            else:
                found[f"recording_{element.tag}"] = text

    def text(self, element: Element) -> str:
        """The text of an element, without what a reference to an entity would have put there."""
        if any(not isinstance(one.tag, str) for one in element):
            self.findings.wrong(element.tag, "", "", _("no entities"))
        return element.text or ""


def _whole(text: str) -> Any:
    """A whole number, else the text itself, which the checks then name."""
    return int(text) if re.fullmatch(r"\s*\d{1,15}\s*", text) else text
