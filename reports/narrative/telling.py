"""What every section needs to tell a dossier in one language: names, posts, places, dates and texts as phrases."""

from __future__ import annotations

from datetime import time
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base import dates
from base.locale_text import country_name
from base.wording import date_in_words, number_in_words, time_in_words
from reports.dossier.atoms import PartialDate, Text
from reports.dossier.schema import Dossier
from reports.dossier.vocabulary import EventState
from reports.dossier.what import AgendaItem
from reports.dossier.who import OneOf, Organization, Person, Post
from reports.narrative import words
from reports.narrative.tree import NOTHING, Phrase, Run, Statement, join, phrase


class Telling:
    """A dossier with the reader's language. `mark` tells what is not stated, instead of leaving it out."""

    def __init__(self, dossier: Dossier, language: str, *, mark: bool) -> None:
        self.dossier = dossier
        self.language = language
        self.mark = mark
        self._names: dict[str, Phrase] = {}
        self._posts: dict[int, Phrase] = {}

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        return {record.id: record for record in self.dossier.organizations}

    @cached_property
    def people(self) -> dict[str, Person]:
        return {record.id: record for record in self.dossier.people}

    @cached_property
    def people_paths(self) -> dict[str, str]:
        return {record.id: f"$.people[{place}]" for place, record in enumerate(self.dossier.people)}

    @cached_property
    def groups(self) -> dict[str, int]:
        """Position of each group."""
        return {record.id: place for place, record in enumerate(self.dossier.groups)}

    @property
    def is_over(self) -> bool:
        """Whether the event has been held, so that what is still planned is told apart."""
        return self.dossier.event.state in (EventState.HELD, EventState.CLOSED)

    # --- texts ---
    def text(self, text: Text | None) -> Phrase:
        if text is None:
            return ()
        content, language = text.read(self.language)
        return (Run(content, None if language == self.language else language),)

    def quoted(self, words_as_published: str, language: str | None) -> Phrase:
        return (Run(words_as_published, None if language in (None, self.language) else language),)

    def listed(self, phrases: list[Phrase]) -> Phrase:
        return join([item for item in phrases if item], self.language)

    def not_stated(self) -> Statement:
        """The cell of something not stated: empty, or marked."""
        return Statement((Run(_("not stated"), muted=True),)) if self.mark else NOTHING

    def stated(self, content: Phrase, *refs: str) -> Statement:
        return Statement(content, refs) if content else self.not_stated()

    # --- who ---
    def organization(self, key: str | None) -> Phrase:
        return self.text(self.organizations[key].names) if key else ()

    def person(self, key: str) -> Phrase:
        if key not in self._names:
            self._names[key] = self._person(self.people[key])
        return self._names[key]

    def _person(self, person: Person) -> Phrase:
        name, native = person.full_name, person.native_name
        if native and native != name:
            first, second = (native, name) if self.language == "zh-hans" else (name, native)
            name = pgettext("name in two scripts", "%(first)s (%(second)s)") % {
                "first": first,
                "second": second,
            }
        for style in (person.academic_style, person.honorific):
            if style:
                name = words.styled_name(style, name)
        return (Run(name),)

    def group(self, key: str) -> Phrase:
        return self.text(self.dossier.groups[self.groups[key]].label)

    def one(self, record: OneOf) -> Phrase:
        """The named person or the unnamed group."""
        return self.person(record.person) if record.person else self.group(record.group or "")

    def path_of(self, record: OneOf) -> str:
        return (
            self.people_paths[record.person]
            if record.person
            else f"$.groups[{self.groups[record.group or '']}]"
        )

    def posts(self, posts: list[Post]) -> Phrase:
        """All posts, one after the other."""
        told = [self._post(post) for post in posts]
        runs: list[Run] = []
        for post in filter(None, told):
            if runs:
                runs.append(Run(pgettext("between two posts", "; ")))
            runs.extend(post)
        return tuple(runs)

    def _post(self, post: Post) -> Phrase:
        title, department, body = (
            self.text(post.title),
            self.text(post.department),
            self.organization(post.organization),
        )
        if title and department and body:
            return phrase(
                pgettext("post", "%(title)s, %(department)s, %(body)s"),
                title=title,
                department=department,
                body=body,
            )
        if title and (department or body):
            return phrase(pgettext("post", "%(title)s, %(body)s"), title=title, body=department or body)
        if department and body:
            return phrase(
                pgettext("post without title", "%(department)s, %(body)s"), department=department, body=body
            )
        return title or department or body

    # --- where and when ---
    def countries(self, codes: list[str]) -> Phrase:
        return join([(Run(country_name(code, self.language)),) for code in codes], self.language)

    def place(self, place: Text | None, city: str | None = None, country: str | None = None) -> Phrase:
        """From the narrow to the wide, as far as stated."""
        told = self.text(place)
        for wide in (city, country and country_name(country, self.language)):
            if wide:
                told = (
                    phrase(pgettext("place", "%(narrow)s, %(wide)s"), narrow=told, wide=wide)
                    if told
                    else (Run(wide),)
                )
        return told

    def date(self, date: PartialDate | None) -> str:
        if date is None:
            return ""
        return date_in_words(dates.PartialDate(date.year, date.month, date.day), language=self.language)

    def hours(self, start: time | None, end: time | None) -> str:
        if not start:
            return ""
        first = time_in_words(start, language=self.language)
        return f"{first} – {time_in_words(end, language=self.language)}" if end else first

    def when_in_day(self, item: AgendaItem) -> str:
        return self.hours(item.start_time, item.end_time) or (
            words.part_of_day(item.part_of_day) if item.part_of_day else ""
        )

    def number(self, value: int) -> str:
        return number_in_words(value, language=self.language)
