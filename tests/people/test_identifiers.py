"""Identifiers of organizations and people: their checks, their one form, whose they are; through verbs and both doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base.errors import Conflict, Invalid
from people.identifiers import normalised
from people.models import Entry, Identifier, Office, Organization
from people.services.identifiers import identifiers_of, set_identifiers
from tests.api.conftest import ROOT, calling
from tests.factories import OrganizationFactory, PersonFactory, UserFactory
from tests.people.test_directory_pages import ORGANIZATION, PERSON

ROR, ORCID, USCC = "03yrm5c26", "0000-0002-1825-0097", "91350100M000100Y43"


def put(record: Any, **values: str) -> list[str]:
    return set_identifiers(record, values, by="test", at=timezone.now())


@pytest.mark.parametrize(
    ("scheme", "typed", "stored"),
    [
        ("ror", "https://ror.org/03yrm5c26", ROR),
        ("ror", " ror.org/03YRM5C26 ".replace("ror.org/", ""), ROR),
        ("isni", "0000 0001 2103 2683", "0000000121032683"),
        ("isni", "ISNI 0000-0001-2103-2683", "0000000121032683"),
        ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
        ("uscc", "91350100 m000100y43", USCC),
        ("orcid", "https://orcid.org/0000-0002-1825-0097/", ORCID),
        ("orcid", "0000‐0002‐1825‐0097", ORCID),
        ("orcid", "0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("wikidata", "http://www.wikidata.org/entity/Q42", "Q42"),
        ("wikidata", "https://www.wikidata.org/wiki/q42", "Q42"),
        ("wikidata", "", ""),
    ],
)
def test_each_scheme_has_one_stored_form(scheme: str, typed: str, stored: str) -> None:
    assert normalised(scheme, typed) == stored
    assert normalised(scheme, stored) == stored


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("ror", "03yrm5c27"), ("ror", "13yrm5c26"), ("ror", "03yrm5l26"), ("isni", "0000000121032684"), ("isni", "12"),
        ("uscc", "91350100M000100Y4Z"), ("uscc", "91350100I000100Y43"), ("orcid", "0000-0002-1825-0098"),
        ("wikidata", "42"), ("wikidata", "Q042"), ("wikidata", "Q42; DROP"),
    ],
)  # fmt: skip
def test_a_typing_error_is_told(scheme: str, typed: str) -> None:
    with pytest.raises(ValidationError, match="typing error"):
        normalised(scheme, typed)


def test_identifiers_are_set_changed_removed_and_journaled(office: Office) -> None:
    organization = OrganizationFactory(office=office)
    assert put(organization, ror=f"https://ror.org/{ROR}", wikidata="Q42") == ["ror", "wikidata"]
    assert put(organization, ror=ROR) == []
    assert put(organization, wikidata="Q43") == ["wikidata"]
    assert put(organization, ror="") == ["ror"]
    assert identifiers_of(organization) == {"wikidata": "Q43"}
    organization.refresh_from_db()
    assert organization.version == 4
    entries = Entry.objects.about(f"organization:{organization.pk}").filter(verb="changed")
    assert [entry.fields for entry in entries] == [["identifiers"]] * 3
    assert not entries.filter(note__contains="Q4").exists()


def test_a_value_of_another_record_names_it(office: Office, other_office: Office) -> None:
    first = OrganizationFactory(office=office, name_en="The first institute")
    put(first, wikidata="Q42")
    with pytest.raises(Conflict, match="The first institute") as refused:
        put(PersonFactory(office=office), wikidata="http://www.wikidata.org/entity/Q42")
    assert list(refused.value.errors) == ["wikidata"]
    put(OrganizationFactory(office=other_office), wikidata="Q42")
    with pytest.raises(Invalid):
        put(first, orcid=ORCID)
    with pytest.raises(Invalid):
        put(first, ror="nonsense", wikidata="Q1")
    assert identifiers_of(first) == {"wikidata": "Q42"}


def test_the_form_takes_identifiers_sector_and_policies(as_editor: Client, office: Office) -> None:
    data = {
        **ORGANIZATION, "sector": "public", "policies_en": "Belt and Road\nOpening to the East", "policies_zh_hans": "一带一路",
        "ror": f"https://ror.org/{ROR}", "uscc": "",
    }  # fmt: skip
    assert as_editor.post(reverse("people:organization_add"), data).status_code == 302
    organization = Organization.objects.get()
    assert (organization.sector, identifiers_of(organization)) == ("public", {"ror": ROR})
    assert organization.policies == [
        {"en": "Belt and Road", "zh-hans": "一带一路"},
        {"en": "Opening to the East"},
    ]
    page = as_editor.get(reverse("reports:organization", args=[organization.uid])).text
    for shown in ("Belt and Road", f'href="https://ror.org/{ROR}"', "public"):
        assert shown in page
    edit = reverse("people:organization_edit", args=[organization.uid])
    form = as_editor.get(edit).text
    assert ROR in form
    assert "Opening to the East" in form
    wrong = as_editor.post(
        edit, {**data, "version": organization.version, "ror": "03yrm5c27", "city": "Manaus"}
    )
    assert (wrong.status_code, "typing error" in wrong.text, "Manaus" in wrong.text) == (422, True, True)
    organization.refresh_from_db()
    assert organization.city == "Campinas"


def test_a_new_record_with_an_identifier_of_another_is_refused_whole(
    as_editor: Client, office: Office
) -> None:
    put(PersonFactory(office=office, family_name="Known"), orcid=ORCID)
    answer = as_editor.post(reverse("people:person_add"), {**PERSON, "orcid": ORCID})
    assert answer.status_code == 422
    assert "Known" in answer.text
    assert as_editor.post(reverse("people:person_add"), {**PERSON, "wikidata": "Q7"}).status_code == 302
    assert Identifier.objects.filter(person__family_name=PERSON["family_name"]).get().value == "Q7"


def test_the_api_takes_shows_and_finds_identifiers(office: Office) -> None:
    api = calling(UserFactory(office=office, role="editor"))
    body = {"name": {"en": "Institute"}, "sector": "non_profit", "policies": [{"en": "Belt and Road"}],
            "identifiers": {"ror": f"https://ror.org/{ROR}", "wikidata": "Q42"}}  # fmt: skip
    made = api.post(f"{ROOT}organizations/", body)
    shown = made.json()
    assert shown["identifiers"] == {"ror": ROR, "wikidata": "Q42"}
    assert (shown["sector"], shown["policies"]) == ("non_profit", [{"en": "Belt and Road"}])
    where = made["Location"]
    changed = api.patch(where, {"identifiers": {"wikidata": None}}, HTTP_IF_MATCH=made["ETag"])
    assert changed.json()["identifiers"] == {"ror": ROR}
    assert changed["ETag"] != made["ETag"]
    stale = api.patch(where, {"identifiers": {"wikidata": "Q1"}}, HTTP_IF_MATCH=made["ETag"])
    assert stale.status_code == 412
    for identifier, status in (("ror.org/x", 400), (7, 400), ("Q42\n", 400)):
        answer = api.patch(where, {"identifiers": {"wikidata": identifier}}, HTTP_IF_MATCH=changed["ETag"])
        assert answer.status_code == status
        assert any(name.startswith("identifiers") for name in answer.json()["errors"])
    taken = api.post(
        f"{ROOT}people/", {"family_name": "X", "name_order": "given_first", "identifiers": {"orcid": "1"}}
    )
    assert list(taken.json()["errors"]) == ["identifiers.orcid"]
    assert api.patch(where, {"identifiers": {"orcid": ORCID}}, HTTP_IF_MATCH="*").status_code == 400
    OrganizationFactory(office=office)
    for asked in (ROR, f"https://ror.org/{ROR}"):
        rows = api.get(f"{ROOT}organizations/", {"identifier": asked}).json()["results"]
        assert [row["uid"] for row in rows] == [shown["uid"]]
    assert len(api.get(f"{ROOT}organizations/", {"sector": "non_profit"}).json()["results"]) == 1
