"""The directory: lists, search, forms, posts, links, duplicates, deletion."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from base.dates import PartialDate
from events.models import EventBody
from people.models import Entry, Office, Organization, Person, Post
from people.services import directory
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, PostFactory

PERSON: dict[str, Any] = {"version": 1, "given_name": "Ana", "family_name": "Exemplo", "name_order": "given_first", "native_name": "", "honorific": "", "academic_style": "", "aliases": "", "email": "", "phone": "", "country": "", "language": "", "notes": ""}  # fmt: skip
ORGANIZATION = {"version": 1, "name_en": "National Laboratory", "name_zh_hans": "国家实验室", "name_es": "", "name_pt": "", "native_name": "", "short_name": "", "aliases": "NatLab\n\nLab of the Nation", "kind": "laboratory", "country": "BR", "city": "Campinas", "website": "", "mandate_en": "", "mandate_zh_hans": "", "mandate_es": "", "mandate_pt": ""}  # fmt: skip
POST = {"version": 1, "title_en": "Director", "title_zh_hans": "主任", "title_es": "", "title_pt": "", "department_en": "", "department_zh_hans": "", "department_es": "", "department_pt": "", "organization": "", "rank": "", "since": "", "until": ""}  # fmt: skip


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["people:persons", "people:organizations"])
def test_lists_ask_the_same_queries_for_any_number_of_rows(
    name: str, as_admin: Client, office: Office
) -> None:
    PostFactory(person=PersonFactory(office=office))
    as_admin.get(reverse(name))
    with_one = queries(as_admin, reverse(name))
    for _n in range(2):
        person = PersonFactory(office=office)
        PostFactory(person=person)
        PostFactory(person=person)

    assert queries(as_admin, reverse(name)) == with_one
    assert with_one <= 8


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("实验", {"国家实验室"}),
        ("国家", {"国家实验室"}),
        ("centro coop", {"Centro de Cooperación"}),
        ("COOPERACIÓN", {"Centro de Cooperación"}),
        ("natl", {"国家实验室"}),
        ("campinas", {"国家实验室"}),
        ("nothing", set()),
    ],
)
def test_organizations_are_found_in_any_script(
    asked: str, found: set[str], as_admin: Client, office: Office
) -> None:
    OrganizationFactory(
        office=office, name_en="", name_zh_hans="国家实验室", short_name="NatLab", city="Campinas"
    )
    OrganizationFactory(office=office, name_en="", name_es="Centro de Cooperación")

    text = as_admin.get(reverse("people:organizations"), {"q": asked}).text

    assert {name for name in ("国家实验室", "Centro de Cooperación") if name in text} == found


@pytest.mark.parametrize("asked", ["小明", "王小", "wang xiaoming", "xiaoming", "Exemplo", "exem ana"])
def test_people_are_found_by_characters_pinyin_and_words(
    asked: str, as_admin: Client, office: Office
) -> None:
    wanted = PersonFactory(office=office, given_name="Ana", family_name="Exemplo", native_name="王小明")
    PersonFactory(office=office, given_name="Other", family_name="Person", native_name="李大")

    text = as_admin.get(reverse("people:persons"), {"q": asked}).text

    assert wanted.native_name in text
    assert "李大" not in text


def test_lists_filter_page_and_answer_htmx_with_the_results_alone(as_admin: Client, office: Office) -> None:
    for number in range(51):
        PersonFactory(office=office, family_name=f"Row{number:03}", country="BR")
    PersonFactory(office=office, family_name="Elsewhere", country="MX")
    address = reverse("people:persons")

    first = as_admin.get(address, {"country": "BR"}).text
    assert first.count("Row0") == 50
    assert "Elsewhere" not in first
    assert as_admin.get(f"{address}?country=BR&page=2").text.count("Row0") == 1
    part = as_admin.get(address, {"q": "elsewhere"}, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="results"' in part.text
    assert "Elsewhere" in part.text
    assert "HX-Request" in part["Vary"]


def test_list_shows_current_posts_only(as_admin: Client, office: Office) -> None:
    person = PersonFactory(office=office)
    PostFactory(person=person, title_en="Adviser of today")
    PostFactory(person=person, title_en="Deputy of old", until=PartialDate.parse("2001"))

    text = as_admin.get(reverse("people:persons")).text

    assert "Adviser of today" in text
    assert "Deputy of old" not in text


def test_organization_is_added_amended_and_journaled(as_editor: Client, office: Office) -> None:
    answer = as_editor.post(reverse("people:organization_add"), ORGANIZATION)
    organization = Organization.objects.get()
    assert answer["Location"] == reverse("reports:organization", args=[organization.uid])
    assert organization.aliases == ["NatLab", "Lab of the Nation"]

    edit = reverse("people:organization_edit", args=[organization.uid])
    assert as_editor.get(edit).status_code == 200
    assert as_editor.post(edit, {**ORGANIZATION, "city": "Recife"}).status_code == 302
    stale = as_editor.post(edit, {**ORGANIZATION, "city": "Manaus"})

    assert stale.status_code == 422
    assert "Manaus" in stale.text
    organization.refresh_from_db()
    assert (organization.city, organization.version) == ("Recife", 2)
    refused = as_editor.post(edit, {**ORGANIZATION, "version": 2, "aliases": "Nat\x00Lab"})
    assert (refused.status_code, "Null characters" in refused.text) == (422, True)
    assert 'name="version" value="2"' in stale.text  # saving again is a choice, and loses no typing
    assert list(Entry.objects.order_by("pk").values_list("verb", "fields"))[-1] == (
        "changed",
        ["city", "search"],
    )


def test_organization_needs_a_name_and_keeps_what_was_typed(as_editor: Client) -> None:
    answer = as_editor.post(
        reverse("people:organization_add"), {**ORGANIZATION, "name_en": "", "name_zh_hans": "", "aliases": ""}
    )

    assert answer.status_code == 422
    assert "at least one language" in answer.text
    assert "Campinas" in answer.text
    assert not Organization.objects.exists()


def test_similar_records_are_shown_first_and_the_user_decides(as_editor: Client, office: Office) -> None:
    PersonFactory(office=office, given_name="Ana", family_name="Exemplo Silva", email="ana@example.org")
    add = reverse("people:person_add")

    for data in (
        PERSON,
        {**PERSON, "given_name": "X", "family_name": "Y", "email": "ANA@example.org", "phone": "+55 1"},
    ):
        answer = as_editor.post(add, data)
        assert answer.status_code == 422
        assert "Exemplo Silva" in answer.text
        assert data["phone"] in answer.text
    assert Person.objects.count() == 1
    assert as_editor.post(add, {**PERSON, "anyway": "1"}).status_code == 302
    assert Person.objects.count() == 2


def test_similar_records_of_other_offices_are_not_shown(as_editor: Client, other_office: Office) -> None:
    PersonFactory(office=other_office, given_name="Ana", family_name="Exemplo")
    OrganizationFactory(office=other_office, name_en="National Laboratory")

    assert as_editor.post(reverse("people:person_add"), PERSON).status_code == 302
    assert as_editor.post(reverse("people:organization_add"), ORGANIZATION).status_code == 302


def test_several_posts_are_added_changed_and_deleted(as_editor: Client, office: Office) -> None:
    person = PersonFactory(office=office)
    organization = OrganizationFactory(office=office)
    add = reverse("people:post_add", args=[person.uid])

    assert as_editor.get(add).status_code == 200
    assert (
        as_editor.post(add, {**POST, "organization": organization.uid, "since": "2019-05"}).status_code == 302
    )
    assert as_editor.post(add, {**POST, "title_en": "Professor", "title_zh_hans": ""}).status_code == 302
    assert as_editor.post(add, {**POST, "title_en": "", "title_zh_hans": ""}).status_code == 422
    assert as_editor.post(add, {**POST, "since": "last year"}).status_code == 422
    first, second = Post.objects.order_by("pk")
    assert (first.organization, str(first.since), first.title_zh_hans) == (organization, "2019-05", "主任")

    edit = reverse("people:post_edit", args=[first.uid])
    assert str(organization.uid) in as_editor.get(edit).text
    as_editor.post(edit, {**POST, "organization": organization.uid, "since": "2019-05", "until": "2023"})
    first.refresh_from_db()
    assert not Post.objects.current(dt.date(2024, 1, 1)).filter(pk=first.pk).exists()
    as_editor.post(reverse("people:post_delete", args=[second.uid]))
    assert list(Post.objects.all()) == [first]


def test_post_takes_no_organization_of_another_office(
    as_editor: Client, office: Office, other_office: Office
) -> None:
    foreign = OrganizationFactory(office=other_office)
    person = PersonFactory(office=office)

    answer = as_editor.post(
        reverse("people:post_add", args=[person.uid]), {**POST, "organization": foreign.uid}
    )

    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_what_is_used_is_not_deleted(as_editor: Client, office: Office) -> None:
    organization = OrganizationFactory(office=office)
    body = EventBody.objects.create(
        event=EventFactory(office=office), organization=organization, office=office, role="host"
    )
    address = reverse("people:organization_delete", args=[organization.uid])

    assert as_editor.get(address).status_code == 200
    assert Organization.objects.count() == 1
    assert "used elsewhere" in as_editor.post(address, follow=True).text
    body.delete()
    as_editor.post(address)
    assert not Organization.objects.exists()


def test_person_goes_with_the_posts(as_editor: Client, office: Office) -> None:
    post = PostFactory(person=PersonFactory(office=office))

    as_editor.post(reverse("people:person_delete", args=[post.person.uid]))

    assert not Person.objects.exists()
    assert not Post.objects.exists()


def test_amending_a_person_renews_what_search_reads(office: Office) -> None:
    person = PersonFactory(office=office, family_name="Before")

    directory.amend_person(person, {"family_name": "After"}, by="test", at=timezone.now())

    assert list(Person.objects.matching("after")) == [person]
    assert not Person.objects.matching("before")


def test_viewer_reads_and_changes_nothing(office: Office) -> None:
    from tests.factories import UserFactory
    from tests.people.conftest import logged_in

    client = logged_in(UserFactory(office=office, role="viewer"))
    person = PersonFactory(office=office)

    text = client.get(reverse("people:persons")).text
    assert person.name in text
    assert reverse("people:person_add") not in text
    for name in ("people:person_edit", "people:person_delete", "people:post_add"):
        assert client.post(reverse(name, args=[person.uid]), PERSON).status_code == 403
