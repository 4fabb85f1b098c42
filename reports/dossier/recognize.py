"""Finding in an office's directory whom a dossier speaks of; what could be several is an error, never a guess.

In this order:

1. `same_as` names the record; `different_from` takes records out.
2. An identifier names the record. Identifiers of several records are an error.
3. A name that is equal, folded (case, accents, spaces), to one of the record's: its name in any language, its native name,
   an alias. Of several, those that contradict are left out (another country, kind, native name or identifier of the same
   scheme), then an organization's city or a person's organization decides. If all contradict, or several are left, that is an
   error with its candidates.
4. The short name of an organization, where nothing contradicts, not even the full name in a language in which both have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from base.search import fold
from people.models import Organization, Person
from reports.dossier import who
from reports.dossier.check import Candidate

R = TypeVar("R", Organization, Person)
Stated = who.Organization | who.Person


@dataclass(slots=True)
class Traits(Generic[R]):
    """What tells a record from others, folded; of a record of the directory or of one that the dossier adds."""

    row: R
    label: str
    names: set[str]
    weak_names: set[str] = field(default_factory=set)
    by_language: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    """What one record has only one of; two different values contradict."""
    identifiers: dict[str, str] = field(default_factory=dict)
    hints: set[Hashable] = field(default_factory=set)
    """What decides between several: a city, the organizations of a person's posts."""

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.row.uid, self.label)


class UnclearError(Exception):
    """It cannot be said which record is meant; `candidates` are those that it may be."""

    def __init__(self, expected: str, candidates: Iterable[Traits[Any]] = ()) -> None:
        self.expected = expected
        self.candidates = sorted(
            (one.candidate for one in candidates), key=lambda one: (one.label, str(one.uid))
        )
        super().__init__(expected)


class Recognizer(Generic[R]):
    """The records that answer to names and identifiers; new ones can be added while a dossier is planned."""

    def __init__(self, known: Iterable[Traits[R]], former: Mapping[UUID, UUID] | None = None) -> None:
        """`former`: uid of a record that went into another → uid of that one."""
        self._former = former or {}
        self._by_uid: dict[UUID, Traits[R]] = {}
        self._by_name: dict[str, dict[UUID, Traits[R]]] = defaultdict(dict)
        self._by_weak_name: dict[str, dict[UUID, Traits[R]]] = defaultdict(dict)
        self._by_identifier: dict[tuple[str, str], Traits[R]] = {}
        for one in known:
            self.add(one)

    def add(self, one: Traits[R]) -> None:
        self._by_uid[one.row.uid] = one
        for name in one.names:
            self._by_name[name][one.row.uid] = one
        for name in one.weak_names:
            self._by_weak_name[name][one.row.uid] = one
        for identifier in one.identifiers.items():
            self._by_identifier[identifier] = one

    def find(self, stated: Stated, traits: Traits[R]) -> Traits[R] | None:
        """The record that is meant, or None when it is new. Raises UnclearError."""
        excluded = set(stated.different_from)
        if stated.same_as is not None:
            return self._named_by_uid(stated.same_as, excluded)
        found = {
            one.row.uid: one
            for pair in traits.identifiers.items()
            if (one := self._by_identifier.get(pair)) and one.row.uid not in excluded
        }
        if len(found) > 1:
            raise UnclearError("identifiers of one record; these belong to several", found.values())
        if found:
            return next(iter(found.values()))
        named = self._answering(traits.names, self._by_name, excluded)
        if named:
            return self._only(named, traits)
        return self._by_short_name(traits, excluded)

    def _named_by_uid(self, uid: UUID, excluded: set[UUID]) -> Traits[R]:
        uid = self._former.get(uid, uid)
        if uid in excluded:
            raise UnclearError("a record that is not excluded by different_from")
        if uid not in self._by_uid:
            raise UnclearError("the uid of a record in the directory of this office")
        return self._by_uid[uid]

    def _only(self, named: Sequence[Traits[R]], traits: Traits[R]) -> Traits[R]:
        fitting = [one for one in named if not list(contradictions(traits, one))]
        if not fitting:
            reasons = sorted({reason for one in named for reason in contradictions(traits, one)})
            raise UnclearError(
                f"{_HOW}; the name fits, but what is stated contradicts the record ({', '.join(reasons)})",
                named,
            )
        if len(fitting) > 1:
            told = [one for one in fitting if one.hints & traits.hints]
            fitting = told if len(told) == 1 else fitting
        if len(fitting) > 1:
            raise UnclearError(f"{_HOW}; the name fits several records", fitting)
        return fitting[0]

    def _by_short_name(self, traits: Traits[R], excluded: set[UUID]) -> Traits[R] | None:
        names = traits.names | traits.weak_names
        found = {one.row.uid: one for one in self._answering(names, self._by_weak_name, excluded)}
        found |= {one.row.uid: one for one in self._answering(traits.weak_names, self._by_name, excluded)}
        fitting = [
            one
            for one in found.values()
            if not list(contradictions(traits, one)) and not _named_differently(traits, one)
        ]
        if len(fitting) > 1:
            raise UnclearError(f"{_HOW}; the short name fits several records", fitting)
        return fitting[0] if fitting else None

    @staticmethod
    def _answering(
        names: Iterable[str], index: Mapping[str, Mapping[UUID, Traits[R]]], excluded: set[UUID]
    ) -> list[Traits[R]]:
        found = {uid: one for name in names if name in index for uid, one in index[name].items()}
        return [one for uid, one in found.items() if uid not in excluded]


_HOW = "the record that is meant as same_as, or those that are not meant as different_from"


def contradictions(one: Traits[Any], other: Traits[Any]) -> Iterator[str]:
    """The names of facts and schemes in which two records differ for certain."""
    for mine, theirs in ((one.facts, other.facts), (one.identifiers, other.identifiers)):
        for name, value in mine.items():
            if value and theirs.get(name) and theirs[name] != value:
                yield name


def _named_differently(one: Traits[Any], other: Traits[Any]) -> bool:
    """Whether both have a full name in one language, and neither is a name of the other."""
    return any(
        name not in other.names | other.weak_names
        and other.by_language[language] not in one.names | one.weak_names
        for language, name in one.by_language.items()
        if other.by_language.get(language)
    )


def key(name: str) -> str:
    """A name as it is compared: folded, spaces as one."""
    text = name.casefold() if name.isascii() else fold(name)
    return " ".join(text.split())


def keys_of(names: Iterable[str | None]) -> set[str]:
    return {key(name) for name in names if name}
