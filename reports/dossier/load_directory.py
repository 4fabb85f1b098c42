"""Loading the directory: organizations and people are recognized, added and amended, with their identifiers and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from base.languages import CODES
from people.models import Identifier, Organization, OrganizationLink, Person
from people.services import directory_sets
from people.services.record_sets import unsaved
from reports.dossier.bringing import Want, bring, never
from reports.dossier.loading import Loading, Steps, columns_of, listed, stated, value_of
from reports.dossier.recognize import Recognizer, Traits, UnclearError, key, keys_of
from reports.dossier.schema import Dossier
from reports.dossier.traits import (
    identifiers_of,
    organizations_of,
    people_of,
    traits_of_stated_organization,
    traits_of_stated_person,
)

R = TypeVar("R", Organization, Person)


@dataclass(slots=True)
class Entry(Generic[R]):
    """An organization or person of the dossier: the record that was recognized, or a new one.

    One that is unclear has a row without a key that is never stored, so that all who need it are told apart.
    """

    part: Any
    steps: Steps
    row: R
    traits: Traits[R]
    known: Traits[R] | None = None
    is_clear: bool = True

    @property
    def label(self) -> str:
        return self.traits.label


class Directory:
    """Records by the local ids of the dossier; one that was refused, or is unclear, has no key."""

    def __init__(self, dossier: Dossier, loading: Loading) -> None:
        self.dossier = dossier
        self.loading = loading
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.known_people: set[int] = set()

    def load(self) -> None:
        self._load_organizations()
        self._link()
        self._load_people()

    def organization(self, local_id: str | None) -> Organization | None:
        return self.organizations[local_id] if local_id else None

    def person(self, local_id: str | None) -> Person | None:
        return self.people[local_id] if local_id else None

    def _load_organizations(self) -> None:
        entries: list[Entry[Organization]] = []
        for number, part in enumerate(self.dossier.organizations):
            row = unsaved(Organization, office=self.loading.office)
            traits = traits_of_stated_organization(part, row)
            entries.append(Entry(part, ("organizations", number), row, traits))
        recognize(self.loading, entries, organizations_of(self.loading.office, self.dossier.organizations))
        self.organizations = {entry.part.id: entry.row for entry in entries}
        wants = [want_of(entry, values_of_organization(entry)) for entry in entries if entry.is_clear]
        bring(
            self.loading,
            "organization",
            wants,
            add=directory_sets.add_organizations,
            amend=directory_sets.amend_organizations,
        )
        self._identify(entries, "organization")

    def _load_people(self) -> None:
        entries: list[Entry[Person]] = []
        for number, part in enumerate(self.dossier.people):
            row = unsaved(Person, office=self.loading.office)
            at = [self.organizations[post.organization].pk for post in part.posts if post.organization]
            entries.append(Entry(part, ("people", number), row, traits_of_stated_person(part, row, at)))
        recognize(self.loading, entries, people_of(self.loading.office, self.dossier.people))
        self.people = {entry.part.id: entry.row for entry in entries}
        self.known_people = {entry.row.pk for entry in entries if entry.known}
        wants = [want_of(entry, values_of_person(entry)) for entry in entries if entry.is_clear]
        bring(self.loading, "person", wants, add=directory_sets.add_people, amend=directory_sets.amend_people)
        self._identify(entries, "person")

    def _identify(self, entries: Sequence[Entry[Any]], noun: str) -> None:
        wants = []
        for entry in entries:
            there = entry.known.identifiers if entry.known else {}
            for scheme, value in identifiers_of(entry.part).items():
                if entry.is_clear and there.get(scheme) != value:
                    row = Identifier(office=self.loading.office, scheme=scheme, **{noun: entry.row})
                    row.value = value
                    steps = (*entry.steps, "identifiers", scheme)
                    wants.append(Want(steps, entry.label, {"value": value}, row, is_known=False, value=value))
        bring(self.loading, "identifier", wants, add=directory_sets.identify_all, amend=never)

    def _link(self) -> None:
        wanted = [
            (number, place, part.id, link)
            for number, part in enumerate(self.dossier.organizations)
            for place, link in enumerate(part.links)
        ]
        ids = [row.pk for row in self.organizations.values() if row.pk]
        links = OrganizationLink.objects.filter(organization__in=ids)
        there = set(links.values_list("organization_id", "to_id", "kind")) if wanted else set()
        wants = []
        for number, place, local_id, link in wanted:
            one, other, kind = self.organizations[local_id], self.organizations[link.to], link.kind.value
            if one.pk and (one.pk, other.pk, kind) in there:
                continue
            there.add((one.pk, other.pk, kind))
            row = OrganizationLink(office=self.loading.office, organization=one, to=other, kind=kind)
            steps: Steps = ("organizations", number, "links", place)
            values = {"kind": kind, "to": other}
            wants.append(Want(steps, f"{one} – {other}", values, row, is_known=False, value=link.to))
        bring(self.loading, "organization link", wants, add=directory_sets.link_all, amend=never)


def recognize(loading: Loading, entries: Sequence[Entry[Any]], known: Recognizer[Any]) -> None:
    """Find the record of each entry. What is unclear is told, as are two entries that mean, or could mean, the same record."""
    first_with: dict[Any, Entry[Any]] = {}
    for entry in entries:
        try:
            entry.known = known.find(entry.part, entry.traits)
        except UnclearError as exc:
            _refuse(loading, entry, exc)
            continue
        if entry.known is None:
            continue
        entry.row = entry.known.row
        if other := first_with.get(entry.row.pk):
            expected = f"another record than {_path(other)}, which is the same: {entry.known.label}"
            _refuse(loading, entry, UnclearError(expected, [entry.known]))
        first_with.setdefault(entry.row.pk, entry)
    _demand_told_apart(loading, entries, known)


def _demand_told_apart(loading: Loading, entries: Sequence[Entry[Any]], known: Recognizer[Any]) -> None:
    """Loaded once more, each entry must mean the record that it means now."""
    by_uid = {}
    for entry in entries:
        if entry.is_clear:
            entry.traits.row = entry.row
            if entry.known:
                _merge(entry.traits, entry.known)
            known.add(entry.traits)
            by_uid[entry.row.uid] = entry
    for entry in entries:
        if not entry.is_clear or entry.part.same_as:
            continue
        try:
            again = known.find(entry.part, entry.traits)
            others = [] if again is None or again.row.uid == entry.row.uid else [again.row.uid]
        except UnclearError as exc:
            others = [one.uid for one in exc.candidates if one.uid != entry.row.uid]
        if others:
            told = ", ".join(_path(by_uid[uid]) if uid in by_uid else str(uid) for uid in others)
            _refuse(
                loading,
                entry,
                UnclearError(
                    f"something that tells it from {told}: an identifier, a native name, a country, or another name"
                ),
            )


def _merge(traits: Traits[Any], known: Traits[Any]) -> None:
    """What a recognized record will be known by once the dossier is loaded."""
    traits.names |= known.names
    traits.weak_names |= known.weak_names
    traits.by_language = {**known.by_language, **traits.by_language}
    traits.facts = {**known.facts, **{name: value for name, value in traits.facts.items() if value}}
    traits.identifiers = {**known.identifiers, **traits.identifiers}
    traits.hints = traits.hints | known.hints


def _refuse(loading: Loading, entry: Entry[Any], exc: UnclearError) -> None:
    """The row loses its key for all who refer to it; the record itself is not touched."""
    entry.is_clear = False
    entry.row = type(entry.row)(office=loading.office)
    listed_ = "; ".join(f"{one.label} [{one.uid}]" for one in exc.candidates)
    expected = f"{exc.expected}; candidates: {listed_}" if listed_ else exc.expected
    loading.refuse(entry.steps, entry.label, expected, exc.candidates)


def _path(entry: Entry[Any]) -> str:
    collection, number = entry.steps
    return f"$.{collection}[{number}]"


def want_of(entry: Entry[R], values: dict[str, Any]) -> Want[R]:
    """A new record takes its values at once; a known one keeps its own until it is amended."""
    if entry.known is None:
        for name, value in values.items():
            setattr(entry.row, name, value)
    return Want(entry.steps, entry.label, values, entry.row, entry.known is not None, value=entry.part.id)


def values_of_organization(entry: Entry[Organization]) -> dict[str, Any]:
    """Names in languages that content is not kept in become the native name, where none is stated, and aliases.

    A name by which the record is known already, if only as an alias, does not replace the one that it has; a name that is
    replaced stays as an alias.
    """
    part, row, known = entry.part, entry.row, entry.known
    foreign = [name for code, name in part.names.root.items() if code not in CODES]
    native = part.native_name
    if native is None and foreign and not row.native_name:
        native = foreign.pop(0)
    names = {**columns_of(name=part.names), "native_name": native, "short_name": part.short_name}
    replaced = _keep_known(names, row, known)
    return stated(
        {
            **names,
            "aliases": _aliases(row, part.aliases, [*foreign, *replaced], [native or row.native_name]),
            "kind": value_of(part.kind),
            "country": part.country,
            "city": part.city,
            "sector": value_of(part.sector),
            **columns_of(mandate=part.mandate),
            "policies": listed(part.policies),
        }
    )


def values_of_person(entry: Entry[Person]) -> dict[str, Any]:
    part, row, known = entry.part, entry.row, entry.known
    names = {"native_name": part.native_name}
    replaced = _keep_known(names, row, known)
    if known is None or not (row.given_name or row.family_name) or key(part.full_name) not in known.names:
        names |= {"given_name": part.given_name, "family_name": part.family_name}
        replaced += [row.name] if known and part.given_name and key(part.full_name) != key(row.name) else []
        if known is None or "name_order" in part.model_fields_set:
            names["name_order"] = part.name_order.value
    return stated(
        {
            **names,
            "honorific": part.honorific,
            "academic_style": part.academic_style,
            "aliases": _aliases(row, part.aliases, replaced, []),
            "languages": part.languages,
            "country": part.country,
        }
    )


def _keep_known(names: dict[str, Any], row: Any, known: Traits[Any] | None) -> list[str]:
    """Take out names by which a record is known already; returns those that the others replace."""
    replaced = []
    for name, value in list(names.items()):
        present = getattr(row, name)
        if known is None or not value or not present:
            continue
        if key(value) in (known.weak_names if name == "short_name" else known.names):
            names[name] = None
        elif key(value) != key(present):
            replaced.append(present)
    return replaced


def _aliases(row: Any, given: Iterable[str], replaced: Iterable[str], besides: Iterable[str]) -> list[str]:
    """The aliases there are, then those that are stated, to the letter; then names that are replaced and known by no other."""
    aliases = list(dict.fromkeys([*row.aliases, *given]))
    there = keys_of([*aliases, *besides])
    return [*aliases, *(name for name in dict.fromkeys(replaced) if key(name) not in there)]
