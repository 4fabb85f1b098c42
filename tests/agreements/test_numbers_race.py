"""Agreements that ask for a number at once, against the real PostgreSQL; with its negative control."""

import threading

import pytest

from agreements.models import Agreement
from agreements.services import agreement_numbers
from agreements.services.agreement_numbers import assign_number
from base.errors import Conflict
from tests.agreements.register import DOING, record
from tests.factories import OfficeFactory
from tests.reliability.test_capacity import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


def numbered(agreement):
    fresh = Agreement.objects.select_related("office").get(pk=agreement.pk)
    return assign_number(fresh, **DOING)


def test_each_gets_a_number_of_its_own():
    office = OfficeFactory()
    made = [record(office) for _ in range(MANY)]
    results = at_once(lambda n: numbered(made[n]), MANY, threads=MANY)
    assert [r for r in results if isinstance(r, Exception)] == []
    numbers = sorted(Agreement.objects.values_list("number", flat=True))
    assert numbers == [f"2027-{n:03}" for n in range(1, MANY + 1)]


def test_without_the_lock_the_test_would_notice(monkeypatch):
    """The negative control: both read the same last number, and the constraint refuses one of them."""
    office = OfficeFactory()
    made = [record(office) for _ in range(2)]
    both = threading.Barrier(2)
    real = agreement_numbers.next_number

    def together(*args):
        found = real(*args)
        both.wait(timeout=30)
        return found

    monkeypatch.setattr(agreement_numbers, "hold_numbers", lambda office: None)
    monkeypatch.setattr(agreement_numbers, "next_number", together)
    results = at_once(lambda n: numbered(made[n]), 2, threads=2)
    assert [type(r) for r in results if isinstance(r, Exception)] == [Conflict]
