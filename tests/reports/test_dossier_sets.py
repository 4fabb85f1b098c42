"""However large a dossier is, it is loaded by the same number of statements."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.data.dossiers import dossier
from people.models import Entry, Office, Person
from reports.dossier.check import check_dossier
from reports.dossier.load import load
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db


def statements(office: Office, registrations: int, items: int) -> int:
    read = check_dossier(dossier(registrations=registrations, items=items))
    with CaptureQueriesContext(connection) as queries:
        load(read, office=office, by="command", at=timezone.now())
    return len(queries)


def test_ten_and_three_hundred_registrations_take_the_same_statements() -> None:
    small, large = (statements(OfficeFactory(), *size) for size in ((10, 2), (300, 60)))
    assert small == large


def test_loading_again_takes_the_same_statements_and_writes_nothing() -> None:
    offices = [OfficeFactory(), OfficeFactory()]
    for office, size in zip(offices, ((10, 2), (300, 60)), strict=True):
        statements(office, *size)
    entries = Entry.objects.count()
    assert statements(offices[0], 10, 2) == statements(offices[1], 300, 60)
    assert Entry.objects.count() == entries


def test_each_record_of_a_set_has_its_entry_in_the_journal() -> None:
    office = OfficeFactory()
    statements(office, 300, 60)
    people = Person.objects.of(office)
    assert people.count() == 300
    assert Entry.objects.about(f"person:{people.first().pk}").filter(verb="created").exists()
    assert Entry.objects.filter(office=office, verb="registered").count() == 300
