"""Whom of the directory a row of a file means: for certain, or as one of those put before the user side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy

from base.matching import Name, NameIndex, agree
from people.models import Merger, Office, Person

MOST = 5
"""So many that resemble one row are shown."""


class Why(models.TextChoices):
    PASSPORT = "passport", gettext_lazy("same passport")
    EMAIL = "email", gettext_lazy("same e-mail")
    NAME = "name", gettext_lazy("same name")
    SIMILAR = "similar", gettext_lazy("similar name")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the directory who may be meant, and what speaks for it."""

    person: Person
    reasons: tuple[Why, ...]


@dataclass(slots=True)
class Met:
    """`certain` is the person meant; else `candidates` may be, `likely` the one that nothing speaks against."""

    certain: Person | None = None
    candidates: list[Candidate] = field(default_factory=list)
    likely: Person | None = None


class Acquaintances:
    """The people of an office, found by e-mail, by passport and by name; read in two queries."""

    def __init__(self, office: Office, *, addresses: Mapping[int, Collection[str]] | None = None) -> None:
        """`addresses`: further e-mails of people, such as those they registered with."""
        self.people: dict[int, Person] = {}
        self.emails: dict[str, list[int]] = {}
        self.names: NameIndex[int] = NameIndex()
        self.addresses = _former_addresses(office, addresses or {})
        rows = Person.objects.of(office).order_by("pk").defer("search", "notes", "sort_name")
        for person in rows:
            self.people[person.pk] = person
            person.office = office
            for address in self._addresses(person):
                self.emails.setdefault(address, []).append(person.pk)
            for name in names_of(person):
                self.names.add(person.pk, name)

    def meet(
        self,
        person: Person,
        *,
        by_passport: Iterable[int] = (),
        expected: Collection[int] = (),
        taken: Collection[int] = (),
    ) -> Met:
        """`expected` are those who stand in the list already: a namesake among them is meant, unless `taken` by another row."""
        name = name_of(person)
        same = [pk for pk in self.names.same(name) if pk not in taken]
        reasons: dict[int, list[Why]] = {}
        for why, found in (
            (Why.PASSPORT, by_passport),
            (Why.EMAIL, self.emails.get(person.email.lower(), ()) if person.email else ()),
            (Why.NAME, same),
        ):
            for pk in found:
                if pk in self.people:
                    reasons.setdefault(pk, []).append(why)
        certain = next(
            (
                pk
                for pk in sorted(reasons, key=lambda pk: (pk not in expected, pk))
                if Why.NAME in reasons[pk]
                and (len(reasons[pk]) > 1 or (pk in expected and not self._contradicted(person, pk)))
            ),
            None,
        )
        if certain is not None:
            return Met(certain=self.people[certain])
        for pk in self.names.similar(name):
            if pk in reasons and Why.NAME not in reasons[pk]:
                reasons[pk].append(Why.SIMILAR)
            elif pk not in reasons and pk not in taken and not self._from_elsewhere(person, pk):
                reasons[pk] = [Why.SIMILAR]
        return self._unsure(person, reasons)

    def _unsure(self, person: Person, reasons: Mapping[int, list[Why]]) -> Met:
        order = sorted(reasons, key=lambda pk: (tuple(list(Why).index(why) for why in reasons[pk]), pk))
        candidates = [Candidate(self.people[pk], tuple(reasons[pk])) for pk in order[:MOST]]
        likely = [pk for pk in order if Why.NAME in reasons[pk] and not self._contradicted(person, pk)]
        return Met(None, candidates, self.people[likely[0]] if len(likely) == 1 else None)

    def _contradicted(self, person: Person, pk: int) -> bool:
        addresses = self._addresses(self.people[pk])
        other_address = bool(person.email and addresses) and person.email.lower() not in addresses
        return other_address or self._from_elsewhere(person, pk)

    def _from_elsewhere(self, person: Person, pk: int) -> bool:
        there = self.people[pk].country
        return bool(person.country and there) and str(person.country) != str(there)

    def _addresses(self, person: Person) -> set[str]:
        stated = {person.email.lower()} if person.email else set()
        return stated | {address.lower() for address in self.addresses.get(person.pk, ()) if address}


def _former_addresses(office: Office, addresses: Mapping[int, Collection[str]]) -> dict[int, list[str]]:
    """With the e-mails of records that went into another."""
    found = {pk: list(emails) for pk, emails in addresses.items()}
    mergers = Merger.objects.of(office).filter(person__isnull=False)
    for pk, email in mergers.values_list("person_id", "kept_values__record__email"):
        if email:
            found.setdefault(pk, []).append(email)
    return found


def name_of(person: Person) -> Name:
    return Name(person.given_name, person.family_name, person.native_name)


def names_of(person: Person) -> list[Name]:
    """The name and the other names it is known by."""
    return [name_of(person), *(Name(family=alias) for alias in person.aliases)]


def goes_by(person: Person, other: Person) -> bool:
    """Whether the name of `other` is one that `person` is known by."""
    return any(agree(name, name_of(other)) for name in names_of(person))
