"""The doors of the delegations room under /api/v1/."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from delegations.models import Delegation
from events.models import Event, Registration
from people.models import Notice, Office
from tests.api.conftest import ROOT, calling
from tests.api.test_doors import is_problem
from tests.delegations.conftest import joined, made, participant
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

DELEGATIONS, MEMBERS = f"{ROOT}delegations/", f"{ROOT}delegation-members/"


@pytest.fixture
def api(office: Office) -> APIClient:
    """With a token of the protocol officer."""
    return calling(UserFactory(office=office, role="protocol"))


def created(api: APIClient, path: str, body: dict[str, Any], **headers: str) -> Any:
    answer = api.post(path, body, **headers)
    assert answer.status_code == 201, answer.content
    return answer


def test_a_delegation_from_its_announcement_to_its_departure(api: APIClient, event: Event) -> None:
    senders = [str(OrganizationFactory(office=event.office).uid) for _ in range(2)]
    leaders = [str(PersonFactory(office=event.office).uid) for _ in range(2)]
    body = {
        "event": event.slug, "senders": senders, "leaders": leaders, "country": "CN", "direction": "outbound", "seats": 4,
        "purpose": {"en": "Opening", "zh-hans": "揭牌"}, "composition_notified_on": "2030-07",
    }  # fmt: skip
    first = created(api, DELEGATIONS, body, HTTP_IDEMPOTENCY_KEY="k")
    assert created(api, DELEGATIONS, body, HTTP_IDEMPOTENCY_KEY="k")["Idempotency-Replayed"] == "true"
    assert Delegation.objects.count() == 1
    shown = first.json()
    assert [one["organization"]["uid"] for one in shown["senders"]] == senders
    assert [one["person"]["uid"] for one in shown["leaders"]] == leaders
    assert (shown["state"], shown["purpose"], shown["composition_notified_on"]) == ("announced", body["purpose"], "2030-07")  # fmt: skip
    path = first["Location"]
    changed = api.patch(path, {"senders": senders[::-1]}, HTTP_IF_MATCH=first["ETag"])
    assert [one["organization"]["uid"] for one in changed.json()["senders"]] == senders[::-1]
    is_problem(api.patch(path, {"seats": 1}, HTTP_IF_MATCH=changed["ETag"]), 409, "conflict")
    is_problem(api.patch(path, {"leaders": []}, HTTP_IF_MATCH=changed["ETag"]), 400)
    etag = changed["ETag"]
    for state in ("composed", "confirmed", "received", "departed"):
        moved = api.post(f"{path}move/", {"to": state}, HTTP_IF_MATCH=etag)
        assert moved.json()["state"] == state
        etag = moved["ETag"]
    is_problem(api.post(f"{path}move/", {"to": "withdrawn"}, HTTP_IF_MATCH=etag), 409)
    is_problem(api.delete(path, HTTP_IF_MATCH=etag), 409)


def test_a_withdrawal_with_its_registrations(api: APIClient, delegation: Delegation) -> None:
    member = joined(delegation, "leader")
    path = f"{DELEGATIONS}{delegation.uid}/"
    etag = api.get(path)["ETag"]
    answer = api.post(f"{path}move/", {"to": "withdrawn", "cancel_registrations": True}, HTTP_IF_MATCH=etag)
    assert (answer.json()["state"], answer.json()["leaders"]) == ("withdrawn", [])
    assert Registration.objects.get(pk=member.registration_id).state == "cancelled"


def test_members_come_by_registration_or_as_people(
    api: APIClient, event: Event, delegation: Delegation
) -> None:
    one, person = participant(event), PersonFactory(office=event.office)
    body = {"delegation": str(delegation.uid), "registration": str(one.uid), "role": "deputy"}
    deputy = created(api, MEMBERS, body)
    assert deputy.json()["registration_state"] == "confirmed"
    body = {"delegation": str(delegation.uid), "person": str(person.uid), "role": "leader"}
    leader = created(api, MEMBERS, body)
    assert leader.json()["person"]["name"] == person.name
    assert not Notice.objects.filter(kind__startswith="registration.").exists()
    is_problem(api.post(MEMBERS, body), 409)
    both = {**body, "registration": str(one.uid)}
    assert set(is_problem(api.post(MEMBERS, both), 400)["errors"]) == {"registration"}
    listed = api.get(MEMBERS, {"delegation": str(delegation.uid), "role": "leader"}).json()["results"]
    assert [row["uid"] for row in listed] == [leader.json()["uid"]]
    changed = api.patch(deputy["Location"], {"role": "leader"}, HTTP_IF_MATCH=deputy["ETag"])
    assert changed.json()["role"] == "leader"
    order = {"uids": [deputy.json()["uid"], leader.json()["uid"]]}
    assert api.post(f"{DELEGATIONS}{delegation.uid}/member-order/", order).status_code == 204
    leaders = api.get(f"{DELEGATIONS}{delegation.uid}/").json()["leaders"]
    assert [one["uid"] for one in leaders] == order["uids"]
    etag = api.get(deputy["Location"])["ETag"]
    assert api.delete(deputy["Location"], HTTP_IF_MATCH=etag).status_code == 204
    assert Registration.objects.filter(pk=one.pk).exists()


def test_the_lists_are_filtered(api: APIClient, event: Event) -> None:
    inbound = made(event, direction="inbound", country="CL")
    made(EventFactory(office=event.office), direction="outbound", country="CN")
    sender = inbound.senders.get().organization.uid
    for query in (
        {"event": event.slug},
        {"direction": "inbound"},
        {"country": "cl"},
        {"sender": str(sender)},
    ):
        rows = api.get(DELEGATIONS, query).json()["results"]
        assert [row["uid"] for row in rows] == [str(inbound.uid)], query
    member = joined(inbound)
    assert len(api.get(MEMBERS, {"event": event.slug}).json()["results"]) == 1
    assert len(api.get(MEMBERS, {"person": str(member.registration.person.uid)}).json()["results"]) == 1


@pytest.mark.parametrize(
    ("role", "status"), [("organizer", 201), ("protocol", 201), ("editor", 403), ("viewer", 403)]
)
def test_roles_run_delegations(office: Office, event: Event, role: str, status: int) -> None:
    api = calling(UserFactory(office=office, role=role))
    body = {"event": event.slug, "name": {"en": "Guests"}}
    assert api.post(DELEGATIONS, body).status_code == status
    delegation = made(event)
    assert api.get(f"{DELEGATIONS}{delegation.uid}/").status_code == 200
    sent = {"delegation": str(delegation.uid), "registration": str(participant(event).uid)}
    assert api.post(MEMBERS, sent).status_code == status


def test_nothing_of_another_office_is_tied_to_it(api: APIClient, event: Event) -> None:
    theirs = EventFactory(office=OfficeFactory(), state="published")
    sender, foreigner = OrganizationFactory(office=theirs.office), participant(theirs)
    body = {"event": event.slug, "senders": [str(sender.uid)]}
    assert "senders.0" in is_problem(api.post(DELEGATIONS, body), 400)["errors"]
    body = {"delegation": str(made(event).uid), "registration": str(foreigner.uid)}
    assert "registration" in is_problem(api.post(MEMBERS, body), 400)["errors"]
    is_problem(api.post(DELEGATIONS, {"event": theirs.slug, "name": {"en": "Guests"}}), 400)
    assert Delegation.objects.count() == 1
