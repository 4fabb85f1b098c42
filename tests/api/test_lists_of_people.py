"""Lists of people and mergings through the API."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from base.sheets import workbook
from delegations.models import Delegation, Member
from people.models import Office, Person, User
from tests.api.world import world
from tests.factories import PersonFactory

HEADINGS = ["Full name", "E-mail", "Country", "团内职务"]


def sent(sheet: bytes, **values: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("list.xlsx", sheet), "language": "en", **values}


def test_a_list_of_members(office: Office, organizer: User, api: APIClient) -> None:
    delegation: Delegation = world(office, organizer)["delegations"]
    address = f"/api/v1/delegations/{delegation.uid}/import/"
    sheet = workbook(
        HEADINGS,
        [
            ["Rosa Amostra", "rosa@example.org", "Peru", "member"],
            ["Luz Muestra", "luz@example.org", "Peru", "member"],
        ],
    )
    before = Member.objects.count()

    dry = api.post(address, sent(sheet, dry_run=True), format="multipart")
    assert dry.status_code == 200, dry.content
    assert (dry.json()["written"], dry.json()["counts"]["new"]) == (False, 2)
    assert Member.objects.count() == before

    done = api.post(address, sent(sheet), format="multipart").json()
    assert done["written"]
    assert Member.objects.count() == before + 2
    again = api.post(address, sent(sheet), format="multipart").json()
    assert (again["counts"]["there"], again["rows"]) == (2, [])


def test_mistakes_are_a_problem(office: Office, organizer: User, api: APIClient) -> None:
    event = world(office, organizer)["events"]
    address = f"/api/v1/events/{event.slug}/participants/import/"
    sheet = workbook(HEADINGS[:3], [["Rosa Amostra", "no address", "Peru"], ["Luz Muestra", "", "Atlantis"]])

    answer = api.post(address, sent(sheet, dry_run=True), format="multipart")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [(one["row"], one["column"]) for one in answer.json()["mistakes"]] == [
        (2, "E-mail"),
        (3, "Country"),
    ]


def test_who_is_meant_is_asked_and_told(office: Office, organizer: User, api: APIClient) -> None:
    event = world(office, organizer)["events"]
    known = PersonFactory(office=office, given_name="Xiaoming", family_name="Wang", email="", country="CN")
    address = f"/api/v1/events/{event.slug}/participants/import/"
    sheet = workbook(["A", "B"], [["王小明", "w@example.org"]])
    columns = '{"A": "native_name", "B": "email"}'

    asked = api.post(address, sent(sheet, columns=columns), format="multipart")
    assert asked.status_code == 409
    assert asked.json()["undecided"][0]["candidates"][0]["uid"] == str(known.uid)
    told = api.post(
        address, sent(sheet, columns=columns, same_as=f'{{"2": "{known.uid}"}}'), format="multipart"
    )
    assert told.status_code == 200, told.content
    assert Person.objects.get(pk=known.pk).native_name == "王小明"


def test_two_records_become_one(office: Office, organizer: User, api: APIClient) -> None:
    kept, gone = PersonFactory(office=office, phone=""), PersonFactory(office=office, phone="+55 11 5555")
    old = gone.uid
    address = f"/api/v1/people/{kept.uid}/"
    etag = api.get(address)["ETag"]

    assert api.post(f"{address}merge/", {"other": str(gone.uid)}, format="json").status_code == 428
    done = api.post(
        f"{address}merge/",
        {"other": str(gone.uid), "take": ["family_name"]},
        format="json",
        HTTP_IF_MATCH=etag,
    )

    assert done.status_code == 200, done.content
    assert (done.json()["phone"], done.json()["family_name"]) == ("+55 11 5555", gone.family_name)
    moved = api.get(f"/api/v1/people/{old}/")
    assert moved.status_code == 308
    assert moved["Location"].endswith(address)
