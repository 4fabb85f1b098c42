"""Lists of members from an office's own spreadsheet."""

from __future__ import annotations

import datetime as dt
import io
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from base.errors import Conflict, DomainError, Invalid
from base.sheets import workbook
from delegations.models import Delegation, Member, Needs, TravelDocument
from delegations.services.importing import import_members, plan_members
from delegations.services.importing_fields import FIELDS
from delegations.services.travel_documents import opened
from events.models import Event, Registration
from events.services.importing import read_table
from people.models import Entry, Organization, Person, Post, User
from people.services.roster import NEW, Fate
from tests.delegations.conftest import doing, made
from tests.factories import EventFactory, PersonFactory

HEADINGS = [
    "Full name", "中文姓名", "Correo electrónico", "País", "Organization", "Cargo", "团内职务", "Passport number",
    "Expiry date", "Name as printed in the passport", "Date of birth", "Diet", "Languages",
]  # fmt: skip


@pytest.fixture(autouse=True)
def files_aside(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def row(n: int, **values: Any) -> list[Any]:
    known = {
        "name": f"Participant Number{n:05}", "native": "", "email": f"p{n}@example.org", "country": "Brasil",
        "organization": f"Laboratory {n % 5}", "title": "Director", "role": "leader" if n == 0 else "member",
        "passport": f"FX{100000 + n}", "expires": "2031-05-01", "printed": f"NUMBER{n:05} PARTICIPANT",
        "born": "23/04/1980", "diet": "vegetarian" if n % 2 else "", "languages": "English, português",
    }  # fmt: skip
    return list((known | values).values())


def content(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    return workbook(HEADINGS if headings is None else headings, rows)


def load(delegation: Delegation, sheet: bytes, **values: Any) -> Any:
    fresh = Delegation.objects.select_related("event__office", "office").get(pk=delegation.pk)
    return import_members(sheet, delegation=fresh, language="en", **values, **doing())


def plan(delegation: Delegation, sheet: bytes, **values: Any) -> Any:
    fresh = Delegation.objects.select_related("event__office", "office").get(pk=delegation.pk)
    return plan_members(read_table(sheet, FIELDS), delegation=fresh, language="en", **values)


def pictures() -> list[int]:
    models: list[Any] = [Person, Post, Organization, Registration, Member, TravelDocument, Needs, Entry]
    return [model.objects.count() for model in models]


def test_everything_is_written_and_the_same_file_again_changes_nothing(delegation: Delegation) -> None:
    sheet = content(*(row(n) for n in range(6)))

    load(delegation, sheet)

    members = list(delegation.members.select_related("registration__person"))
    assert [member.role for member in members] == ["leader"] + ["member"] * 5
    person = members[1].registration.person
    assert (person.given_name, person.family_name, str(person.country)) == (
        "Participant",
        "Number00001",
        "BR",
    )
    assert person.languages == ["en", "pt"]
    registration = members[1].registration
    assert (registration.organization_name, registration.job_title) == ("Laboratory 1", "Director")
    document = TravelDocument.objects.get(person=person)
    clear = opened(document)
    assert (clear.number, clear.printed_name, clear.born_on) == (
        "FX100001",
        "NUMBER00001 PARTICIPANT",
        dt.date(1980, 4, 23),
    )
    assert document.expires_on == dt.date(2031, 5, 1)
    assert document.delete_after is not None
    assert Needs.objects.count() == 3
    assert delegation.event.seats_taken != Event.objects.get(pk=delegation.event_id).seats_taken == 6

    before = pictures()
    again = load(delegation, sheet)
    assert pictures() == before
    assert {line.fate for line in again.roster.lines} == {Fate.THERE}


def test_a_rank_comes_with_its_post(delegation: Delegation) -> None:
    headings = [*HEADINGS, "Rango"]
    load(delegation, content([*row(1), 4], [*row(2), ""], headings=headings))
    assert list(Post.objects.order_by("pk").values_list("rank", flat=True)) == [4, None]
    with pytest.raises(Invalid):
        load(delegation, content([*row(3), "high"], headings=headings))


def test_no_passport_number_stands_in_the_database_or_the_journal(delegation: Delegation) -> None:
    load(delegation, content(row(1)))

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM delegations_traveldocument t")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(t::text, '') FROM people_entry t")
        stored += cursor.fetchone()[0]
    assert "FX100001" not in stored
    assert b"FX100001".hex() not in stored


def test_statements_do_not_depend_on_rows(event: Event) -> None:
    counts = []
    load(made(event), content(row(900)))
    for first, count in ((0, 2), (100, 140)):
        delegation = made(event)
        with CaptureQueriesContext(connection) as captured:
            load(
                delegation,
                content(*(row(n, role="member", diet="none") for n in range(first, first + count))),
            )
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_ten_thousand_rows_with_three_hundred_bad_ones(delegation: Delegation) -> None:
    rows = [row(n, email="no address") if n % 100 == 3 else row(n) for n in range(10_000)]
    for n in range(0, 10_000, 100):
        rows[n + 5] = row(n + 5, country="Atlantis")
        rows[n + 7] = row(n + 7, expires="soon")
    sheet = content(*rows)

    errors = plan(delegation, sheet).roster.errors
    assert len(errors) == 300 + 100  # a passport without the country that issued it is told as well
    with pytest.raises(Invalid, match="nothing was written"):
        load(delegation, sheet)
    assert not Person.objects.filter(office=delegation.office, email__startswith="p").exists()
    assert {(one.row - 2) % 100 for one in errors} == {3, 5, 7}


def test_seats_of_the_event_and_of_the_delegation_are_kept(event: Event) -> None:
    small = made(event, seats=2)
    with pytest.raises(Conflict, match="2 seats"):
        load(small, content(*(row(n) for n in range(3))))
    Event.objects.filter(pk=event.pk).update(capacity=1)
    with pytest.raises(Conflict, match="too few seats"):
        load(small, content(*(row(n) for n in range(2))))
    assert not Member.objects.exists()
    assert not Registration.objects.exists()


def test_similar_people_are_put_side_by_side_and_the_choice_is_kept(delegation: Delegation) -> None:
    office = delegation.office
    wang = PersonFactory(
        office=office, given_name="Xiaoming", family_name="Wang", email="w@example.org", country="CN"
    )
    sheet = content(row(1, name="", native="王小明", country="中国", email="wang@example.org"))

    line = plan(delegation, sheet).roster.lines[0]
    assert (line.fate, line.candidates[0].person, [why.value for why in line.candidates[0].reasons]) == (
        Fate.OPEN, wang, ["similar"],
    )  # fmt: skip
    with pytest.raises(Conflict, match="Decide first"):
        load(delegation, sheet)

    load(delegation, sheet, choices={"2": str(wang.uid)})
    wang.refresh_from_db()
    assert wang.native_name == "王小明"
    assert Registration.objects.get().person == wang
    before = pictures()
    load(delegation, sheet)
    assert pictures() == before


def test_a_different_person_stays_different_when_the_file_comes_again(delegation: Delegation) -> None:
    known = PersonFactory(
        office=delegation.office, given_name="Maria", family_name="Silva", email="", country="BR"
    )
    sheet = content(
        row(1, name="Maria da Silva Santos", email="", passport="", expires="", printed="", born="")
    )
    assert plan(delegation, sheet).roster.open

    load(delegation, sheet, choices={"2": NEW})
    before = pictures()
    again = load(delegation, sheet)

    assert pictures() == before
    assert again.roster.lines[0].known != known


def test_the_same_passport_and_the_same_address_are_told(delegation: Delegation, event: Event) -> None:
    load(delegation, content(row(1)))
    person = Registration.objects.get().person

    by_passport = plan(
        made(event), content(row(1, name="Somebody Else", email="else@example.org"))
    ).roster.lines[0]
    by_mail = plan(
        made(event), content(row(1, name="Somebody Else", passport="", expires="", printed="", born=""))
    ).roster.lines[0]

    assert [(c.person, c.reasons[0].value) for c in by_passport.candidates] == [(person, "passport")]
    assert [(c.person, c.reasons[0].value) for c in by_mail.candidates] == [(person, "email")]


def test_mistakes_between_rows_and_delegations_are_told(delegation: Delegation, event: Event) -> None:
    other = made(event)
    load(other, content(row(1)))
    sheet = content(row(1), row(2, passport="AB 123-456"), row(3, passport="AB123456"), row(4, passport=""))

    errors = {(one.row, one.expected) for one in plan(delegation, sheet).roster.errors}

    assert (2, "somebody who is in no other delegation of the event") in errors
    assert (4, "a number that no other row has; row 3 has it") in errors
    assert any(number == 5 and "passport number beside" in said for number, said in errors)


def test_a_missing_name_is_told_beside_what_else_is_wrong_in_the_row(delegation: Delegation) -> None:
    sheet = content(row(1, name="", email="x"), row(2, name="B" * 400, native=""))

    errors = {(one.row, one.expected) for one in plan(delegation, sheet).roster.errors}

    assert (2, "a name") in errors
    assert len([number for number, _said in errors if number == 2]) == 2
    assert (3, "a name") not in errors


def test_a_changed_file_changes_what_it_states(delegation: Delegation) -> None:
    load(delegation, content(row(0), row(1)))
    load(
        delegation,
        content(row(0), row(1, role="deputy", expires="2033-01-01", diet="no pork", title="Rector")),
    )

    member = delegation.members.get(role="deputy")
    assert member.position == 1
    assert TravelDocument.objects.get(person=member.registration.person).expires_on == dt.date(2033, 1, 1)
    assert member.registration.person.posts.count() == 2
    assert TravelDocument.objects.count() == 2


def test_columns_without_headings_are_recognised_by_example(delegation: Delegation) -> None:
    rows = [
        [
            "王小明",
            "a@example.org",
            "中国",
            "G12345678",
            "2032-03-04",
            "1979-11-30",
            "Wang Xiaoming",
            "领队" if 0 else "leader",
        ]
    ]
    rows.append(
        ["李小红", "b@example.org", "中国", "G22345678", "2032-03-04", "1985-11-30", "Li Xiaohong", "member"]
    )
    sheet = workbook(rows[0], rows[1:])

    load(delegation, sheet)

    person = Person.objects.get(email="a@example.org")
    assert (person.native_name, str(person.country)) == ("王小明", "CN")
    assert opened(TravelDocument.objects.get(person=person)).born_on == dt.date(1979, 11, 30)
    assert delegation.members.get(registration__person=person).role == "leader"


def test_ambiguous_dates_are_asked(delegation: Delegation) -> None:
    [error] = plan(delegation, content(row(1, born="03/04/1980"))).roster.errors
    assert "read in two ways" in error.expected


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_write_once() -> None:
    delegation = made(EventFactory(state="published", mode="in_person"))
    sheet = content(*(row(n) for n in range(5)))
    failures: list[BaseException] = []

    def confirm() -> None:
        try:
            load(delegation, sheet)
        except DomainError as exc:
            failures.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert Member.objects.count() == Registration.objects.count() == Person.objects.count() == 5


# --- the doors ------------------------------------------------------------------------------------------------------


def uploaded(client: Client, delegation: Delegation, sheet: bytes) -> str:
    data = {"file": SimpleUploadedFile("members.xlsx", sheet), "language": "en"}
    answer = client.post(reverse("delegations:member_import", args=[delegation.uid]), data)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def reference(address: str) -> str:
    return parse_qs(urlsplit(address).query)["file"][0]


def test_upload_map_decide_write(client: Client, officer: User, delegation: Delegation) -> None:
    PersonFactory(office=delegation.office, given_name="Xiaoming", family_name="Wang", email="", country="CN")
    headings = ["Full name", "Kontakt", "Land", "Shoe size"]
    sheet = workbook(
        headings,
        [["王小明", "w@example.org", "China", "40"], ["Ana Exemplo", "a@example.org", "Brasil", "38"]],
    )

    address = uploaded(client, delegation, sheet)
    assert "/columns/" in address
    page = client.get(address).text
    assert "what stands in it" in page
    assert "Shoe size" in page
    assert "w@example.org" in page
    answer = client.post(
        reverse("delegations:member_import_columns", args=[delegation.uid]),
        {
            "file": reference(address),
            "headed": "1",
            "column-0": "full_name",
            "column-1": "email",
            "column-2": "country",
            "column-3": "",
        },
    )
    check = answer["Location"]
    page = client.get(check).text
    assert "Is it the same person?" in page
    assert "similar name" in page
    here = reverse("delegations:member_import_check", args=[delegation.uid])
    refused = client.post(here, {"file": reference(check), "action": "write"}, follow=True).text
    assert "Decide first" in refused
    assert not Member.objects.exists()
    client.post(here, {"file": reference(check), "action": "save", "same-2": "new"})
    assert "checked" in client.get(check).text
    done = client.post(here, {"file": reference(check), "action": "write"}, follow=True).text
    assert "2 people were added" in done
    assert delegation.members.count() == 2
    assert "no longer here" in client.get(check, follow=True).text


def test_two_columns_cannot_hold_the_same(client: Client, officer: User, delegation: Delegation) -> None:
    address = uploaded(client, delegation, workbook(["Full name", "Other"], [["Ana Exemplo", "x"]]))
    answer = client.post(
        reverse("delegations:member_import_columns", args=[delegation.uid]),
        {"file": reference(address), "headed": "1", "column-0": "full_name", "column-1": "full_name"},
    )
    assert answer.status_code == 422
    assert "Two columns" in answer.text


def test_what_was_said_of_the_columns_holds_for_the_mended_file(
    client: Client, officer: User, delegation: Delegation
) -> None:
    first, mended = (workbook(["Full name", "Sektion"], [["Ana Exemplo", text]]) for text in ("x", "y"))
    address = uploaded(client, delegation, first)
    said = {"file": reference(address), "headed": "1", "column-0": "full_name", "column-1": "note"}
    client.post(reverse("delegations:member_import_columns", args=[delegation.uid]), said)

    again = uploaded(client, delegation, mended)
    assert "/check/" in again
    assert "Columns left out" not in client.get(again).text
    other = workbook(["Full name", "Sektion", "Gruppe"], [["Ana Exemplo", "x", "y"]])
    assert "/columns/" in uploaded(client, delegation, other)
    nameless = uploaded(client, delegation, workbook(["Sektion"], [["x"]]))
    assert "/columns/" in nameless


def test_errors_come_back_marked_in_the_file(client: Client, officer: User, delegation: Delegation) -> None:
    sheet = content(
        row(1, email="no address"),
        row(2),
        row(3, country="Atlantis", passport="", expires="", printed="", born=""),
    )
    address = uploaded(client, delegation, sheet)
    assert "/check/" in address
    page = client.get(address).text
    assert "no address" in page
    assert "Write all of it" not in page

    answer = client.get(
        reverse("delegations:member_import_errors", args=[delegation.uid]), {"file": reference(address)}
    )

    cells = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert cells[0][-1] == "Errors"
    assert "no address" in str(cells[1][-1])
    assert cells[2][-1] == ""
    assert "Atlantis" in str(cells[3][-1])


def test_the_template_is_recognised_and_offers_lists(
    client: Client, officer: User, delegation: Delegation
) -> None:
    answer = client.get(reverse("delegations:member_import_template", args=[delegation.uid]))
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") >= 3
    table = read_table(answer.content, FIELDS)
    assert (table.rows, table.unknown, table.errors) == ([], [], [])


def test_only_who_runs_delegations_imports(client: Client, delegation: Delegation) -> None:
    from tests.factories import OfficeFactory, UserFactory

    for user, status in (
        (UserFactory(office=delegation.office, role="viewer"), 403),
        (UserFactory(office=OfficeFactory(), role="protocol"), 404),
    ):
        client.force_login(user)
        for name in ("import", "import_columns", "import_check", "import_errors", "import_template"):
            address = reverse(f"delegations:member_{name}", args=[delegation.uid])
            assert client.get(address).status_code == status, name


def test_pages_ask_the_database_as_often_at_three_rows_as_at_one(
    client: Client, officer: User, event: Event
) -> None:
    counts = []
    for first, count in ((0, 1), (10, 3)):
        delegation = made(event)
        address = uploaded(client, delegation, content(*(row(n) for n in range(first, first + count))))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_event_takes_participants_without_passports(client: Client, event: Event) -> None:
    from tests.factories import UserFactory

    client.force_login(UserFactory(office=event.office, role="organizer"))
    sheet = workbook(["Nombre completo", "E-mail", "Role"], [["Ana Exemplo", "a@example.org", "speaker"]])
    data = {"file": SimpleUploadedFile("list.xlsx", sheet), "language": "en"}
    address = client.post(reverse("events:participants_import", args=[event.slug]), data)["Location"]
    assert "/check/" in address
    here = reverse("events:participants_import_check", args=[event.slug])
    done = client.post(here, {"file": reference(address), "action": "write"}, follow=True).text
    assert "1 person was added" in done
    assert Registration.objects.get().role == "speaker"
    again = client.post(
        reverse("events:participants_import", args=[event.slug]),
        {"file": SimpleUploadedFile("list.xlsx", sheet), "language": "en"},
    )["Location"]
    assert "is there already" in client.get(again).text
    assert client.get(reverse("events:participants_import_template", args=[event.slug])).status_code == 200
    assert (
        client.get(
            reverse("events:participants_import_errors", args=[event.slug]), {"file": reference(again)}
        ).status_code
        == 200
    )
