"""Passports and diets of many people at once, sealed and written by sets."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from base.sealing import bound, seal, unseal
from delegations.models import Needs, TravelDocument
from delegations.services import retention
from delegations.services.travel_documents import number_indexes, opened
from events.models import Registration
from people.models import Office, Person
from people.services import record_sets
from people.services.journal import Actor


@dataclass(frozen=True, slots=True)
class Passport:
    """What a row of a file states of a passport; what it leaves out stays as it was."""

    country: str
    number: str
    printed_name: str = ""
    born_on: dt.date | None = None
    expires_on: dt.date | None = None

    def text(self, name: str) -> str:
        """A sealed field as it is sealed."""
        value = getattr(self, name)
        return value.isoformat() if isinstance(value, dt.date) else value or ""


def holders(office: Office, stated: Mapping[int, Passport]) -> dict[int, set[int]]:
    """Number of a row → the people who have its passport; one query."""
    by_index: dict[bytes, list[int]] = defaultdict(list)
    for number, one in stated.items():
        for index in number_indexes(one.country, one.number):
            by_index[index].append(number)
    found: dict[int, set[int]] = defaultdict(set)
    if by_index:
        rows = TravelDocument.objects.filter(office=office, number_index__in=list(by_index))
        for index, person in rows.values_list("number_index", "person_id"):
            for number in by_index[bytes(index)]:
                found[number].add(person)
    return found


def documents_of(people: Collection[int]) -> dict[int, list[TravelDocument]]:
    """By person; one query."""
    found: dict[int, list[TravelDocument]] = defaultdict(list)
    if people:
        for row in TravelDocument.objects.filter(person__in=people):
            found[row.person_id].append(row)
    return found


def document_with_changes(
    documents: Sequence[TravelDocument], stated: Passport
) -> tuple[TravelDocument | None, dict[str, Any]]:
    """The document of this number among a person's, with what is stated otherwise; None for a further document.

    Raises Conflict when one does not open.
    """
    wanted = number_indexes(stated.country, stated.number)
    for row in documents:
        if bytes(row.number_index) in wanted:
            return row, _differing(row, stated)
    return None, {}


def add_documents(
    wanted: Iterable[tuple[Person, Passport]], *, by: Actor, at: dt.datetime
) -> list[TravelDocument]:
    """Further documents of people, kept as long as the office has decided. Raises SetRefused."""
    made = []
    for person, stated in wanted:
        row = TravelDocument(
            office_id=person.office_id, person=person, country=stated.country, expires_on=stated.expires_on,
            number_index=number_indexes(stated.country, stated.number)[0],
        )  # fmt: skip
        for name in TravelDocument.SEALED:
            setattr(row, name, seal(stated.text(name), bound_to=bound(row, name)))
        made.append(row)
    record_sets.create_many(made, by=by, at=at, verb="travel document recorded")
    if made:
        retention.recompute(TravelDocument.objects.filter(pk__in=[row.pk for row in made]))
    return made


def amend_documents(
    pairs: Iterable[tuple[TravelDocument, Mapping[str, Any]]], *, by: Actor, at: dt.datetime
) -> None:
    """A changed document is to be checked anew. Raises SetRefused, Stale."""
    record_sets.amend_many([(row, {**changes, "checked_at": None}) for row, changes in pairs], by=by, at=at)


def diets_of(registrations: Collection[int]) -> dict[int, Needs]:
    """By registration; one query."""
    rows = Needs.objects.filter(registration__in=registrations) if registrations else ()
    return {row.registration_id: row for row in rows}


def diet_differs(needs: Needs | None, diet: str) -> bool:
    """Raises SealError when what is stated does not open."""
    stated = unseal(needs.diet, bound_to=bound(needs, "diet")) if needs and needs.diet else ""
    return diet != stated


def set_diets(
    wanted: Iterable[tuple[Registration, Needs | None, str]], *, by: Actor, at: dt.datetime
) -> None:
    """What people may eat, in place of what was stated. Raises SetRefused, Stale."""
    fresh, changed = [], []
    for registration, there, diet in wanted:
        row = there or Needs(office_id=registration.office_id, registration=registration)
        sealed = seal(diet, bound_to=bound(row, "diet"))
        if there:
            changed.append((row, {"diet": sealed}))
        else:
            row.diet = sealed
            fresh.append(row)
    record_sets.create_many(fresh, by=by, at=at)
    record_sets.amend_many(changed, by=by, at=at)


def _differing(row: TravelDocument, stated: Passport) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if stated.expires_on and stated.expires_on != row.expires_on:
        changes["expires_on"] = stated.expires_on
    clear = opened(row)
    present = Passport(str(row.country), clear.number, clear.printed_name, clear.born_on)
    for name in TravelDocument.SEALED:
        if stated.text(name) and stated.text(name) != present.text(name):
            changes[name] = seal(stated.text(name), bound_to=bound(row, name))
    return changes
