"""The conventions of an office: what it starts with, the pages on which they are kept, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from base.errors import Conflict, Invalid, Stale
from people.models import Entry, Office, Precedence, User
from people.precedence import HostPlace
from people.services import access
from people.services import precedence as verbs
from people.services.precedence import convention_of
from tests.factories import PersonFactory, UserFactory
from tests.people.conftest import logged_in

pytestmark = pytest.mark.django_db


def added(office: Office, name: str = "Ours", **values: Any) -> Precedence:
    given = {"name_en": name, "criteria": ["country", "name"], **values}
    return verbs.add_precedence(office=office, by=None, at=timezone.now(), **given)


@pytest.fixture
def protocol(office: Office) -> Client:
    return logged_in(UserFactory(office=office, role="protocol"))


def typed(**given: Any) -> dict[str, Any]:
    return {
        "name_en": "State visits",
        "name_zh_hans": "国事访问",
        "criteria_0": "rank",
        "criteria_1": "",
        "criteria_2": "country",
        "host": "first",
        "language": "es",
        "together": "on",
        **given,
    }


def test_a_new_office_starts_with_the_usual_conventions(language: None) -> None:
    translation.activate("en")  # a request of an earlier test may have left another
    office, _user = access.create_office(
        name="Office", slug="office", admin_email="boss@example.org", at=timezone.now()
    )

    assert [str(one) for one in Precedence.objects.of(office)] == [
        "International",
        "By country name",
        "By rank and family name",
    ]
    international = convention_of(office)
    assert international.is_default
    assert international.in_words == (
        "rank of the post → date of notification → name of the country (English); host side: last"
    )
    assert Precedence.objects.get(office=office, name_en="By country name").host == HostPlace.FIRST
    assert all(one.name_zh_hans and one.name_es and one.name_pt for one in Precedence.objects.of(office))


def test_without_any_record_lists_follow_the_international_one(office: Office) -> None:
    assert convention_of(office).pk is None
    assert [str(criterion) for criterion in convention_of(office).criteria] == ["rank", "notified", "country"]


def test_a_protocol_officer_adds_a_convention(protocol: Client, office: Office) -> None:
    answer = protocol.post(reverse("people:precedence_add"), typed())

    assert answer.status_code == 302
    made = Precedence.objects.get(office=office)
    assert (made.criteria, made.host, made.language, made.together) == (
        ["rank", "country"],
        "first",
        "es",
        True,
    )
    assert made.is_default, "the first one is"
    assert Entry.objects.filter(verb="created", about__contains=[f"precedence:{made.pk}"]).exists()
    assert "State visits" in protocol.get(reverse("people:precedences")).text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"criteria_0": "", "criteria_2": ""}, "This field is required."),
        ({"criteria_1": "rank"}, "Each criterion counts once."),
        ({"name_en": "", "name_zh_hans": ""}, "State a name in at least one language."),
        ({"criteria_0": "age"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_said_and_the_typing_stays(
    protocol: Client, office: Office, given: dict[str, str], message: str
) -> None:
    answer = protocol.post(reverse("people:precedence_add"), typed(language="pt", **given))

    assert answer.status_code == 422
    assert message in answer.text
    assert '<option value="pt" selected>' in answer.text
    assert not Precedence.objects.filter(office=office).exists()


def test_a_convention_is_changed_unless_somebody_was_faster(protocol: Client, office: Office) -> None:
    made = added(office)
    page = reverse("people:precedence_edit", args=[made.uid])
    assert '<option value="country" selected>' in protocol.get(page).text

    assert protocol.post(page, typed(version=made.version)).status_code == 302
    late = protocol.post(page, typed(version=made.version, name_en="Late"))

    assert late.status_code == 422
    assert "Somebody changed this in the meantime" in late.text
    made.refresh_from_db()
    assert made.name_en == "State visits"


def test_one_is_the_default_and_the_default_stays(protocol: Client, office: Office) -> None:
    first, second = added(office, "First"), added(office, "Second")

    protocol.post(reverse("people:precedence_default", args=[second.uid]))

    assert convention_of(office) == second
    assert Precedence.objects.filter(office=office, is_default=True).count() == 1
    page = reverse("people:precedence_delete", args=[second.uid])
    assert "Delete this convention?" in protocol.get(page).text
    assert "Make another one the default first." in protocol.post(page, follow=True).text
    protocol.post(reverse("people:precedence_delete", args=[first.uid]))
    assert list(Precedence.objects.of(office)) == [second]


def test_verbs_refuse_what_pages_do(office: Office) -> None:
    with pytest.raises(Invalid, match="at least one criterion"):
        added(office, criteria=[])
    made = added(office)
    with pytest.raises(Stale):
        verbs.make_default(made, by=None, at=timezone.now(), expected=made.version + 1)
    with pytest.raises(Conflict):
        verbs.delete_precedence(made, by=None, at=timezone.now())


@pytest.mark.parametrize("role", ["organizer", "editor", "reviewer", "viewer"])
def test_others_read_and_change_nothing(office: Office, role: str) -> None:
    made = added(office)
    client = logged_in(UserFactory(office=office, role=role))

    page = client.get(reverse("people:precedences"))

    assert page.status_code == 200
    assert "Ours" in page.text
    assert "Add a convention" not in page.text
    assert client.get(reverse("people:precedence_add")).status_code == 403
    assert client.post(reverse("people:precedence_edit", args=[made.uid]), typed()).status_code == 403
    assert client.post(reverse("people:precedence_default", args=[made.uid])).status_code == 403
    assert client.post(reverse("people:precedence_delete", args=[made.uid])).status_code == 403


def test_the_conventions_of_another_office_do_not_exist(protocol: Client, other_office: Office) -> None:
    made = added(other_office)

    for name in ("precedence_edit", "precedence_delete"):
        assert protocol.get(reverse(f"people:{name}", args=[made.uid])).status_code == 404
    assert "Ours" not in protocol.get(reverse("people:precedences")).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_runs_a_fixed_number_of_queries(protocol: Client, office: Office, count: int) -> None:
    protocol.get(reverse("people:precedences"))
    for number in range(count):
        added(office, f"Convention {number}")

    with CaptureQueriesContext(connection) as asked:
        assert protocol.get(reverse("people:precedences")).status_code == 200

    assert len(asked) == 3, "session with user, roles with offices, conventions"


def test_the_form_of_a_post_tells_the_usual_levels(as_admin: Client, admin: User, office: Office) -> None:
    person = PersonFactory(office=office)

    assert "vice-minister" in as_admin.get(reverse("people:post_add", args=[person.uid])).text
