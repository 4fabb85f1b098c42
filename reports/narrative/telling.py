"""What every section needs to tell a dossier in one language: names, posts, places, dates and texts as phrases."""

from __future__ import annotations

import copy
from datetime import time
from functools import cached_property
from typing import Any

from babel.dates import format_time
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base import dates
from base.locale_text import country_name
from base.wording import current_locale, date_in_words, number_in_words, time_in_words
from reports.dossier.atoms import PartialDate, Text
from reports.dossier.results import Agreement, Outcome
from reports.dossier.schema import Dossier
from reports.dossier.vocabulary import EventState
from reports.dossier.what import AgendaItem, Event
from reports.dossier.who import OneOf, Organization, Person, Post
from reports.narrative import words, words_who
from reports.narrative.tree import NOTHING, Phrase, Run, Statement, join, phrase

LAST_RANK = 1_000_000


class Telling:
    """A dossier with the reader's language. `mark` tells what is not stated, instead of leaving it out.

    It tells of the event itself; `within` gives the telling of one of its sub-events.
    """

    def __init__(self, dossier: Dossier, language: str, *, mark: bool) -> None:
        self.dossier = dossier
        self.language = language
        self.mark = mark
        self.event: Event = dossier.event
        self.path = "$.event"
        self.sub_event: str | None = None
        self._names: dict[str, Phrase] = {}

    def within(self, place: int) -> Telling:
        """The telling of the sub-event at this place of the file."""
        inner = copy.copy(self)
        inner.event = self.dossier.sub_events[place]
        inner.path = f"$.sub_events[{place}]"
        inner.sub_event = inner.event.slug
        return inner

    def own(self, collection: str) -> list[tuple[int, Any]]:
        """The records of the collection that belong to the event told of, with their places in the file."""
        records = enumerate(getattr(self.dossier, collection))
        return [(place, record) for place, record in records if record.sub_event == self.sub_event]

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

    @cached_property
    def agenda_items(self) -> dict[str, tuple[int, AgendaItem]]:
        return {record.id: (place, record) for place, record in enumerate(self.dossier.agenda)}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        return {record.id: record for record in self.dossier.outcomes}

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        return {record.id: record for record in self.dossier.agreements}

    @property
    def is_over(self) -> bool:
        """Whether the event has been held, so that what is still planned is told apart."""
        return self.event.state in (EventState.HELD, EventState.CLOSED)

    # --- texts ---
    def text(self, text: Text | None) -> Phrase:
        if text is None:
            return ()
        content, language = text.read(self.language)
        return (Run(content, None if language == self.language else language),)

    def heading(self, text: Text) -> tuple[str, str | None]:
        """The text with its language where that is not the reader's."""
        [run] = self.text(text)
        return run.text, run.lang

    def quoted(self, words_as_published: str, language: str | None) -> Phrase:
        return (Run(words_as_published, None if language in (None, self.language) else language),)

    def listed(self, phrases: list[Phrase]) -> Phrase:
        return join([item for item in phrases if item], self.language)

    def one_after_another(self, phrases: list[Phrase]) -> Phrase:
        """Phrases that hold commas themselves."""
        runs: list[Run] = []
        for told in filter(None, phrases):
            if runs:
                runs.append(Run(pgettext("between two posts", "; ")))
            runs.extend(told)
        return tuple(runs)

    def sentence(self, content: Phrase) -> Phrase:
        """With a full stop, where what was written has none."""
        if not content or content[-1].text.rstrip("\"'”’»）)")[-1:] in ".!?…。！？":
            return content
        in_chinese = (content[-1].lang or self.language).startswith("zh")
        return (*content, Run("。" if in_chinese else "."))

    def not_stated(self) -> Statement:
        """The cell of something not stated: empty, or marked."""
        return Statement((Run(_("not stated"), muted=True),)) if self.mark else NOTHING

    def stated(self, content: Phrase | str, *refs: str) -> Statement:
        if isinstance(content, str):
            content = (Run(content),) if content else ()
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
                name = words_who.styled_name(style, name)
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
        """All posts in protocol order: by rank where stated, then as they were mentioned."""
        return self.one_after_another([self.post(post) for post in sorted(posts, key=post_rank)])

    def post(self, post: Post) -> Phrase:
        told = self._post(post)
        term = self.term(post.since, post.until)
        if told and term:
            return phrase(pgettext("post and term", "%(post)s (%(term)s)"), post=told, term=term)
        return told

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
        return join([(Run(self.country(code)),) for code in codes], self.language)

    def country(self, code: str | None) -> str:
        return country_name(code, self.language) if code else ""

    def place(self, place: Text | None, city: str | None = None, country: str | None = None) -> Phrase:
        """From the narrow to the wide, as far as stated; a city that the place names is not named again."""
        told = self.text(place)
        for wide in (city, self.country(country)):
            if wide and not any(wide in run.text for run in told):
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

    def term(self, since: PartialDate | None, until: PartialDate | None) -> str:
        """`2020 – 2024`, `since 2020`, `until 2024`; nothing where neither is stated."""
        first, last = self.date(since), self.date(until)
        if first and last:
            return f"{first} – {last}"
        if first:
            return _("since %(date)s") % {"date": first}
        return _("until %(date)s") % {"date": last} if last else ""

    def hours(self, start: time | None, end: time | None) -> str:
        if not start:
            last = time_in_words(end, language=self.language)
            return _("until %(date)s") % {"date": last} if last else ""
        first = time_in_words(start, language=self.language)
        return f"{first} – {time_in_words(end, language=self.language)}" if end else first

    def time_as_printed(self, value: time) -> str:
        return str(format_time(value, "medium", locale=current_locale(self.language)))

    def when_in_day(self, item: AgendaItem) -> str:
        return self.hours(item.start_time, item.end_time) or (
            words.part_of_day(item.part_of_day) if item.part_of_day else ""
        )

    def item_title(self, item: AgendaItem) -> Phrase:
        return self.text(item.title) or (Run(words.agenda_kind(item.kind)),)

    def item(self, key: str | None) -> Phrase:
        return self.item_title(self.agenda_items[key][1]) if key else ()

    def number(self, value: Any) -> str:
        return number_in_words(value, language=self.language)


def post_rank(post: Post) -> int:
    """Protocol rank, 1 the highest; what has no stated rank comes after all that has one."""
    return post.rank if post.rank is not None else LAST_RANK
