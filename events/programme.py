"""The programme as it is told to anyone: plain days of plain items, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.dates import PartialDate, PartOfDay
from base.languages import CODES, EN, column, columns
from base.locale_text import language_name
from base.templatetags.ui import lang_of
from base.wording import date_in_words
from events.item_validators import is_web_address
from events.models import AgendaItem, Event, ItemKind, Manner, Participation, ParticipationRole, Registration
from events.querysets import AgendaItemQuerySet, ParticipationQuerySet
from events.when import span_of_hours
from events.words import origin_of
from people.models import Person, Post
from people.querysets import PostQuerySet

Row = Mapping[str, Any]
PART_BEGINS = {"": -1, PartOfDay.MORNING: 0, PartOfDay.AFTERNOON: 12 * 60, PartOfDay.EVENING: 18 * 60}
UNTOLD = (ParticipationRole.ATTENDEE, ParticipationRole.INTERPRETER)
"""Roles in which a named person is no news to the public."""
ITEM = [
    "pk", "uid", "kind", "state", "on", "start_time", "end_time", "part_of_day", "position", "room__name", "room__venue__name",
    "host__native_name", "track__name", "language", "links", *columns("title", "place", "abstract", "gist"),
    *columns("host__name"),
]  # fmt: skip
TAKING_PART = [
    "item_id", "role", "manner", "person_id", "person__given_name", "person__family_name", "person__native_name",
    "person__name_order", "person__honorific", "person__academic_style", "group__count", "group__count_as_worded",
    "group__rank", "group__countries", "group__regions", "group__list_complete",
    *columns("speech_title"), *columns("group__label"),
]  # fmt: skip
POST = [
    "person_id",
    "since",
    "until",
    "held_then",
    "organization__native_name",
    *columns("title", "organization__name"),
]


def days_of(event: Event) -> list[dict[str, Any]]:
    """Days in their order, `[{day, items}]`; an item is `{uid, time, title, lang, line, place, place_lang, abstract,
    abstract_lang, links, gist, gist_lang, people, dated}`, one of its people `{name, more, role, speech, speech_lang}`; each `…lang` is an attribute or empty.
    """
    tongue = Tongue(get_language() or EN)
    # The querysets themselves, not the managers of modeltranslation: the languages are picked here, once a row.
    rows = sorted(
        AgendaItemQuerySet(AgendaItem).filter(event=event).public().values(*ITEM), key=place_in_agenda
    )
    people = _people(event, tongue)
    days: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = str(row["on"] or "")
        if key not in days:
            days[key] = {"day": _day(row["on"]), "items": []}
        days[key]["items"].append(_item(row, people.get(row["pk"], ()), tongue))
    return list(days.values())


def place_in_agenda(row: Row) -> tuple[Any, ...]:
    """Sorts items by day, then by time or part of the day; what states neither leads its day, undated items stand last."""
    time: dt.time | None = row["start_time"]
    begins = time.hour * 60 + time.minute if time else PART_BEGINS[row["part_of_day"]]
    return (str(row["on"] or "~"), begins, bool(time), row["position"], row["pk"])


class Tongue:
    """Picks the reader's language, else English, else any, and says in a `lang` attribute when it is another."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.kinds = {str(value): str(label) for value, label in ItemKind.choices}
        self.roles = {str(value): str(label) for value, label in ParticipationRole.choices}
        self.manners = {str(value): f", {label}" for value, label in Manner.choices} | {
            "": "",
            Manner.IN_PERSON: "",
        }
        self.parts = {str(value): str(label) for value, label in PartOfDay.choices}
        self.host = _("Host:")
        self._order = tuple(dict.fromkeys((language, EN, *CODES)))
        self._marks = {code: format_html(' lang="{}"', lang_of(code)) for code in CODES if code != language}
        self._columns: dict[str, list[tuple[str, str]]] = {}

    def best(self, row: Row, field: str) -> tuple[str, SafeString | str]:
        """The text of a content field, and ` lang="…"` where it is not in the reader's language."""
        names = self._columns.get(field)
        if names is None:
            names = self._columns[field] = [(column(field, code), code) for code in self._order]
        for name, code in names:
            if text := row[name]:
                return text, self._marks.get(code, "")
        return "", ""

    def text(self, row: Row, field: str) -> str:
        return self.best(row, field)[0]


def _day(on: PartialDate | None) -> str:
    return date_in_words(on, weekday=True) if on else _("Day not stated")


def _times(row: Row, tongue: Tongue) -> str:
    said = span_of_hours(row["start_time"], row["end_time"], tongue.language)
    return said or tongue.parts.get(row["part_of_day"], "")


def _item(row: Row, people: Sequence[dict[str, Any]], tongue: Tongue) -> dict[str, Any]:
    title, lang = tongue.best(row, "title")
    place, place_lang = tongue.best(row, "place")
    gist, gist_lang = tongue.best(row, "gist")
    abstract, abstract_lang = tongue.best(row, "abstract")
    kind = tongue.kinds.get(row["kind"], "")
    host = tongue.text(row, "host__name") or row["host__native_name"]
    line = [
        kind if title else "",
        row["track__name"],
        ", ".join(part for part in (row["room__name"], row["room__venue__name"]) if part),
        "" if place_lang else place,
        language_name(row["language"], tongue.language) if row["language"] else "",
        f"{tongue.host} {host}" if host else "",
    ]
    return {
        "uid": row["uid"],
        "time": _times(row, tongue),
        "dated": row["on"] is not None and row["on"].date is not None,
        "title": title or kind.capitalize(),
        "lang": lang,
        "line": " · ".join(part for part in line if part),
        "place": place if place_lang else "",
        "place_lang": place_lang,
        "abstract": abstract,
        "abstract_lang": abstract_lang,
        "links": [
            (link["url"], link.get("title") or link["url"])
            for link in row["links"]
            if is_web_address(link.get("url", ""))
        ],
        "gist": gist,
        "gist_lang": gist_lang,
        "people": people,
    }


def _people(event: Event, tongue: Tongue) -> dict[int, list[dict[str, Any]]]:
    """Who does something at each item, by the item's pk, with the posts held at the time."""
    rows = list(
        ParticipationQuerySet(Participation)
        .filter(event=event)
        .exclude(role__in=UNTOLD, person__isnull=False)
        .values(*TAKING_PART)
    )
    posts = _posts(event, {row["person_id"] for row in rows if row["person_id"]}, tongue) if rows else {}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        speech, speech_lang = tongue.best(row, "speech_title")
        found[row["item_id"]].append(
            {
                "name": _name(row) if row["person_id"] else _group(row, tongue),
                "more": _more(row, posts.get(row["person_id"], "")) if row["person_id"] else _from(row),
                "role": tongue.roles[row["role"]] + tongue.manners[row["manner"]],
                "speech": speech,
                "speech_lang": speech_lang,
            }
        )
    return found


def _name(row: Row) -> str:
    parts = [row["person__given_name"], row["person__family_name"]]
    if row["person__name_order"] == Person.NameOrder.FAMILY_FIRST:
        parts.reverse()
    name = " ".join(part for part in parts if part) or row["person__native_name"]
    return " ".join(part for part in (row["person__honorific"], row["person__academic_style"], name) if part)


def _more(row: Row, posts: str) -> str:
    """What follows the name: the name in its own script, where another was said before it, and the posts."""
    latin = row["person__family_name"] or row["person__given_name"]
    native = row["person__native_name"] if latin else ""
    return (f" {native}" if native else "") + (f", {posts}" if posts else "")


def _group(row: Row, tongue: Tongue) -> str:
    label = tongue.text(row, "group__label")
    number = row["group__count"] if row["group__count"] is not None else row["group__count_as_worded"]
    return f"{number} {label}" if number else label


def _from(row: Row) -> str:
    """What follows a group: its rank as worded, and where it comes from."""
    origin = origin_of(
        countries=[code for code in (row["group__countries"] or "").split(",") if code],
        regions=row["group__regions"] or (),
        complete=row["group__list_complete"],
    )
    return "".join(f", {part}" for part in (row["group__rank"], origin) if part)


def _posts(event: Event, people: Iterable[int], tongue: Tongue) -> dict[int, str]:
    """The posts of each person as one text: those the registration names, else those held on the event's first day."""
    named = Registration.posts.through.objects.filter(post_id=OuterRef("pk"), registration__event=event)
    rows = (
        PostQuerySet(Post).filter(person_id__in=list(people)).annotate(held_then=Exists(named)).values(*POST)
    )
    of_person: dict[int, list[Row]] = defaultdict(list)
    for row in rows.order_by("person_id", "position", "pk"):
        of_person[row["person_id"]].append(row)
    return {person: _posts_in_words(event, found, tongue) for person, found in of_person.items()}


def _posts_in_words(event: Event, rows: Sequence[Row], tongue: Tongue) -> str:
    held = [row for row in rows if row["held_then"]] or [row for row in rows if _held(row, event.start_on)]
    told = []
    for row in held:
        body = tongue.text(row, "organization__name") or row["organization__native_name"]
        told.append(", ".join(part for part in (tongue.text(row, "title"), body) if part))
    return "; ".join(part for part in told if part)


def _held(row: Row, on: PartialDate | None) -> bool:
    """Not known to have ended before, or begun after, that day; the texts of dates sort as dates do."""
    if on is None or on.year is None:
        return row["until"] is None
    since, until = row["since"], row["until"]
    day = str(on)
    return (until is None or until.year is None or str(until) >= day[: len(str(until))]) and (
        since is None or since.year is None or str(since)[: len(day)] <= day
    )
