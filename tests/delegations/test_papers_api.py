"""The API of travel documents, visa cases and letters: masked, revealed with a reason, never stored elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from delegations.models import Delegation
from events.models import Event
from people.models import Entry, IdempotencyKey, Office
from tests.api.conftest import ROOT, calling
from tests.api.test_doors import is_problem
from tests.delegations.conftest import joined, participant
from tests.delegations.papers import NUMBER, passport, text_of_pdf
from tests.delegations.test_travel_documents import dump
from tests.factories import UserFactory

DOCUMENTS, CASES, LETTERS = f"{ROOT}travel-documents/", f"{ROOT}visa-cases/", f"{ROOT}invitation-letters/"


@pytest.fixture
def api(office: Office) -> APIClient:
    """With a token of the protocol officer."""
    return calling(UserFactory(office=office, role="protocol"))


def test_a_passport_through_the_api(api: APIClient, event: Event) -> None:
    person: Any = participant(event).person
    body = {"person": str(person.uid), "country": "cl", "number": "EB 1234567", "printed_name": "PARTICIPANT SEVENTEEN", "born_on": "1971-03-14"}  # fmt: skip
    made = api.post(DOCUMENTS, body, HTTP_IDEMPOTENCY_KEY="passport")
    assert made.status_code == 201, made.content
    assert made.json()["number"] == "•••••67"
    assert not {"printed_name", "born_on"} & set(made.json())
    assert api.post(DOCUMENTS, body, HTTP_IDEMPOTENCY_KEY="passport")["Idempotency-Replayed"] == "true"
    path = made["Location"]
    is_problem(api.post(f"{path}reveal/", {}), 400)
    clear = api.post(f"{path}reveal/", {"reason": "Ticket"}, HTTP_IDEMPOTENCY_KEY="reveal")
    assert clear.json() == {
        "number": NUMBER,
        "printed_name": "PARTICIPANT SEVENTEEN",
        "born_on": "1971-03-14",
    }
    assert "no-store" in clear["Cache-Control"]
    assert Entry.objects.get(verb="revealed").note == "Ticket"
    assert IdempotencyKey.objects.count() == 1
    changed = api.patch(path, {"expires_on": "2045-01-01"}, HTTP_IF_MATCH=made["ETag"])
    checked = api.post(f"{path}check/", HTTP_IF_MATCH=changed["ETag"])
    assert checked.json()["checked_at"]
    whole = dump()
    for secret in (NUMBER, "1234567", "1971-03-14", "SEVENTEEN"):
        assert secret not in whole, secret
    assert api.delete(path, HTTP_IF_MATCH=checked["ETag"]).status_code == 204


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_others_see_nothing_of_it(office: Office, event: Event, role: str) -> None:
    reader = calling(UserFactory(office=office, role=role))
    document = passport(participant(event).person)
    for path in (DOCUMENTS, CASES, LETTERS, f"{DOCUMENTS}{document.uid}/"):
        is_problem(reader.get(path), 403)
    is_problem(reader.post(f"{DOCUMENTS}{document.uid}/reveal/", {"reason": "Ticket"}), 403)
    read_only = calling(UserFactory(office=office, role="protocol"), "read")
    is_problem(read_only.post(f"{DOCUMENTS}{document.uid}/reveal/", {"reason": "Ticket"}), 403)
    assert not Entry.objects.filter(verb="revealed").exists()


def test_a_visa_case_and_a_letter_through_the_api(api: APIClient, delegation: Delegation) -> None:
    registration = joined(delegation).registration
    passport(registration.person)
    body: dict[str, Any] = {"registration": str(registration.uid), "kind": "F", "wanted_by": "2030-06-01"}
    case = api.post(CASES, body)
    assert (case.status_code, case.json()["state"], case.json()["kind"]) == (201, "documents_wanted", "F")
    is_problem(api.post(CASES, body), 409)
    moved = api.post(f"{case['Location']}move/", {"to": "documents_checked"}, HTTP_IF_MATCH=case["ETag"])
    assert moved.json()["document"]
    is_problem(api.post(f"{case['Location']}move/", {"to": "issued"}, HTTP_IF_MATCH=moved["ETag"]), 409)
    body = {
        "registration": str(registration.uid), "delegation": str(delegation.uid), "languages": ["pt", "zh-hans"],
        "stays_from": "2030-07-01", "stays_until": "2030-07-05",
    }  # fmt: skip
    letter = api.post(LETTERS, body)
    assert letter.status_code == 201, letter.content
    assert api.get(case["Location"]).json()["state"] == "letter_issued"
    made = api.post(f"{letter['Location']}file/", {"format": "pdf"})
    assert NUMBER in text_of_pdf(made.content)
    withdrawn = api.post(f"{letter['Location']}withdraw/", HTTP_IF_MATCH=letter["ETag"])
    assert withdrawn.json()["withdrawn_at"]
    is_problem(api.post(f"{letter['Location']}file/", {"format": "pdf"}), 409)
    is_problem(api.post(LETTERS, {**body, "languages": ["fr"]}), 400)
