"""Travel documents: sealed, masked, revealed on record, deleted in time, sealed anew with another key."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from base.errors import Conflict, Invalid, Stale
from delegations.models import Needs, ProtocolSettings, TravelDocument
from delegations.services import retention
from delegations.services import travel_documents as verbs
from delegations.services.needs import state_needs
from events.models import Event
from people.models import Entry, Office, Person
from tests.delegations.conftest import doing, participant
from tests.factories import EventFactory, OfficeFactory, PersonFactory

BORN = dt.date(1971, 3, 14)


def passport(person: Person, number: str = "EB 123-4567", **values: Any) -> TravelDocument:
    given: dict[str, Any] = {
        "country": "CL", "printed_name": "PARTICIPANT SEVENTEEN", "born_on": BORN, "expires_on": dt.date(2035, 1, 1),
    }  # fmt: skip
    return verbs.record_document(person=person, number=number, **{**given, **values}, **doing())


def test_a_passport_is_kept_sealed_and_shown_masked(office: Office) -> None:
    document = passport(PersonFactory(office=office))
    row = TravelDocument.objects.get(pk=document.pk)
    assert b"1234567" not in bytes(row.number) + bytes(row.number_index)
    assert b"PARTICIPANT" not in bytes(row.printed_name)
    assert verbs.shown_masked(row) == "•••••67"
    assert verbs.opened(row) == verbs.Clear("EB1234567", "PARTICIPANT SEVENTEEN", BORN)
    assert verbs.masked("A1") == verbs.masked("") == "•••••"


def test_the_same_number_under_somebody_else_is_told(office: Office) -> None:
    first, second, stranger = PersonFactory(office=office), PersonFactory(office=office), PersonFactory()
    passport(first)
    passport(stranger)
    assert verbs.others_with_number(passport(second, "eb1234567"))[0].person == first
    assert verbs.others_with_number(passport(PersonFactory(office=office), country="PE")) == []
    with pytest.raises(Conflict, match="already"):
        passport(second, "EB-1234567")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " - "}, "number"),
        ({"number": "A" * 31}, "number"),
        ({"country": "ZZ"}, "country"),
        ({"born_on": dt.date(2999, 1, 1)}, "born_on"),
        ({"printed_name": "A" * 121}, "printed_name"),
        ({"issued_on": dt.date(2036, 1, 1)}, "expires_on"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        passport(PersonFactory(office=office), **values)
    assert field in refused.value.errors
    assert not TravelDocument.objects.exists()


def test_a_change_asks_for_another_check_and_keeps_what_is_left_empty(office: Office) -> None:
    document = passport(PersonFactory(office=office))
    verbs.check_document(document, **doing())
    assert document.checked_at
    same = {"number": "", "printed_name": "PARTICIPANT SEVENTEEN", "born_on": BORN}
    assert verbs.amend_document(document, same, **doing()) == []
    changed = verbs.amend_document(document, {"number": "EB7654321"}, **doing())
    assert set(changed) == {"number", "number_index", "checked_at"}
    row = TravelDocument.objects.get(pk=document.pk)
    assert verbs.opened(row).number == "EB7654321"
    assert verbs.opened(row).printed_name == "PARTICIPANT SEVENTEEN"
    assert row.checked_at is None
    verbs.amend_document(document, {"country": "PE"}, **doing())
    assert verbs.holders(office, country="pe", number="EB7654321")
    with pytest.raises(Stale):
        verbs.amend_document(document, {"number": "X1"}, expected=1, **doing())


def test_a_reveal_needs_a_reason_and_stands_in_the_journal(office: Office) -> None:
    document = passport(PersonFactory(office=office))
    with pytest.raises(Invalid):
        verbs.reveal(document, reason=" ", **doing())
    assert verbs.reveal(document, reason="Ticket for the flight", **doing()).number == "EB1234567"
    entry = Entry.objects.get(verb="revealed")
    assert (entry.note, entry.fields) == ("Ticket for the flight", ["born_on", "number", "printed_name"])
    assert f"person:{document.person_id}" in entry.about


def test_two_rows_cannot_be_exchanged(office: Office) -> None:
    one, two = passport(PersonFactory(office=office)), passport(PersonFactory(office=office), "XX7654321")
    TravelDocument.objects.filter(pk=one.pk).update(number=two.number)
    swapped = TravelDocument.objects.get(pk=one.pk)
    with pytest.raises(Conflict):
        verbs.opened(swapped)
    assert verbs.shown_masked(swapped) == "•••••"


def test_a_wrong_key_fails_closed(office: Office, settings: Any) -> None:
    document = passport(PersonFactory(office=office))
    settings.SEALING_KEYS = {"other": os.urandom(32)}
    with pytest.raises(Conflict) as refused:
        verbs.reveal(document, reason="Ticket", **doing())
    assert "1234567" not in str(refused.value)
    assert not Entry.objects.filter(verb="revealed").exists()


def test_the_end_of_the_visit_decides_how_long_it_is_kept(office: Office, event: Event) -> None:
    person = PersonFactory(office=office)
    document = passport(person)
    assert document.delete_after == timezone.now().date() + dt.timedelta(days=30)
    registration = participant(event)
    visitor = passport(registration.person, "XX1")
    ends: Any = event.ends_at
    assert visitor.delete_after == ends.date() + dt.timedelta(days=30)
    ProtocolSettings.objects.create(office=office, keep_documents_days=5)
    Event.objects.filter(pk=event.pk).update(ends_at=ends + dt.timedelta(days=10))
    retention.recompute()
    visitor.refresh_from_db()
    assert visitor.delete_after == ends.date() + dt.timedelta(days=15)
    Event.objects.filter(pk=event.pk).update(starts_at=None, ends_at=None)
    assert retention.recompute() == 1
    assert TravelDocument.objects.get(pk=visitor.pk).delete_after is None
    assert retention.days_kept(office) == 5
    assert retention.days_kept(OfficeFactory()) == 30


def test_the_clock_deletes_what_has_outlived_its_retention(office: Office) -> None:
    over = EventFactory(office=office, starts_at=_days_ago(40), ends_at=_days_ago(35))
    recent = EventFactory(office=office, starts_at=_days_ago(20), ends_at=_days_ago(15))
    old, kept = passport(participant(over).person), passport(participant(recent).person, "XX2")
    TravelDocument.objects.update(created_at=_days_ago(60))
    documents, needs = retention.delete_outlived(at=timezone.now())
    assert (documents, needs) == (1, 0)
    assert list(TravelDocument.objects.all()) == [kept]
    entry = Entry.objects.get(verb="deleted after its retention")
    assert (entry.actor, entry.subject) == ("clock", f"traveldocument:{old.pk}")
    assert retention.delete_outlived(at=timezone.now()) == (0, 0)


def test_everything_is_sealed_anew_and_an_earlier_key_can_go(office: Office, settings: Any) -> None:
    old, new = os.urandom(32), os.urandom(32)
    settings.SEALING_KEYS = {"old": old}
    document = passport(PersonFactory(office=office))
    settings.SEALING_KEYS = {"new": new, "old": old}
    assert verbs.holders(office, country="CL", number="EB1234567") == [document]
    call_command("reseal")
    settings.SEALING_KEYS = {"new": new}
    row = TravelDocument.objects.get(pk=document.pk)
    assert verbs.opened(row) == verbs.Clear("EB1234567", "PARTICIPANT SEVENTEEN", BORN)
    assert verbs.holders(office, country="CL", number="EB1234567") == [document]
    before = bytes(row.number)
    call_command("reseal")
    assert bytes(TravelDocument.objects.get(pk=document.pk).number) == before
    settings.SEALING_KEYS = {"third": os.urandom(32)}
    with pytest.raises(CommandError, match="does not open"):
        call_command("reseal")


def test_a_raw_dump_shows_nothing_of_it(office: Office) -> None:
    document = passport(PersonFactory(office=office))
    verbs.reveal(document, reason="Ticket", **doing())
    verbs.amend_document(document, {"printed_name": "PARTICIPANT EIGHTEEN"}, **doing())
    registration = participant(EventFactory(office=office))
    state_needs(registration, diet="Without peanuts", medical="Wheelchair", **doing())
    state_needs(registration, medical="Wheelchair at the airport", **doing())
    whole = dump()
    assert str(document.uid) in whole
    assert str(Needs.objects.get(registration=registration).uid) in whole
    for secret in (
        "peanuts",
        "Wheelchair",
        "EB1234567",
        "1234567",
        "EB 123",
        "1971-03-14",
        "SEVENTEEN",
        "EIGHTEEN",
        "Participant Eighteen",
    ):
        assert secret not in whole, secret
        assert secret.encode().hex() not in whole, secret


def dump() -> str:
    """Every table of the database as COPY writes it."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as stream:
                told.append(b"".join(bytes(part) for part in stream).decode())
    return "\n".join(told)


def _days_ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
