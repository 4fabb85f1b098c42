"""The order of precedence through the API: conventions are kept, lists are read with reasons and put in order."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from people.models import Office, Precedence, User
from people.services import directory
from people.services.precedence import convention_of
from tests.api.conftest import ROOT, calling
from tests.api.world import address, world
from tests.factories import OfficeFactory, UserFactory

BODY = {
    "name": {"en": "State visits", "pt": "Visitas de Estado"},
    "criteria": ["rank", "country"],
    "host": "first",
}


@pytest.fixture
def protocol(office: Office) -> APIClient:
    return calling(UserFactory(office=office, role="protocol"))


def test_a_convention_is_kept(protocol: APIClient, office: Office) -> None:
    made = protocol.post(f"{ROOT}precedences/", BODY, format="json")

    assert made.status_code == 201, made.content
    assert made.json()["is_default"] is True
    assert made.json()["criteria"] == ["rank", "country"]
    path, etag = made["Location"], made["ETag"]
    assert protocol.patch(path, {"together": True}, format="json").status_code == 428
    changed = protocol.patch(path, {"together": True}, format="json", headers={"if-match": etag})
    assert changed.json()["together"] is True
    stale = protocol.patch(path, {"together": False}, format="json", headers={"if-match": etag})
    assert stale.status_code == 412
    refused = protocol.delete(path, headers={"if-match": changed["ETag"]})
    assert refused.status_code == 409, "the default stays"


def test_another_becomes_the_default(protocol: APIClient, office: Office) -> None:
    protocol.post(f"{ROOT}precedences/", BODY, format="json")
    second = protocol.post(f"{ROOT}precedences/", BODY, format="json")

    answer = protocol.post(f"{second['Location']}make-default/", headers={"if-match": second["ETag"]})

    assert answer.json()["is_default"] is True
    assert str(convention_of(office).uid) == second.json()["uid"]
    found = protocol.get(f"{ROOT}precedences/", {"is_default": "true"}).json()["results"]
    assert [one["uid"] for one in found] == [second.json()["uid"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**BODY, "criteria": []}, "criteria"),
        ({**BODY, "criteria": ["rank", "rank"]}, "criteria"),
        ({**BODY, "criteria": ["age"]}, "criteria.0"),
        ({**BODY, "name": {}}, "name.en"),
        ({**BODY, "host": "nowhere"}, "host"),
        ({"name": BODY["name"]}, "criteria"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(
    protocol: APIClient, body: dict[str, Any], field: str
) -> None:
    answer = protocol.post(f"{ROOT}precedences/", body, format="json")

    assert answer.status_code == 400
    assert field in answer.json()["errors"], answer.json()


def test_an_organizer_reads_and_does_not_set(office: Office) -> None:
    client = calling(UserFactory(office=office, role="organizer"))

    assert client.get(f"{ROOT}precedences/").status_code == 200
    assert client.post(f"{ROOT}precedences/", BODY, format="json").status_code == 403


def test_everybody_of_an_event_in_order_with_reasons(api: APIClient, office: Office, organizer: User) -> None:
    made = world(office, organizer)
    path = address("events", made["events"], "precedence")

    [first] = api.get(path).json()

    assert first["registration"] == str(made["registrations"].uid)
    assert (first["number"], first["because"], first["tied"]) == (1, "", False)
    assert api.get(path, {"convention": str(made["precedences"].uid)}).status_code == 200
    for unknown in ("nothing", "00000000-0000-0000-0000-000000000000"):
        answer = api.get(path, {"convention": unknown})
        assert answer.status_code == 400
        assert "convention" in answer.json()["errors"]


@pytest.mark.parametrize("prefix", ["agenda-items", "delegations", "agreements"])
def test_what_belongs_to_a_record_is_put_in_order(
    api: APIClient, office: Office, organizer: User, prefix: str
) -> None:
    made = world(office, organizer)
    path = address(prefix, made[prefix], "precedence-order")

    assert api.post(path, {}, format="json").status_code == 204
    named = {"convention": str(made["precedences"].uid)}
    assert api.post(path, named, format="json").status_code == 204
    other = Precedence(office=OfficeFactory(), name_en="Theirs", criteria=["rank"])
    other.save()
    assert api.post(path, {"convention": str(other.uid)}, format="json").status_code == 400
    viewer = calling(UserFactory(office=office, role="viewer"))
    assert viewer.post(path, {}, format="json").status_code == 403


def test_speakers_stand_by_rank(api: APIClient, office: Office, organizer: User) -> None:
    from events.services import participations

    made = world(office, organizer)
    item = made["agenda-items"]
    item.participations.all().delete()
    for rank in (5, 3, 4):
        person = directory.add_person(
            office=office, family_name=f"Rank {rank}", by=organizer, at=timezone.now()
        )
        directory.add_post(person=person, title_en="Post", rank=rank, by=organizer, at=timezone.now())
        participations.add_participation(item=item, person=person, by=organizer, at=timezone.now())

    api.post(address("agenda-items", item, "precedence-order"), {}, format="json")

    assert [one.person.family_name for one in item.participations.all()] == ["Rank 3", "Rank 4", "Rank 5"]
