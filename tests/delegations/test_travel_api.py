"""Legs, rooms, vehicles, gifts and needs through the API: the same verbs, refusals and permissions as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from delegations.models import Delegation, Leg, Member, Needs, Stay
from events.models import Event
from people.models import Entry
from tests.api.conftest import ROOT, calling
from tests.delegations.travel import hotel
from tests.factories import UserFactory


@pytest.fixture
def api(event: Event) -> APIClient:
    return calling(UserFactory(office=event.office, role="protocol"))


@pytest.fixture
def people(crew: Callable[..., list[Member]]) -> list[str]:
    return [str(one.registration.uid) for one in crew("leader", "member")]


def made(api: APIClient, noun: str, body: dict[str, Any], status: int = 201) -> Any:
    answer = api.post(f"{ROOT}{noun}/", body)
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_a_journey_through_the_api(
    api: APIClient, event: Event, delegation: Delegation, people: list[str]
) -> None:
    body = {
        "event": event.slug, "delegation": str(delegation.uid), "way": "arrival", "number": "IB 3301", "travellers": people,
        "departs_on": "2026-06-01", "departs_time": "10:00", "departs_zone": "Europe/Madrid", "arrives_on": "2026-06-01",
        "arrives_time": "09:00", "arrives_zone": "Asia/Shanghai",
    }  # fmt: skip
    assert "arrives_on" in made(api, "legs", body, 400)["errors"]
    leg = made(api, "legs", {**body, "arrives_on": "2026-06-02"})
    assert (leg["arrives_at"], leg["travellers"]) == ("2026-06-02T01:00:00Z", people)
    path = f"{ROOT}legs/{leg['uid']}/"
    etag = api.get(path)["ETag"]
    assert api.patch(path, {"travellers": people[:1]}).status_code == 428
    changed = api.patch(path, {"travellers": people[:1]}, HTTP_IF_MATCH=etag)
    assert changed.json()["travellers"] == people[:1]
    assert api.patch(path, {"note": "x"}, HTTP_IF_MATCH=etag).status_code == 412
    assert api.post(f"{path}arrived/", {}).json()["arrived_at"]
    assert api.post(f"{path}arrived/", {"arrived": False}).json()["arrived_at"] is None
    car = made(api, "vehicles", {"event": event.slug, "name": "Car 1", "seats": 1})
    seat = f"{ROOT}vehicles/{car['uid']}/seat/"
    assert api.post(seat, {"registrations": people}).status_code == 400
    assert api.post(seat, {"leg": leg["uid"], "registrations": people}).status_code == 409
    assert (
        len(api.post(seat, {"leg": leg["uid"], "registrations": people, "beyond": True}).json()["rides"]) == 2
    )
    other = made(api, "vehicles", {"event": event.slug, "name": "Car 2"})
    ordered = api.post(f"{ROOT}vehicles/order/", {"event": event.slug, "uids": [other["uid"], car["uid"]]})
    assert ordered.status_code == 204
    rows = api.get(f"{ROOT}vehicles/", {"event": event.slug}).json()["results"]
    assert {row["name"]: row["position"] for row in rows} == {"Car 2": 0, "Car 1": 1}
    assert Leg.objects.get().travellers.count() == 1


def test_rooms_through_the_api(api: APIClient, event: Event, people: list[str]) -> None:
    body = {
        "event": event.slug, "hotel": str(hotel(event).uid), "check_in": "2026-06-01", "check_out": "2026-06-03",
        "occupants": people,
    }  # fmt: skip
    made(api, "stays", body, 409)
    assert not Stay.objects.exists()
    room = made(api, "stays", {**body, "beds": 2, "booking": "HOTEL77"})
    assert room["occupants"] == people
    assert "HOTEL77" not in str(room)
    path = f"{ROOT}stays/{room['uid']}/"
    assert api.patch(path, {"beds": 1}, HTTP_IF_MATCH=api.get(path)["ETag"]).status_code == 409
    assert (
        api.patch(path, {"beds": 1, "beyond": True}, HTTP_IF_MATCH=api.get(path)["ETag"]).json()["beds"] == 1
    )


def test_needs_go_in_and_come_out_only_with_a_reason(
    api: APIClient, event: Event, delegation: Delegation, people: list[str]
) -> None:
    made(api, "needs", {"registration": people[0]}, 400)
    row = made(api, "needs", {"registration": people[0], "diet": "halal", "medical": "insulin"})
    assert (row["diet_stated"], row["medical_stated"]) == (True, True)
    made(api, "needs", {"registration": people[0], "diet": "vegan"}, 409)
    path = f"{ROOT}needs/{row['uid']}/"
    seen = api.get(path)
    assert "insulin" not in seen.content.decode()
    assert api.patch(path, {"medical": ""}, HTTP_IF_MATCH=seen["ETag"]).json()["medical_stated"] is False
    assert api.patch(path, {"diet": ""}, HTTP_IF_MATCH=api.get(path)["ETag"]).status_code == 400
    assert api.post(f"{path}reveal/", {}).status_code == 400
    told = api.post(f"{path}reveal/", {"reason": "Orders for the banquet"})
    assert told.json() == {"diet": "halal", "medical": ""}
    assert told["Cache-Control"] == "no-store"
    assert Entry.objects.get(verb="revealed").note == "Orders for the banquet"
    viewer = calling(UserFactory(office=event.office, role="viewer"))
    assert viewer.get(path).status_code == 403
    assert viewer.get(f"{ROOT}vehicles/").status_code == 403
    assert viewer.get(f"{ROOT}legs/").json()["results"] == []
    made(viewer, "legs", {"event": event.slug}, 403)
    assert api.delete(path, HTTP_IF_MATCH=api.get(path)["ETag"]).status_code == 204
    assert not Needs.objects.exists()


def test_gifts_through_the_api(api: APIClient, delegation: Delegation) -> None:
    body = {"delegation": str(delegation.uid), "course": "given", "what": "A vase", "value": "300"}
    assert "currency" in made(api, "gifts", body, 400)["errors"]
    gift = made(api, "gifts", {**body, "currency": "CNY"})
    assert gift["value"] == 300
    found = api.get(f"{ROOT}gifts/", {"course": "received"}).json()["results"]
    assert found == []
