"""Seating through the API: who is seated, a seat by hand, where everybody sits, and the files."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from events.models import SeatingPlan
from people.models import Office, User
from tests.api.conftest import calling
from tests.api.world import address, world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def seats(api: APIClient, at: str) -> dict[str, str]:
    return {one["seat"]: one["name"] for one in api.get(f"{at}seats/").json() if one["place"]}


def test_a_plan_from_its_people_to_its_papers(office: Office, organizer: User, api: APIClient) -> None:
    made: dict[str, Any] = world(office, organizer)
    event, guest = made["events"], made["registrations"]
    answer = api.post(
        "/api/v1/seating-plans/",
        {"event": event.slug, "name": {"en": "Head table"}, "layout": "rostrum", "flags": ["CN"]},
    )
    assert answer.status_code == 201, answer.content
    at = answer["Location"]
    places = [
        {"registration": str(guest.uid), "principal": True},
        {"label": "Interpreter", "beside": 0, "task": "interpreter"},
        {"label": "Guest"},
    ]
    refused = api.post(f"{at}places/", {"places": [{"label": "One", "beside": 7}]}, HTTP_IF_MATCH=answer["ETag"])  # fmt: skip
    assert refused.status_code == 400
    answer = api.post(f"{at}places/", {"places": places}, HTTP_IF_MATCH=answer["ETag"])
    assert answer.status_code == 200, answer.content
    plan = answer.json()
    assert plan["places"][1]["beside"] == plan["places"][0]["uid"]
    name = made["people"].styled_name
    assert seats(api, at) == {"S1": name, "S3": "Interpreter", "S2": "Guest"}
    pin = {"place": plan["places"][2]["uid"], "seat": "S1", "reason": "opens the session"}
    assert api.post(f"{at}pin/", pin).status_code == 428
    answer = api.post(f"{at}pin/", pin, HTTP_IF_MATCH=answer["ETag"])
    assert answer.status_code == 200, answer.content
    assert seats(api, at)["S1"] == "Guest"
    assert api.post(f"{at}precedence-order/", {}).status_code == 204
    assert seats(api, at)["S1"] == "Guest"
    for file, media in (("drawing", "image/svg+xml"), ("paper", "application/pdf"), ("plates", "application/pdf"), ("cards", "application/pdf")):  # fmt: skip
        found = api.get(f"{at}{file}/")
        assert (found.status_code, found["Content-Type"]) == (200, media)
    changed = api.patch(at, {"profile": "domestic"}, HTTP_IF_MATCH=api.get(at)["ETag"])
    assert changed.json()["profile"] == "domestic"


def test_readers_read_and_strangers_find_nothing(office: Office, organizer: User) -> None:
    plan: SeatingPlan = world(office, organizer)["seating-plans"]
    reader = calling(UserFactory(office=office, role="viewer"))
    at = address("seating-plans", plan)
    assert reader.get(f"{at}seats/").status_code == 200
    etag = reader.get(at)["ETag"]
    for path, body in (("places/", {"places": []}), ("pin/", {"place": str(plan.uid), "seat": ""})):
        assert reader.post(f"{at}{path}", body, HTTP_IF_MATCH=etag).status_code == 403
    assert reader.patch(at, {"profile": "domestic"}, HTTP_IF_MATCH=etag).status_code == 403
    officer = calling(UserFactory(office=office, role="protocol"))
    assert officer.patch(at, {"profile": "domestic"}, HTTP_IF_MATCH=etag).status_code == 200
