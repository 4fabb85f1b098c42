"""What a list of people from a file would change: every row read, recognised and compared before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.collecting import uncollected
from base.languages import texts
from base.matching import same_forms
from base.search import fold
from base.tables import CellError, Table, plain
from people.models import Office, Organization, Person, Post
from people.services.acquaintances import Acquaintances, Candidate, goes_by, name_of
from people.services.row_people import Organizations, known_organizations, person_of, post_of

NEW = "new"
"""The choice “another person” for a row that resembles somebody."""
Choices = Mapping[str, str]
"""Number of a row → the uid of the person meant, or `new`."""
UPDATED = ("honorific", "academic_style", "phone", "country", "language", "languages")
FILLED = ("email", "native_name")
"""What tells people apart is only filled in where nothing stands."""


class Fate(models.TextChoices):
    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    THERE = "there", gettext_lazy("already there")
    REPEATED = "repeated", gettext_lazy("twice in the file")
    OPEN = "open", gettext_lazy("to be decided")


@dataclass(slots=True)
class Line:
    """One row: the person as the file states them, whom it means, and what it changes."""

    number: int
    values: Mapping[str, Any]
    person: Person
    known: Person | None = None
    candidates: Sequence[Candidate] = ()
    chosen: str = ""
    fate: Fate = Fate.NEW
    changes: dict[str, Any] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    post: Post | None = None
    held: Post | None = None
    current: Sequence[Post] = ()

    @property
    def posts(self) -> list[Post]:
        """The post that the row names, else those held now."""
        named = self.post or self.held
        return [named] if named else list(self.current)

    @property
    def meant(self) -> Person:
        """The person of the directory, or the new one."""
        return self.known or self.person

    @property
    def counts(self) -> bool:
        """Whether the row stands for somebody of its own."""
        return self.fate not in (Fate.REPEATED, Fate.OPEN)

    @property
    def told(self) -> list[str]:
        """What changes for somebody who is there, in words."""
        fields: Any = {one.name: one for one in Person._meta.concrete_fields}
        labels = [str(fields[name].verbose_name) for name in self.changes]
        return [*labels, *([_("a further post")] if self.post else []), *self.added]

    def alter(self, what: str) -> None:
        """Something beyond the directory changes for somebody who is there."""
        self.added.append(what)
        if self.fate is Fate.THERE:
            self.fate = Fate.CHANGED


@dataclass(slots=True)
class Roster:
    lines: list[Line] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    organizations: Organizations = field(default_factory=dict)

    def of_fate(self, *fates: Fate) -> list[Line]:
        return [line for line in self.lines if line.fate in fates]

    @property
    def open(self) -> list[Line]:
        return self.of_fate(Fate.OPEN)

    @property
    def alike(self) -> list[Line]:
        """The rows that resemble somebody, decided or not."""
        return [line for line in self.lines if line.candidates]

    @property
    def changes_anything(self) -> bool:
        return any(line.fate in (Fate.NEW, Fate.CHANGED) for line in self.lines)

    @property
    def new_organizations(self) -> list[Organization]:
        used = {id(line.post.organization) for line in self.lines if line.post and line.counts}
        return [one for one in self.organizations.values() if one._state.adding and id(one) in used]

    def refuse(self, line: Line, column: Any, value: str, expected: str) -> None:
        self.errors.append(CellError(line.number, str(column), value[:60], expected))


Passports = Callable[[Iterable[tuple[int, Mapping[str, Any]]]], Mapping[int, Collection[int]]]
"""(number, values) of rows → by the row's number the people who have its passport."""


@uncollected()
def plan_roster(
    table: Table,
    *,
    office: Office,
    language: str,
    choices: Choices,
    expected: Mapping[int, Collection[str]] | None = None,
    passports: Passports | None = None,
) -> Roster:
    """Compare with the office's directory, in four queries and those of `passports`.

    `expected` are the people who stand in the list already, with the e-mails they stand there with.
    """
    roster = Roster(errors=list(table.errors), unknown=list(table.unknown))
    roster.organizations = known_organizations(office)
    directory = Acquaintances(office, addresses=expected)
    by_passport = passports(table.rows) if passports else {}
    for number, values in table.rows:
        person = person_of(office, number, values, roster.errors)
        if person is not None:
            roster.lines.append(Line(number, values, person))
    meeting = _Meeting(directory, expected or {}, choices)
    for line in roster.lines:
        meeting.settle(line, by_passport.get(line.number, ()))
    _compare(roster, office, language)
    return roster


class _Meeting:
    """Goes through the rows in order; who was met in one is met in no other."""

    def __init__(self, directory: Acquaintances, expected: Collection[int], choices: Choices) -> None:
        self.directory, self.expected, self.choices = directory, expected, choices
        self.by_uid = {str(person.uid): person for person in directory.people.values()}
        self.taken: dict[int, Line] = {}
        self.newcomers: dict[str, list[Line]] = defaultdict(list)

    def settle(self, line: Line, by_passport: Collection[int]) -> None:
        met = self.directory.meet(
            line.person, by_passport=by_passport, expected=self.expected, taken=self._others(line)
        )
        line.candidates = met.candidates
        chosen = self.choices.get(str(line.number), "")
        if met.certain is not None:
            self._is(line, met.certain)
        elif chosen in self.by_uid:
            line.chosen = chosen
            self._is(line, self.by_uid[chosen])
        elif met.candidates and chosen != NEW:
            if met.likely is None:
                line.fate = Fate.OPEN
            else:
                line.chosen = str(met.likely.uid)
                self._is(line, met.likely)
        else:
            line.chosen = NEW if met.candidates else ""
            self._is_new(line)

    def _others(self, line: Line) -> set[int]:
        """Those met in earlier rows that this row contradicts by its e-mail."""
        email = line.person.email.lower()
        return {
            pk for pk in self.directory.names.same(name_of(line.person)) if self._met_otherwise(pk, email)
        }

    def _met_otherwise(self, pk: int, email: str) -> bool:
        earlier = self.taken.get(pk)
        return (
            earlier is not None
            and bool(email and earlier.person.email)
            and earlier.person.email.lower() != email
        )

    def _is(self, line: Line, person: Person) -> None:
        line.known = person
        line.fate = Fate.REPEATED if person.pk in self.taken else Fate.THERE
        self.taken.setdefault(person.pk, line)

    def _is_new(self, line: Line) -> None:
        forms = same_forms(name_of(line.person))
        for form in sorted(forms):
            for earlier in self.newcomers[form]:
                one, other = line.person.email.lower(), earlier.person.email.lower()
                if not (one and other) or one == other:
                    line.fate = Fate.REPEATED
                    return
        line.fate = Fate.NEW
        for form in forms:
            self.newcomers[form].append(line)


def _compare(roster: Roster, office: Office, language: str) -> None:
    """What the rows change in the directory: facts of people, and the posts they hold."""
    known = {line.known.pk: line for line in roster.lines if line.known and line.counts}
    posts: dict[int, list[Post]] = defaultdict(list)
    if known:
        for post in (
            Post.objects.of(office).filter(person__in=known, until=None).select_related("organization")
        ):
            posts[post.person_id].append(post)
    for line in roster.lines:
        if not line.counts:
            continue
        post = post_of(
            line.meant, line.number, line.values,
            organizations=roster.organizations, errors=roster.errors, language=language,
        )  # fmt: skip
        line.current = posts[line.known.pk] if line.known else ()
        line.held = post and _same_post(post, line.current)
        line.post = None if line.held else post
        if line.known:
            line.changes = _changes(line.known, line.person)
            if line.changes or line.post:
                line.fate = Fate.CHANGED


def _same_post(post: Post, held: Iterable[Post]) -> Post | None:
    """The post that is held already: the same body and, in any language, the same title."""
    wanted = {fold(text) for text in texts(post, "title").values()}
    for one in held:
        if one.organization_id != (post.organization.pk if post.organization else None):
            continue
        if not wanted or wanted & {fold(text) for text in texts(one, "title").values()}:
            return one
    return None


def _changes(known: Person, stated: Person) -> dict[str, Any]:
    changes = {}
    for name in UPDATED + FILLED:
        value, before = getattr(stated, name), getattr(known, name)
        if value and value != before and (name in UPDATED or not before):
            changes[name] = value
    if not goes_by(known, stated) and "native_name" not in changes:
        changes["aliases"] = [*known.aliases, stated.name]
    if "languages" in changes:
        changes["languages"] = list(dict.fromkeys([*known.languages, *stated.languages]))
        if changes["languages"] == known.languages:
            del changes["languages"]
    return changes


def demand_unlike(roster: Roster, key: str, label: Any) -> None:
    """Two rows for different people never state the same value; what is wrong is added to the errors."""
    first: dict[str, Line] = {}
    for line in roster.lines:
        value = plain(str(line.values.get(key, "")))
        if not value:
            continue
        earlier = first.setdefault(value, line)
        if earlier is not line and line.fate is not Fate.REPEATED:
            expected = _("a number that no other row has; row %(row)s has it") % {"row": earlier.number}
            roster.refuse(line, label, str(line.values[key]), expected)
