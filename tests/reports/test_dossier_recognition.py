"""Whom a dossier means: identifiers, names, short names, what contradicts, and what the sender may say to resolve it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from people.models import Identifier, Office, Organization, Person
from reports.dossier.check import InvalidDossierError, Mistake, check_dossier
from reports.dossier.load import Loaded, load
from tests.factories import OfficeFactory, OrganizationFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
ROR = "03yrm5c26"


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


def with_organization(**fields: Any) -> dict[str, Any]:
    return dossier(organizations=[{"id": "body", "names": {"en": "Institute of Light"}, **fields}])


def with_person(**fields: Any) -> dict[str, Any]:
    return dossier(people=[{"id": "who", "given_name": "Participant", "family_name": "Seventeen", **fields}])


def dossier(**parts: Any) -> dict[str, Any]:
    event = {"slug": "visit", "kind": "visit", "state": "held", "title": {"en": "Visit"}}
    return {"version": "1.1", "event": event, **parts}


def loaded(data: dict[str, Any], office: Office) -> Loaded:
    return load(check_dossier(data), office=office, by="command", at=timezone.now())


def mistake(data: dict[str, Any], office: Office) -> Mistake:
    with pytest.raises(InvalidDossierError) as refused:
        loaded(data, office)
    (found,) = refused.value.errors
    return found


def is_new(data: dict[str, Any], office: Office, noun: str = "organization") -> bool:
    created = loaded(data, office).created.get(noun, 0)
    again = loaded(data, office)
    assert (again.created, again.changed) == ({}, {})
    return created == 1


@pytest.mark.parametrize(
    "known",
    [
        {"name_en": "INSTITUTE  of Líght"},
        {"name_en": "Another", "aliases": ["institute of light"]},
        {"name_en": "", "native_name": "Institute of Light"},
        {"name_en": "", "name_es": "Institute of Light"},
    ],
)
def test_a_name_in_any_language_or_an_alias_is_recognised(office: Office, known: dict[str, Any]) -> None:
    row = OrganizationFactory(office=office, country="", **known)
    assert not is_new(with_organization(), office)
    row.refresh_from_db()
    assert "Institute of Light" in row.all_names or row.name_en == known["name_en"]


def test_a_known_name_is_kept_and_a_replaced_one_stays_as_an_alias(office: Office) -> None:
    row = OrganizationFactory(office=office, name_en="Optics Laboratory", native_name="光研究所", country="")
    assert not is_new(with_organization(native_name="光研究所"), office)
    row.refresh_from_db()
    assert (row.name_en, row.aliases) == ("Institute of Light", ["Optics Laboratory"])


def test_an_identifier_is_recognised_before_any_name(office: Office) -> None:
    row = OrganizationFactory(office=office, name_en="Former Name", country="")
    Identifier.objects.create(office=office, organization=row, scheme="ror", value=ROR)
    OrganizationFactory(office=office, name_en="Institute of Light", country="")
    data = with_organization(identifiers={"ror": f"https://ror.org/{ROR}"})
    loaded(data, office)
    row.refresh_from_db()
    assert (row.name_en, row.aliases) == ("Institute of Light", ["Former Name"])


def test_an_identifier_that_contradicts_a_name_is_an_error(office: Office) -> None:
    row = OrganizationFactory(office=office, name_en="Institute of Light", country="")
    Identifier.objects.create(office=office, organization=row, scheme="ror", value="05dxps055")
    found = mistake(with_organization(identifiers={"ror": ROR}), office)
    assert (found.path, [one.uid for one in found.candidates]) == ("$.organizations[0]", [row.uid])
    assert "ror" in found.expected


def test_identifiers_of_two_records_are_an_error(office: Office) -> None:
    for scheme, value in (("ror", ROR), ("wikidata", "Q42")):
        row = OrganizationFactory(office=office, country="")
        Identifier.objects.create(office=office, organization=row, scheme=scheme, value=value)
    found = mistake(with_organization(identifiers={"ror": ROR, "wikidata": "Q42"}), office)
    assert len(found.candidates) == 2


def test_a_mistyped_identifier_is_an_error_at_its_place(office: Office) -> None:
    found = mistake(with_organization(identifiers={"ror": "03yrm5c27"}), office)
    assert (found.path, found.value) == ("$.organizations[0].identifiers.ror", "03yrm5c27")


def test_another_country_is_an_error_and_tells_two_of_one_name_apart(office: Office) -> None:
    chile = OrganizationFactory(office=office, name_en="Institute of Light", country="CL", city="Santiago")
    found = mistake(with_organization(country="CN"), office)
    assert "country" in found.expected
    assert found.candidates[0].label == "Institute of Light (Santiago, Chile)"
    china = OrganizationFactory(office=office, name_en="Institute of Light", country="CN")
    assert not is_new(with_organization(country="CN", city="Beijing"), office)
    china.refresh_from_db()
    chile.refresh_from_db()
    assert (china.city, chile.city) == ("Beijing", "Santiago")


def test_same_as_picks_one_and_different_from_makes_another(office: Office) -> None:
    first, second = (
        OrganizationFactory(office=office, name_en="Institute of Light", country="") for _ in "12"
    )
    found = mistake(with_organization(), office)
    assert {one.uid for one in found.candidates} == {first.uid, second.uid}
    assert str(first.uid) in found.expected
    loaded(with_organization(same_as=str(second.uid), city="Lima"), office)
    second.refresh_from_db()
    assert second.city == "Lima"
    assert is_new(with_organization(different_from=[str(first.uid), str(second.uid)]), office)
    assert not is_new(with_organization(different_from=[str(first.uid)], city="Lima"), office)


def test_same_as_names_a_record_of_this_office_that_is_not_excluded(office: Office) -> None:
    foreign = OrganizationFactory(name_en="Institute of Light")
    assert "this office" in mistake(with_organization(same_as=str(foreign.uid)), office).expected
    own = OrganizationFactory(office=office)
    both = with_organization(same_as=str(own.uid), different_from=[str(own.uid)])
    assert "not excluded" in mistake(both, office).expected


def test_a_short_name_is_recognised_where_nothing_contradicts(office: Office) -> None:
    row = OrganizationFactory(
        office=office, name_en="", name_es="Instituto de la Luz", short_name="IoL", country=""
    )
    assert not is_new(with_organization(short_name="IOL"), office)
    row.refresh_from_db()
    assert row.name_en == "Institute of Light"


def test_a_short_name_of_a_body_with_another_full_name_is_not_recognised(office: Office) -> None:
    OrganizationFactory(office=office, name_en="Institute of Lasers", short_name="IoL", country="")
    assert is_new(with_organization(short_name="IoL"), office)


def test_a_short_name_of_several_is_an_error(office: Office) -> None:
    for number in "12":
        OrganizationFactory(
            office=office, name_en="", name_es=f"Instituto {number}", short_name="IoL", country=""
        )
    assert len(mistake(with_organization(short_name="IoL"), office).candidates) == 2


def test_two_entries_that_mean_one_record_are_an_error(office: Office) -> None:
    OrganizationFactory(office=office, name_en="Institute of Light", aliases=["Light Institute"], country="")
    data = with_organization()
    data["organizations"].append({"id": "other", "names": {"en": "Light Institute"}})
    found = mistake(data, office)
    assert found.path == "$.organizations[1]"
    assert "$.organizations[0]" in found.expected


def test_two_new_entries_that_cannot_be_told_apart_are_an_error(office: Office) -> None:
    data = with_person()
    data["people"].append({**data["people"][0], "id": "namesake"})
    with pytest.raises(InvalidDossierError) as refused:
        loaded(data, office)
    assert [error.path for error in refused.value.errors] == ["$.people[0]", "$.people[1]"]
    data["people"][0]["native_name"], data["people"][1]["native_name"] = "甲", "乙"
    assert loaded(data, office).created["person"] == 2
    assert loaded(data, office).created == {}


def test_a_person_is_recognised_in_either_order_of_the_name(office: Office) -> None:
    PersonFactory(office=office, given_name="Participant", family_name="Seventeen", country="")
    assert not is_new(with_person(name_order="family_first"), office, "person")


def test_another_native_name_is_an_error(office: Office) -> None:
    row = PersonFactory(
        office=office, given_name="Participant", family_name="Seventeen", native_name="甲", country=""
    )
    found = mistake(with_person(native_name="乙"), office)
    assert (found.path, [one.uid for one in found.candidates]) == ("$.people[0]", [row.uid])
    assert is_new(with_person(native_name="乙", different_from=[str(row.uid)]), office, "person")


def test_a_post_at_the_organization_tells_namesakes_apart(office: Office) -> None:
    body = OrganizationFactory(office=office, name_en="Institute of Light", country="")
    meant, _other = (
        PersonFactory(office=office, given_name="Participant", family_name="Seventeen", country="")
        for _ in "12"
    )
    PostFactory(person=meant, organization=body, title_en="Researcher")
    data = with_person(posts=[{"organization": "body", "title": {"en": "Director"}}])
    assert len(mistake(with_person(), office).candidates) == 2
    data["organizations"] = with_organization()["organizations"]
    loaded(data, office)
    assert {str(post) for post in meant.posts.all()} == {"Researcher", "Director"}
    assert Person.objects.of(office).count() == 2


def test_records_of_other_offices_are_never_recognised(office: Office) -> None:
    OrganizationFactory(name_en="Institute of Light")
    assert is_new(with_organization(), office)
    assert Organization.objects.of(office).count() == 1
