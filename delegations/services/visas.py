"""Visa cases: opened for everybody who needs one, followed along their way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from delegations.models import TravelDocument, VisaCase
from delegations.services.travel_documents import check_document
from delegations.states import VisaState
from events.models import Registration
from events.states import ENDED_STATES
from people.services import journal, records
from people.services.journal import Actor
from people.services.moves import may_move, move

STAMPS = {VisaState.APPLIED: "applied_on", VisaState.ISSUED: "decided_on", VisaState.REFUSED: "decided_on"}
"""The day that a state asks for; today unless stated."""


@transaction.atomic
def open_cases(
    registrations: Iterable[Registration],
    *,
    by: Actor,
    at: dt.datetime,
    exempt: Collection[str] = (),
    **values: Any,
) -> list[VisaCase]:
    """A case for each person who takes part and has none; returns those newly opened.

    `exempt`: countries whose passports need no visa; who has one is noted as exempt. `values`: kind, consulate,
    wanted_by, note. The newest document of each is taken. Raises Invalid.
    """
    chosen = _without_case(registrations)
    documents = newest_documents([one.person_id for one in chosen])
    cases = []
    for one in chosen:
        document = documents.get(one.person_id)
        state = VisaState.EXEMPT if nationality(one, document) in exempt else VisaState.DOCUMENTS_WANTED
        case = VisaCase(
            office_id=one.office_id, registration=one, document=document, state=state,
            created_at=at, updated_at=at, **values,
        )  # fmt: skip
        case.clean_fields()
        cases.append(case)
    made = VisaCase.objects.bulk_create(cases)
    journal.write(journal.entry(case, "visa case opened", by=by, at=at) for case in made)
    return list(made)


@transaction.atomic
def open_case(
    registration: Registration, values: Mapping[str, Any], *, by: Actor, at: dt.datetime
) -> VisaCase:
    """For one participant; values as of `amend_case`. Raises Invalid; Conflict when they have one, or do not take part as a person."""
    opened = open_cases([registration], by=by, at=at)
    if not opened:
        raise Conflict(_("The participant has a visa case already, or takes no part as a person."), field="registration")  # fmt: skip
    given = {name: value for name, value in values.items() if value is not None}
    if given:
        amend_case(opened[0], given, by=by, at=at)
    return opened[0]


@transaction.atomic
def amend_case(
    case: VisaCase, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Raises Invalid, Stale."""
    for name, value in changes.items():
        setattr(case, name, value)
    _demand_sound(case)
    return records.amend(case, changes, by=by, at=at, expected=expected)


@transaction.atomic
def move_cases(
    cases: Sequence[VisaCase],
    *,
    to: str,
    by: Actor,
    at: dt.datetime,
    on: dt.date | None = None,
    note: str = "",
    expected: int | None = None,
) -> list[VisaCase]:
    """Take cases along their way, all or none; `on` is the day of the application or decision, else today.

    Whoever says that the documents are checked has checked the travel document as well. Raises Conflict, Stale.
    """
    if to == VisaState.DOCUMENTS_CHECKED:
        _check_documents([case for case in cases if may_move(case, to)], by=by, at=at)
    stamped = STAMPS.get(VisaState(to))
    stamp = {stamped: on or at.date()} if stamped else None
    return move(cases, to=to, by=by, at=at, note=note, stamp=stamp, expected=expected)


def letters_issued(registrations: Collection[int], *, by: Actor, at: dt.datetime) -> list[VisaCase]:
    """The cases of participants who got a letter of invitation, as far as they wait for one."""
    waiting = VisaCase.objects.filter(
        registration__in=registrations, state=VisaState.DOCUMENTS_CHECKED
    ).select_related("registration__person")
    return move(list(waiting), to=VisaState.LETTER_ISSUED, by=by, at=at)


def delete_case(case: VisaCase, *, by: Actor, at: dt.datetime) -> None:
    """One that was opened by mistake. Raises Conflict once it was applied for."""
    if case.state in STAMPS:
        raise Conflict(_("What was applied for stays in the record."))
    records.delete(case, by=by, at=at, verb="visa case deleted")


def newest_documents(people: Collection[int | None]) -> dict[int | None, TravelDocument]:
    """The document of each person that is valid longest."""
    rows = TravelDocument.objects.filter(person__in=[pk for pk in people if pk]).order_by("expires_on", "pk")
    return {row.person_id: row for row in rows}


def nationality(registration: Registration, document: TravelDocument | None) -> str:
    """The country that issued the document; else the one stated at registration, else the person's."""
    person = registration.person
    return str((document and document.country) or registration.country or (person and person.country) or "")


def _without_case(registrations: Iterable[Registration]) -> list[Registration]:
    chosen = {one.pk: one for one in registrations if one.person_id and one.state not in ENDED_STATES}
    # Whoever opens cases for the same people waits here, so that none is opened twice.
    list(Registration.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk").values_list("pk"))  # fmt: skip
    taken = set(VisaCase.objects.filter(registration__in=chosen).values_list("registration_id", flat=True))
    return [one for pk, one in chosen.items() if pk not in taken]


def _check_documents(cases: Sequence[VisaCase], *, by: Actor, at: dt.datetime) -> None:
    """Raises Conflict naming who has no travel document."""
    fresh = newest_documents([case.registration.person_id for case in cases])
    for case in cases:
        document = case.document or fresh.get(case.registration.person_id)
        if document is None:
            raise Conflict(
                _("%(name)s has no travel document on record yet.") % {"name": case.registration.person}
            )
        if case.document_id != document.pk:
            records.amend(case, {"document": document}, by=by, at=at)
        if document.checked_at is None:
            check_document(document, by=by, at=at)


def _demand_sound(case: VisaCase) -> None:
    document = case.document
    if document is not None and document.person_id != case.registration.person_id:
        raise Invalid(_("This is the document of somebody else."), field="document")
    if case.valid_from and case.valid_until and case.valid_until < case.valid_from:
        raise Invalid(_("It ends before it begins."), field="valid_until")
