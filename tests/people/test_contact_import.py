"""Contacts from spreadsheets and address books."""

import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from base import uploads
from base.errors import Invalid
from base.sheets import csv_file, workbook
from base.tabular import MAX_ROWS
from people.models import Entry, Office, Organization, Person, Post, User
from people.services.contact_import import import_contacts
from people.services.contact_plan import Fate, plan_import, read_contacts
from tests.factories import OrganizationFactory, PersonFactory

HEADINGS = ["Given name", "姓", "correo electrónico", "País", "Organization", "Cargo", "Shoe size"]
CARDS = """BEGIN:VCARD
VERSION:3.0
N:Exemplo;Ana;;Dr.;
FN:Dr. Ana Exemplo
ORG:National Laboratory;Physics
TITLE:Researcher
EMAIL;TYPE=home:home@example.org
EMAIL;TYPE=work,pref:ana@example.org
TEL:+55 11 5555
ADR:;;Street;Campinas;;;Brazil
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=E6=98=8E
EMAIL:wang@example.org
END:VCARD
"""


@pytest.fixture(autouse=True)
def files_aside(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def rows(count: int, start: int = 0) -> list[list[str]]:
    return [
        [f"Given{n}", f"Family{n}", f"p{n}@example.org", "Brasil", f"Laboratory {n % 7}", "Director", "40"]
        for n in range(start, start + count)
    ]


def upload(client: Client, content: bytes, name: str = "contacts.xlsx") -> str:
    data = {"file": SimpleUploadedFile(name, content), "language": "en"}
    answer = client.post(reverse("people:import_contacts"), data)
    assert answer.status_code == 302, answer.text
    return as_guessed(client, answer["Location"])


def as_guessed(client: Client, address: str) -> str:
    """Take the columns as they are recognised, where the page asks."""
    if "/columns/" not in address:
        return address
    page = client.get(address).text
    chosen = re.findall(r'name="(column-\d+)">(.*?)</select>', page, re.DOTALL)
    values = {
        name: found[1] if (found := re.search(r'value="([^"]*)" selected', options)) else ""
        for name, options in chosen
    }
    headed = {"headed": "1"} if re.search(r'name="headed" value="1" checked', page) else {}
    reference = parse_qs(urlsplit(address).query)["file"][0]
    answer = client.post(reverse("people:person_import_columns"), {"file": reference, **headed, **values})
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def confirm(client: Client, address: str) -> str:
    reference = parse_qs(urlsplit(address).query)["file"][0]
    return client.post(reverse("people:person_import_check"), {"file": reference}, follow=True).text


def test_upload_look_confirm_and_the_same_again(as_editor: Client, office: Office) -> None:
    OrganizationFactory(office=office, name_en="", name_pt="LABORATORY 1")
    content = workbook(HEADINGS, rows(3))

    address = upload(as_editor, content)
    page = as_editor.get(address).text
    assert "Shoe size" in page
    assert "Given2 Family2" in page
    assert not Person.objects.exists()
    assert "3 people were added" in confirm(as_editor, address)

    person: Any = Person.objects.get(family_name="Family1")
    assert (person.country.code, person.email, person.office) == ("BR", "p1@example.org", office)
    assert person.posts.get().title_en == "Director"
    assert person.posts.get().organization.name_pt == "LABORATORY 1"
    assert Organization.objects.count() == 3
    assert list(Person.objects.matching("given2")) == [Person.objects.get(family_name="Family2")]
    assert Entry.objects.filter(verb="imported").count() == 8

    assert "no longer here" in as_editor.get(address, follow=True).text
    again = upload(as_editor, content)
    page = as_editor.get(again).text
    assert page.count("already there") >= 3
    assert "in the directory already" in page
    confirm(as_editor, again)
    assert (Person.objects.count(), Post.objects.count(), Organization.objects.count()) == (3, 3, 3)


def test_every_error_is_told_with_row_column_and_what_is_expected(as_editor: Client) -> None:
    bad = [
        ["Ana", "Exemplo", "no address", "Atlantis", "", "", ""],
        ["", "", "x@example.org", "", "", "", ""],
        ["", "", "", "", "", "", ""],
        ["B" * 130, "Silva", "", "", "", "", ""],
    ]
    address = upload(as_editor, csv_file(HEADINGS, [*rows(1), *bad]), "contacts.csv")

    page = as_editor.get(address).text
    for words in ("correo electrónico", "no address", "Atlantis", "a name", "at most 120 characters"):
        assert words in page
    errors = read_contacts(csv_file(HEADINGS, [*rows(1), *bad])).errors
    assert [(e.row, e.column) for e in errors] == [(3, "correo electrónico"), (3, "País"), (6, "Given name")]
    confirm(as_editor, address)
    assert not Person.objects.exists()
    assert not Organization.objects.exists()


def test_queries_do_not_depend_on_rows(office: Office, editor: User) -> None:
    counts = []
    for number, count in enumerate((1, 300)):
        content = workbook(HEADINGS, rows(count, start=1000 * number))
        with CaptureQueriesContext(connection) as captured:
            import_contacts(content, office=office, language="en", by=editor, at=timezone.now())
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert Person.objects.count() == 301


def test_duplicates_within_the_file_and_further_posts(office: Office) -> None:
    content = workbook(
        ["Name", "E-mail", "Post", "Organization"],
        [
            ["Exemplo, Ana", "ana@example.org", "Director", "Laboratory"],
            ["Ana Exemplo", "", "Professor", "University"],
            ["Ana EXEMPLO", "ANA@example.org", "Director", "Laboratory"],
            ["Ana Exemplo", "another.ana@example.org", "", ""],
        ],
    )

    plan = plan_import(read_contacts(content), office=office, language="en")

    assert [contact.fate for contact in plan.contacts] == [Fate.NEW, Fate.POST, Fate.REPEATED, Fate.NEW]
    assert [(c.person.given_name, c.person.family_name) for c in plan.contacts[:3]] == [
        ("Ana", "Exemplo"),
        ("Ana", "Exemplo"),
        ("Ana", "EXEMPLO"),
    ]


@pytest.mark.parametrize(
    ("known", "row", "fate"),
    [
        ({"email": "ana@example.org"}, ["Somebody Else", "ANA@example.org"], Fate.THERE),
        (
            {"given_name": "Ana", "family_name": "Exemplo", "email": ""},
            ["exemplo, ANA", "ana@example.org"],
            Fate.THERE,
        ),
        (
            {"given_name": "Ana", "family_name": "Exemplo", "email": "a@example.org"},
            ["Ana Exemplo", "b@example.org"],
            Fate.NEW,
        ),
        (
            {"given_name": "Xiaoming", "family_name": "Wang", "native_name": "王小明", "email": ""},
            ["王小明", ""],
            Fate.THERE,
        ),
        (
            {"given_name": "Xiaoming", "family_name": "Wang", "native_name": "王小明", "email": ""},
            ["王小红", ""],
            Fate.NEW,
        ),
    ],
)
def test_people_of_the_directory_are_recognised(known: dict, row: list, fate: Fate, office: Office) -> None:
    PersonFactory(office=office, **known)

    plan = plan_import(read_contacts(csv_file(["姓名", "邮箱"], [row])), office=office, language="en")

    assert [contact.fate for contact in plan.contacts] == [fate]


def test_people_of_another_office_are_not_recognised(office: Office, other_office: Office) -> None:
    PersonFactory(office=other_office, email="p0@example.org")

    plan = plan_import(read_contacts(workbook(HEADINGS, rows(1))), office=office, language="en")

    assert [contact.fate for contact in plan.contacts] == [Fate.NEW]


def test_address_book(office: Office, editor: User) -> None:
    import_contacts(CARDS.encode(), office=office, language="pt", by=editor, at=timezone.now())

    ana: Any = Person.objects.get(email="ana@example.org")
    wang: Any = Person.objects.get(email="wang@example.org")
    assert (ana.given_name, ana.family_name, ana.honorific, ana.phone, ana.country.code) == (
        "Ana",
        "Exemplo",
        "Dr.",
        "+55 11 5555",
        "BR",
    )
    post = ana.posts.get()
    assert (post.title_pt, post.department_pt, post.organization.name_pt) == (
        "Researcher",
        "Physics",
        "National Laboratory",
    )
    assert (wang.native_name, wang.name_order) == ("王小明", "family_first")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "cannot|can be read"),
        (b"Shoe size,Colour\n1,2\n", "Family name"),
        (b"\xff\x00\x9d\x81\x00", "cannot be read"),
        (b"BEGIN:VCARD\nN:x\nEND:VCARD\nBEGIN:VCARD\nEND:VEVENT\n", "cannot be read|empty|a name"),
        (b"Name\n" + b"x y\n" * (MAX_ROWS + 1), "more than"),
    ],
)
def test_unreadable_files_say_why(content: bytes, words: str, office: Office, editor: User) -> None:
    with pytest.raises(Invalid) as caught:
        import_contacts(content, office=office, language="en", by=editor, at=timezone.now())

    said = str(caught.value.errors)
    assert any(word in said for word in words.split("|")) or "has errors" in said
    assert not Person.objects.exists()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_workbook_with_a_cell_far_away_is_refused_before_it_is_unfolded(
    elsewhere: bool, office: Office
) -> None:
    """Wherever the sheet lies: the workbook names its part, which need not be in the usual folder."""
    from io import BytesIO
    from zipfile import ZipFile

    from xlsxwriter import Workbook

    target = BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "Name")
        sheet.write("XFD1048576", "x")
    if elsewhere:
        moved = BytesIO()
        with ZipFile(target) as before, ZipFile(moved, "w") as after:
            for name in before.namelist():
                content = before.read(name).replace(b"worksheets/sheet1.xml", b"elsewhere/sheet1.part")
                after.writestr(name.replace("worksheets/sheet1.xml", "elsewhere/sheet1.part"), content)
        target = moved

    started = time.monotonic()
    with pytest.raises(Invalid, match="more than"):
        read_contacts(target.getvalue())
    assert time.monotonic() - started < 2


def test_formulas_are_texts_and_come_out_guarded(office: Office, editor: User) -> None:
    content = csv_file(["Name", "Notes"], [["Ana Exemplo", "=cmd()"]])
    assert b"'=cmd()" in content

    import_contacts(content, office=office, language="en", by=editor, at=timezone.now())

    assert Person.objects.get().notes == "=cmd()"


def test_reference_serves_its_uploader_only_and_expires(
    as_editor: Client, as_admin: Client, settings: Settings
) -> None:
    address = upload(as_editor, workbook(HEADINGS, rows(1)))

    assert as_admin.get(address).status_code == 302
    assert as_editor.get(address.replace("file=", "file=x")).status_code == 302
    assert as_editor.get(address).status_code == 200
    waiting = list((Path(settings.MEDIA_ROOT) / ".waiting").iterdir())
    old = time.time() - uploads.LIFETIME - 10
    os.utime(waiting[0], (old, old))
    uploads.sweep()
    assert as_editor.get(address).status_code == 302
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_template_has_headings_that_are_recognised(as_editor: Client) -> None:
    answer = as_editor.get(reverse("people:person_import_template"))

    table = read_contacts(answer.content)
    assert (table.rows, table.unknown, table.errors) == ([], [], [])


def test_contacts_without_headings_are_recognised(as_editor: Client) -> None:
    rows_only = [
        ["王小明", "w@example.org", "+86 10 5555 0001"],
        ["李小红", "l@example.org", "+86 10 5555 0002"],
    ]
    address = upload(as_editor, workbook(rows_only[0], rows_only[1:]))
    confirm(as_editor, address)
    assert sorted(Person.objects.values_list("native_name", "email", "phone")) == [
        ("李小红", "l@example.org", "+86 10 5555 0002"),
        ("王小明", "w@example.org", "+86 10 5555 0001"),
    ]


def test_the_file_comes_back_with_its_errors_marked(as_editor: Client) -> None:
    content = workbook(["Name", "E-mail"], [["Ana Exemplo", "no address"]])
    reference = parse_qs(urlsplit(upload(as_editor, content)).query)["file"][0]
    answer = as_editor.get(reverse("people:person_import_errors"), {"file": reference})
    assert read_contacts(answer.content).unknown == ["Errors"]
    assert answer["Cache-Control"] == "no-store" or "no-store" in answer["Cache-Control"]
