"""Names: without web addresses where visitors type them, and on one line wherever they come from."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import urlize
from rest_framework.test import APIClient

from people.models import Office, Person, User
from people.services import directory, directory_sets
from people.validators import validate_name
from tests.factories import EventFactory, PersonFactory, UserFactory

BROKEN = "Participant\r\n\r\nA paragraph\u2028of mine\x07"
ONE_LINE = "Participant A paragraph of mine"


@pytest.mark.parametrize(
    "name",
    [
        "http://example.org/", "see www.example", "evil.com/login", "bit.ly/x", "t.co/x", "EVIL.COM", "example.org",
        "Win at example.net!", "a.gov", "例子.com", "例.com/登录",
    ],
)  # fmt: skip
def test_what_becomes_a_link_is_no_name(name: str) -> None:
    with pytest.raises(ValidationError, match="A name holds no web address"):
        validate_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "J. R. Smith", "J.R. Smith", "John Smith Jr.", "Dr.Sc. Ana", "St. John", "St.John", "María del C. Gómez",
        "A.B.C. van Dam", "Nguyen Van A.", "Sra. D.ª Ana", "Ph.D.", "Mr./Ms.", "Netto", "Orgaz", "王小明", "买买提·艾力",
        "O’Neill-Comes", "Comte de A.",
    ],
)  # fmt: skip
def test_real_names_are_names_and_no_links(name: str) -> None:
    validate_name(name)
    assert "<a" not in urlize(name)


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_colleague_keeps_a_person_on_one_line(door: str, as_admin: Client, office: Office) -> None:
    names = {
        "given_name": BROKEN,
        "family_name": "Seven\nteen",
        "native_name": "十\r\n七",
        "honorific": "Ms.\n",
    }
    if door == "page":
        page = reverse("people:person_add")
        status = as_admin.post(page, {**names, "name_order": "given_first", "aliases": ""}).status_code
    else:
        body = {**names, "aliases": ["Sev\nen"]}
        status = _api(office).post("/api/v1/people/", body, format="json").status_code
    assert status == {"page": 302, "api": 201}[door]
    person = Person.objects.get()
    assert (person.given_name, person.family_name) == (ONE_LINE, "Seven teen")
    assert (person.native_name, person.honorific) == ("十 七", "Ms.")
    assert person.aliases == ([] if door == "page" else ["Sev en"])


def test_so_does_a_colleague_who_registers_them(office: Office) -> None:
    event = EventFactory(office=office, state="published")
    values = {"event": event.slug, "given_name": BROKEN, "family_name": "Seven\nteen"}
    answer = _api(office).post("/api/v1/registrations/", values, format="json")
    assert answer.status_code == 201, answer.content
    assert Person.objects.get().styled_name == f"{ONE_LINE} Seven teen"


@pytest.mark.django_db
def test_a_change_is_kept_on_one_line_too(office: Office) -> None:
    person = PersonFactory(office=office, given_name="Participant", family_name="Before")
    directory.amend_person(
        person, {"family_name": "Af\nter", "aliases": ["O\nne"]}, by="test", at=timezone.now()
    )
    person = Person.objects.get()
    assert (person.family_name, person.aliases) == ("Af ter", ["O ne"])
    assert directory.amend_person(person, {"family_name": "Af \nter"}, by="test", at=timezone.now()) == []
    directory_sets.amend_people([(person, {"given_name": BROKEN})], by="test", at=timezone.now())
    assert Person.objects.get().given_name == ONE_LINE


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "十 七"), ("en", "Ms. Participant Seven teen"), ("pt", "Ms. Participant Seven teen")]
)  # fmt: skip
def test_letters_call_a_person_by_one_line(language: str, said: str) -> None:
    person = Person(
        given_name="Participant", family_name="Seven\nteen", native_name="十\n七", honorific="Ms."
    )
    assert person.name_in_letters(language) == said
    if language == "zh-hans":
        person.native_name = ""
        assert person.name_in_letters(language) == "Ms. Participant Seven teen"


def _api(office: Office) -> APIClient:
    user: User = UserFactory(office=office, role="organizer")
    client = APIClient()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
