"""Passports and letters for the tests of papers."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document
from pypdf import PdfReader

from delegations.models import Delegation, InvitationLetter, TravelDocument
from delegations.services.invitations import issue_letter
from delegations.services.travel_documents import record_document
from events.models import Registration
from people.models import Person
from tests.delegations.conftest import doing

BORN = dt.date(1971, 3, 14)
NUMBER = "EB1234567"


def passport(person: Person, number: str = NUMBER, **values: Any) -> TravelDocument:
    given: dict[str, Any] = {
        "country": "CL", "printed_name": "PARTICIPANT SEVENTEEN", "born_on": BORN, "expires_on": dt.date(2045, 1, 1),
    }  # fmt: skip
    return record_document(person=person, number=number, **{**given, **values}, **doing())


def invited(
    registration: Registration | None, delegation: Delegation | None = None, **values: Any
) -> InvitationLetter:
    given: dict[str, Any] = {
        "languages": ["en"], "stays_from": dt.date(2030, 7, 1), "stays_until": dt.date(2030, 7, 5), "payer": "host",
    }  # fmt: skip
    return issue_letter(registration=registration, delegation=delegation, **{**given, **values}, **doing())


def text_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def text_of_docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    words = document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
    return " ".join(one.text or "" for one in words)


def word_file(*paragraphs: str, header: str = "") -> bytes:
    """A Word document of these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
