"""The pages of documents, visas and letters: who may open them, what they show, what they do."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from base.files import path_of
from delegations.models import Delegation, InvitationLetter, LetterTemplate, TravelDocument, VisaCase
from delegations.services import letter_templates, visas
from delegations.services.travel_documents import opened
from events.models import Event
from people.models import Entry, Office, User
from tests.delegations.conftest import doing, joined, made, participant
from tests.delegations.papers import NUMBER, invited, passport, text_of_pdf, word_file
from tests.delegations.test_pages import address, sent, shown
from tests.factories import OfficeFactory, UserFactory


def pages(event: Event, delegation: Delegation, letter: InvitationLetter) -> list[str]:
    registration: Any = letter.registration
    [document] = TravelDocument.objects.filter(person=registration.person)
    case = VisaCase.objects.get(registration=registration)
    papers, uid = registration.uid, delegation.uid
    return [
        address("papers", papers), address("document_add", papers), address("document_edit", papers, document.uid),
        address("document_reveal", papers, document.uid), address("document_retention"), address("visa_open", uid),
        address("visas", event.slug), address("visa_export", event.slug), address("visa", case.uid),
        address("letters", uid), address("letter_issue_many", uid), address("letter_issue", papers),
        address("letter", letter.uid), address("letter_edit", letter.uid), address("letter_templates"),
        address("letter_template_add"),
    ]  # fmt: skip


@pytest.fixture
def letter(event: Event, delegation: Delegation) -> InvitationLetter:
    """Of a member with a passport and a visa case."""
    member = joined(delegation)
    passport(member.registration.person)
    visas.open_cases([member.registration], **doing())
    return invited(member.registration, delegation)


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("organizer", 200), ("protocol", 200), ("editor", 403), ("viewer", 403)],
)
def test_who_runs_delegations_sees_papers_and_nobody_else(
    client: Client, event: Event, delegation: Delegation, letter: InvitationLetter, role: str, status: int
) -> None:
    client.force_login(UserFactory(office=event.office, role=role))
    for path in [address("documents", delegation.uid), *pages(event, delegation, letter)]:
        page = shown(client, path, status)
        assert not [secret for secret in (NUMBER, "1234567", "SEVENTEEN") if secret in page], path
    registration: Any = letter.registration
    document = TravelDocument.objects.get()
    reveal = address("document_reveal", registration.uid, document.uid)
    assert client.post(reveal, {"reason": "Ticket"}).status_code == status
    assert Entry.objects.filter(verb="revealed").exists() == (status == 200)


def test_another_office_does_not_exist(client: Client, event: Event, delegation: Delegation, letter: InvitationLetter) -> None:  # fmt: skip
    client.force_login(UserFactory(office=OfficeFactory(), role="protocol"))
    general = {address("document_retention"), address("letter_templates"), address("letter_template_add")}
    for path in [address("documents", delegation.uid), *pages(event, delegation, letter)]:
        shown(client, path, 200 if path in general else 404)


def test_a_liaison_officer_sees_the_visas_alone(client: Client, event: Event, delegation: Delegation, letter: InvitationLetter) -> None:  # fmt: skip
    officer = UserFactory(office=event.office, role="viewer")
    client.force_login(officer)
    shown(client, address("documents", delegation.uid), 403)
    Delegation.objects.filter(pk=delegation.pk).update(liaison_officer=officer)
    page = shown(client, address("documents", delegation.uid))
    assert "documents wanted" in page
    assert "•••••67" not in page
    assert "Travel document" not in page
    shown(client, address("papers", letter.registration.uid), 403)


def test_a_passport_is_recorded_masked_revealed_and_deleted(
    client: Client, event: Event, officer: User
) -> None:
    registration = participant(event)
    values = {"kind": "ordinary", "country": "CL", "number": NUMBER, "printed_name": "PARTICIPANT SEVENTEEN", "born_on": "1971-03-14"}  # fmt: skip
    refused = sent(client, address("document_add", registration.uid), {**values, "number": "-"}, 422)
    assert b"Write the number" in refused.content
    sent(client, address("document_add", registration.uid), values)
    document = TravelDocument.objects.get()
    assert opened(document).number == NUMBER
    page = shown(client, address("papers", registration.uid))
    assert "•••••67" in page
    assert NUMBER not in page
    reveal = address("document_reveal", registration.uid, document.uid)
    assert NUMBER not in shown(client, reveal)
    sent(client, reveal, {"reason": ""}, 422)
    clear = sent(client, reveal, {"reason": "Ticket for the flight"}, 200)
    assert NUMBER in clear.content.decode()
    assert "no-store" in clear["Cache-Control"]
    assert Entry.objects.get(verb="revealed").by == officer
    form = shown(client, address("document_edit", registration.uid, document.uid))
    assert NUMBER not in form
    assert "SEVENTEEN" not in form
    assert "1971-03-14" not in form
    kept = {
        "kind": "service",
        "country": "CL",
        "number": "",
        "printed_name": "",
        "born_on": "",
        "version": "1",
    }
    sent(client, address("document_edit", registration.uid, document.uid), kept)
    document.refresh_from_db()
    assert (document.kind, opened(document).number, opened(document).printed_name) == ("service", NUMBER, "PARTICIPANT SEVENTEEN")  # fmt: skip
    sent(client, address("document_check", registration.uid, document.uid))
    other = participant(event)
    again = client.post(address("document_add", other.uid), values, follow=True)
    assert "the same number" in again.content.decode()
    assert str(registration.person) in again.content.decode()
    sent(client, address("document_delete", registration.uid, document.uid))
    assert not TravelDocument.objects.filter(person=registration.person).exists()


def test_visas_of_a_delegation_and_their_list(client: Client, event: Event, officer: User, delegation: Delegation) -> None:  # fmt: skip
    one, two = joined(delegation).registration, joined(delegation, country="CN").registration
    passport(one.person)
    opening = {"exempt": ["CN"], "kind": "F", "consulate": "Consulate General", "wanted_by": "2030-06-01"}
    sent(client, address("visa_open", delegation.uid), opening)
    assert {case.registration_id: case.state for case in VisaCase.objects.all()} == {one.pk: "documents_wanted", two.pk: "exempt"}  # fmt: skip
    moving = {"to": "documents_checked", "selected": [str(one.uid)]}
    sent(client, address("visa_bulk", delegation.uid), moving)
    case = VisaCase.objects.get(registration=one)
    assert (case.state, case.document.checked_at is not None) == ("documents_checked", True)
    sent(client, address("visa_move", case.uid), {"to": "applied"})
    sent(client, address("visa_move", case.uid), {"to": "documents_wanted"})
    case.refresh_from_db()
    assert case.state == "applied"
    assert case.applied_on
    listed = shown(client, address("visas", event.slug) + "?state=applied")
    assert str(one.person) in listed
    assert str(two.person) not in listed
    assert "•••••67" in listed
    values = {"kind": "M", "consulate": "", "valid_from": "2030-07-02", "valid_until": "2030-07-01", "version": str(case.version)}  # fmt: skip
    assert b"ends before" in sent(client, address("visa", case.uid), values, 422).content
    sent(client, address("visa", case.uid), {**values, "valid_until": "2030-08-01"})
    sent(client, address("visa_delete", case.uid))
    assert VisaCase.objects.filter(pk=case.pk).exists()


def test_the_workbook_masks_passports_unless_a_reason_is_given(client: Client, event: Event, officer: User, letter: InvitationLetter) -> None:  # fmt: skip
    VisaCase.objects.update(document=TravelDocument.objects.get())
    masked = cells(sent(client, address("visa_export", event.slug), status=200))
    assert "•••••67" in masked
    assert NUMBER not in masked
    sent(client, address("visa_export", event.slug), {"clear": "1", "reason": ""}, 422)
    clear = cells(sent(client, address("visa_export", event.slug), {"clear": "1", "reason": "The consulate asks"}, 200))  # fmt: skip
    assert NUMBER in clear
    assert Entry.objects.get(verb="revealed").note == "The consulate asks"


def cells(answer: Any) -> list[Any]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [cell for row in rows for cell in row]


def test_letters_are_issued_made_and_withdrawn(client: Client, event: Event, officer: User, delegation: Delegation) -> None:  # fmt: skip
    members = [joined(delegation).registration for _ in range(2)]
    values: dict[str, Any] = {
        "number": "X-007/2030", "issued_on": "2030-05-01", "first_language": "en", "second_language": "zh-hans",
        "stays_from": "2030-07-01", "stays_until": "2030-07-05", "payer": "host", "registrations": [str(one.uid) for one in members],
    }  # fmt: skip
    refused = sent(client, address("letter_issue_many", delegation.uid), values, 422)
    assert str(members[0].person) in refused.content.decode()
    assert not InvitationLetter.objects.exists()
    for number, one in enumerate(members):
        passport(one.person, f"EB{number}99")
    sent(client, address("letter_issue_many", delegation.uid), values)
    assert list(InvitationLetter.objects.order_by("pk").values_list("number", flat=True)) == ["X-007/2030", "X-007/2031"]  # fmt: skip
    letter = InvitationLetter.objects.order_by("pk")[0]
    made_file = sent(client, address("letter_file", letter.uid), {"format": "pdf"}, 200)
    assert "no-store" in made_file["Cache-Control"]
    assert "EB099" in text_of_pdf(made_file.content)
    packed = sent(client, address("letter_files", delegation.uid), {"format": "docx"}, 200)
    assert len(zipfile.ZipFile(io.BytesIO(packed.content)).namelist()) == 2
    sent(client, address("letter_withdraw", letter.uid))
    sent(client, address("letter_file", letter.uid), {"format": "pdf"})
    assert client.get(address("letter_file", letter.uid)).status_code == 405
    assert "withdrawn" in shown(client, address("letter", letter.uid))


def test_a_template_is_examined_tried_and_accepted(client: Client, office: Office, officer: User) -> None:
    def upload(content: bytes) -> Any:
        file = SimpleUploadedFile("ours.docx", content)
        return client.post(
            address("letter_template_add"), {"name": "Ours", "languages": ["en"], "file": file}
        )

    wrong = upload(word_file("{{ guest.shoe_size }}"))
    assert wrong.status_code == 422
    assert "guest.shoe_size" in wrong.content.decode()
    page = upload(word_file("Dear {{ guest.name }}"))
    assert page.status_code == 200, page.content
    reference = page.content.decode().split('name="file" value="')[1].split('"')[0]
    for format_, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        tried = client.post(address("letter_template_settle"), {"file": reference, "format": format_})
        assert tried.content.startswith(start)
    assert not LetterTemplate.objects.exists()
    sent(client, address("letter_template_settle"), {"file": reference})
    template = LetterTemplate.objects.get()
    assert path_of(template.file).exists()
    assert "Ours" in shown(client, address("letter_templates"))
    assert client.get(address("letter_template", template.uid)).status_code == 200
    assert client.get(address("letter_template_built_in")).content == letter_templates.built_in()
    sent(client, address("letter_template_settle"), {"file": "made-up"})
    sent(client, address("letter_template_retire", template.uid))
    assert "Ours" not in shown(client, address("letter_templates"))


def test_the_pages_cost_a_fixed_number_of_queries(client: Client, event: Event, officer: User) -> None:
    delegation = made(event)

    def costs(paths: list[str]) -> list[int]:
        counts = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as counted:
                assert client.get(path).status_code == 200
            counts.append(len(counted))
        return counts

    paths = [address("documents", delegation.uid), address("visas", event.slug), address("letters", delegation.uid), address("document_retention")]  # fmt: skip

    def more(first: int, count: int) -> None:
        for number in range(first, first + count):
            registration = joined(delegation).registration
            passport(registration.person, f"N{number}")
            visas.open_cases([registration], **doing())
            invited(registration, delegation)

    more(0, 1)
    one = costs(paths)
    more(1, 2)
    assert costs(paths) == one
