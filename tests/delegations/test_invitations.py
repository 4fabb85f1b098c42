"""Letters of invitation: what they say in two languages, as PDF and Word, and what a template may not do."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from base.errors import Conflict, Invalid
from base.word.package import demand_safe
from base.word.placeholders import placeholder_faults
from base.word.reading import Reader
from base.word.unknown import unknown_to_pdf
from delegations.invitation_words import example_data
from delegations.models import Delegation, InvitationLetter, ProtocolSettings
from delegations.services import invitations, letter_files, letter_templates, visas
from events.models import Event, Registration
from people.models import Entry, Office
from tests.delegations.conftest import doing, joined, participant
from tests.delegations.papers import invited, passport, text_of_docx, text_of_pdf, word_file


@pytest.fixture
def guest(delegation: Delegation) -> Registration:
    registration = joined(delegation).registration
    registration.person.native_name = "来宾十七"
    registration.person.save()
    passport(registration.person, printed_name="PEÑA NÚÑEZ, PARTICIPANT")
    return registration


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (["en", "zh-hans"], ["5 July 2030", "1971年3月14日", "智利", "Chile"]),
        (["es", "en"], ["julio de 2030", "14 March 1971", "Chile"]),
        (["pt"], ["julho de 2030", "14 de março de 1971"]),
    ],
)
@pytest.mark.parametrize("side_by_side", [False, True])
def test_both_formats_say_the_same(
    office: Office, guest: Registration, languages: list[str], said: list[str], side_by_side: bool
) -> None:
    ProtocolSettings.objects.create(office=office, letterhead="Office of visits\nStreet 1", letter_signed_by="A. Signatory")  # fmt: skip
    letter = invited(guest, languages=languages, side_by_side=side_by_side, addressee="Consulate General", payer="sender")  # fmt: skip
    for format_, read in (("pdf", text_of_pdf), ("docx", text_of_docx)):
        text = read(letter_files.make_file(letter, format=format_, **doing()))
        squeezed = text.replace(" ", "")
        for part in (
            *said,
            "PEÑA NÚÑEZ, PARTICIPANT",
            "EB1234567",
            "来宾十七",
            letter.number,
            "A. Signatory",
        ):
            assert part.replace(" ", "") in squeezed, (format_, part, text)
        assert "{{" not in text
        assert "{%" not in text
    made = Entry.objects.filter(verb="letter made", subject__startswith="traveldocument:")
    assert made.count() == 2
    assert "EB1234567" not in "".join(entry.note for entry in made)


def test_a_letter_for_the_whole_delegation_names_everybody(
    delegation: Delegation, guest: Registration
) -> None:
    second = joined(delegation).registration
    with pytest.raises(Conflict, match=str(second.person)):
        invited(None, delegation)
    passport(second.person, "EB7654321", printed_name="PARTICIPANT EIGHTEEN")
    letter = invited(None, delegation, languages=["en", "es"])
    text = text_of_pdf(letter_files.make_file(letter, format="pdf", **doing()))
    assert "EB1234567" in text
    assert "EB7654321" in text


def test_numbers_go_on_and_are_given_once(guest: Registration) -> None:
    first, second = invited(guest), invited(guest)
    assert (first.number[-4:], second.number[-4:]) == ("-001", "-002")
    ours = invited(guest, number=" Inv  9/2026 ")
    assert ours.number == "Inv 9/2026"
    with pytest.raises(Conflict):
        invited(guest, number="Inv 9/2026")
    assert invitations.after("A-099") == "A-100"
    assert invitations.after("A") == "A-2"
    invited(guest, number="2025-017")
    assert invitations.next_number(guest.office, first.issued_on) not in {first.number, second.number}


def test_the_visa_case_goes_on_with_the_letter(guest: Registration) -> None:
    [case] = visas.open_cases([guest], **doing())
    visas.move_cases([case], to="documents_checked", **doing())
    invited(guest, advance_visas=False)
    case.refresh_from_db()
    assert case.state == "documents_checked"
    invited(guest)
    case.refresh_from_db()
    assert case.state == "letter_issued"


def test_a_withdrawn_letter_is_made_no_more(guest: Registration) -> None:
    letter = invited(guest)
    invitations.withdraw_letter(letter, **doing())
    with pytest.raises(Conflict):
        letter_files.make_file(letter, format="pdf", **doing())
    with pytest.raises(Conflict):
        invitations.amend_letter(letter, {"cities": "Lima"}, **doing())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"languages": ["en", "en"]}, "languages"),
        ({"languages": ["fr"]}, "languages"),
        ({"languages": ["en", "es", "pt"]}, "languages"),
        ({"stays_until": None}, "stays_from"),
    ],
)
def test_what_cannot_be_is_refused(guest: Registration, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        invited(guest, **values)
    assert field in refused.value.errors
    assert not InvitationLetter.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__ }}",
        "{{ guest.__class__.__mro__ }}",
        "{{ guest['__class__'] }}",
        "{{ number.format(1) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ number ~ number }}",
        "{{ [1, 2] }}",
        "{{ number|center(1000000000) }}",
        "{{ number|attr('upper') }}",
        "{{ number|map('upper') }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ cycler.__init__ }}",
        "{% for a in range(99999999) %}{% endfor %}",
        "{% for a in number %}{% endfor %}",
        "{% for a in guests %}{% for b in guests %}{% for c in guests %}{% endfor %}{% endfor %}{% endfor %}",
        "{% set a = number %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{% if number %}",
        "{{ passport }}",
        "{{ guest.born_in }}",
    ],
)
def test_a_hostile_or_unknown_placeholder_is_named(hostile: str) -> None:
    assert placeholder_faults(word_file(hostile), example_data()), hostile
    assert placeholder_faults(word_file("{{ number }}", header=hostile), example_data()), hostile
    with pytest.raises(Invalid):
        letter_templates.trial(word_file(hostile), format="docx", language="en")


def test_an_ordinary_template_has_no_faults() -> None:
    sound = word_file(
        "{{ number|upper }} {{ en.purpose|default('—') }}",
        "{%p if several and not side_by_side %}",
        "{% for guest in en.guests %}{{ loop.index }}. {{ guest.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{%p endif %}",
        "{{ zh.title }} {{ guests|length }} {{ first.stay }}",
    )
    assert placeholder_faults(sound, example_data()) == []
    assert "GUEST SAMPLE 2" in text_of_docx(letter_templates.trial(sound, format="docx", language="en"))


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same file with further or other parts; `__` in a name stands for `/`, `_` stays."""
    packed = io.BytesIO()
    named = {name.replace("__", "/").replace("DOT", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for one in source.namelist():
            if one not in named:
                target.writestr(one, source.read(one))
        for name, part in named.items():
            target.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word__vbaProjectDOTbin": b"x"}, "macros"),
        ({"word__embeddings__oneDOTbin": b"x"}, "embedded"),
        ({"word__settingsDOTxml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "entities"),
        ({"word___rels__settingsDOTxmlDOTrels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="https://evil.example.org/t.dotm" TargetMode="External"/></Relationships>'}, "elsewhere"),
    ],
)  # fmt: skip
def test_what_runs_or_is_fetched_is_refused(parts: dict[str, bytes], told: str) -> None:
    content = repacked(word_file("{{ number }}"), **parts)
    with pytest.raises(Invalid) as refused:
        demand_safe(content)
    assert told in " ".join(refused.value.errors["file"])
    assert letter_templates.examined("a.docx", content).faults


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (70 * 1024 * 1024))
    assert letter_templates.examined("a.docx", packed.getvalue()).faults
    with pytest.raises(Invalid):
        letter_templates.examined("a.pdf", b"%PDF-")


@pytest.mark.parametrize("stated", ["900000000", "-4"])
def test_a_cell_that_claims_to_span_more_columns_than_word_has_is_no_burden(stated: str) -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Ana"
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), stated)
    cell._tc.get_or_add_tcPr().append(span)
    kept = io.BytesIO()
    document.save(kept)
    [table] = [
        one
        for one in Reader(Document(io.BytesIO(kept.getvalue()))).read()["blocks"]
        if one["kind"] == "table"
    ]
    assert len(table["columns"]) <= 63
    assert letter_templates.examined("a.docx", kept.getvalue()).faults == []


def test_what_the_pdf_will_not_show_is_told() -> None:
    document = Document(io.BytesIO(word_file("a")))
    document.add_section()
    assert "Only the last section" in unknown_to_pdf(document)[0]


def test_an_own_template_makes_both_formats(office: Office, event: Event) -> None:
    registration = _guest_of(event)
    document = Document()
    document.add_heading("{{ en.title }}", level=2)
    paragraph = document.add_paragraph()
    paragraph.add_run("Dear ").italic = True
    paragraph.add_run("{{ guest.name }}").bold = True
    document.add_paragraph("{{ guest.passport_number }}", style="List Number")
    document.add_paragraph("{{ zh.title }}", style="List Number")
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{{ es.stay }}", "{{ en.guest.country }}"
    document.sections[0].footer.paragraphs[0].text = "{{ number }}"
    content = io.BytesIO()
    document.save(content)
    template = letter_templates.add_template(
        office=office,
        name="Ours",
        languages=["en"],
        file_name="ours.docx",
        content=content.getvalue(),
        **doing(),
    )
    letter = invited(registration, template=template)
    for format_, read in (("pdf", text_of_pdf), ("docx", text_of_docx)):
        text = read(letter_files.make_file(letter, format=format_, **doing()))
        for part in ("Dear", "PARTICIPANT SEVENTEEN", "EB1234567", "julio", "Chile"):
            assert part in text, (format_, text)
    letter_templates.retire_template(template, **doing())
    with pytest.raises(Invalid):
        invited(registration, template=template)


def _guest_of(event: Event) -> Registration:
    registration = participant(event)
    passport(registration.person)
    return registration
