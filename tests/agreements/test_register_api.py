"""The register by the API: its fields, papers, representatives, numbers, renewal, what is confidential."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from agreements.models import Agreement, AgreementDocument
from base.dates import PartialDate
from tests.agreements.register import PDF, record
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def api(office):
    return logged_in(office, "organizer")


def logged_in(office, role):
    client = APIClient()
    client.force_login(UserFactory(office=office, role=role))
    return client


def etag(api, path):
    return api.get(path).headers["ETag"]


def test_an_agreement_with_all_its_fields(office, api):
    parties = [{"organization": str(OrganizationFactory(office=office).uid)} for _ in range(2)]
    body = {
        "kind": "contract", "title": {"en": "Joint work"}, "parties": parties, "number": "K-1", "languages": ["en", "pt"],
        "authentic_language": "pt", "copies": 4, "signed_on": "2026-05", "state": "signed", "expires_on": "2029",
        "renewal": "automatic", "renewal_months": 12, "notice_months": 6, "amount": "1500.50", "currency": "BRL", "notes": "n",
        "confidential": True,
    }  # fmt: skip
    made = api.post(f"{ROOT}agreements/", body, format="json", HTTP_IDEMPOTENCY_KEY="one")
    assert made.status_code == 201, made.content
    again = api.post(f"{ROOT}agreements/", body, format="json", HTTP_IDEMPOTENCY_KEY="one")
    assert again.json()["uid"] == made.json()["uid"]
    shown = made.json()
    for name in set(body) - {"parties", "amount"}:
        assert shown[name] == body[name], name
    assert shown["amount"] == 1500.5
    path = f"{ROOT}agreements/{shown['uid']}/"
    for wrong in (
        {"currency": "ABCD"},
        {"currency": "XQZ"},
        {"authentic_language": "en", "languages": ["pt"]},
    ):
        assert api.patch(path, wrong, format="json", HTTP_IF_MATCH=made.headers["ETag"]).status_code == 400
    taken = api.post(f"{ROOT}agreements/", body, format="json")
    assert taken.status_code == 409
    assert "number" in taken.json()["errors"]
    blind = logged_in(office, "viewer")
    assert blind.get(path).status_code == 404
    assert blind.get(f"{ROOT}agreements/").json()["results"] == []
    reviewer = logged_in(office, "reviewer")
    assert reviewer.get(path).status_code == 200
    assert (
        reviewer.patch(path, {"notes": "x"}, format="json", HTTP_IF_MATCH=etag(reviewer, path)).status_code
        == 403
    )


def test_filters(office, api):
    late = record(office, title_en="Late", state="in_force", expires_on=PartialDate(2020), signed_on=PartialDate(2019, 5), event=EventFactory(office=office))  # fmt: skip
    record(office, title_en="Other", number="N-9", renews=late)
    asked = {
        "lapsed=true": {"Late"}, "lapsed=false": {"Other"}, "expires_before=2021-01-01": {"Late"}, "signed_in=2019": {"Late"},
        "without_event=true": {"Other"}, "number=n-9": {"Other"}, f"renews={late.uid}": {"Other"}, "confidential=true": set(),
        "expiring_within=30": set(), "q=late": {"Late"},
    }  # fmt: skip
    for query, titles in asked.items():
        found = api.get(f"{ROOT}agreements/?{query}").json()["results"]
        assert {one["title"]["en"] for one in found} == titles, query


def test_number_event_renewal_and_more_time(office, api):
    agreement = record(
        office, state="in_force", expires_on=PartialDate(2028, 5), renewal="automatic", renewal_months=12
    )
    path = f"{ROOT}agreements/{agreement.uid}/"
    assert api.post(f"{path}number/").status_code == 428
    numbered = api.post(f"{path}number/", HTTP_IF_MATCH=etag(api, path))
    assert numbered.json()["number"].endswith("-001")
    event = EventFactory(office=office)
    moved = api.post(f"{path}event/", {"event": event.slug}, format="json", HTTP_IF_MATCH=etag(api, path))
    assert moved.json()["event"] == event.slug
    foreign = {"event": EventFactory().slug}
    assert api.post(f"{path}event/", foreign, format="json", HTTP_IF_MATCH=etag(api, path)).status_code == 400
    longer = api.post(f"{path}prolong/", {}, format="json", HTTP_IF_MATCH=etag(api, path))
    assert longer.json()["expires_on"] == "2029-05"
    successor = api.post(
        f"{path}renew/", {"title": {"en": "Next"}, "state": "in_force", "signed_on": "2028"}, format="json"
    )
    assert successor.status_code == 201, successor.content
    assert successor.json()["renews"] == str(agreement.uid)
    assert api.get(path).json()["state"] == "renewed"
    assert api.post(f"{path}renew/", {}, format="json").status_code == 409
    supplement = api.post(f"{ROOT}agreements/{successor.json()['uid']}/supplement/", {}, format="json")
    assert supplement.json()["kind"] == "supplement"
    assert Agreement.objects.count() == 3


def test_papers(office, api):
    agreement = record(office)

    def send(client=api, content=PDF, name="text.pdf", **more):
        file = SimpleUploadedFile(name, content)
        body = {"agreement": str(agreement.uid), "kind": "draft", "language": "en", "file": file}
        return client.post(f"{ROOT}agreement-documents/", body, format="multipart", **more)

    made = send(HTTP_IDEMPOTENCY_KEY="k")
    assert made.status_code == 201, made.content
    assert send(HTTP_IDEMPOTENCY_KEY="k").json()["uid"] == made.json()["uid"]
    assert send().json()["number"] == 2
    assert send(content=b"<html>").status_code == 400
    assert send(logged_in(office, "viewer")).status_code == 403
    assert send(logged_in(OfficeFactory(), "organizer")).status_code == 400
    path = f"{ROOT}agreement-documents/{made.json()['uid']}/"
    got = api.get(f"{path}file/")
    assert b"".join(got.streaming_content) == PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert [one["number"] for one in api.get(f"{ROOT}agreements/{agreement.uid}/").json()["documents"]] == [
        2,
        1,
    ]
    assert api.delete(path, HTTP_IF_MATCH=etag(api, path)).status_code == 409
    newest = f"{ROOT}agreement-documents/{AgreementDocument.objects.get(number=2).uid}/"
    assert api.delete(newest, HTTP_IF_MATCH=etag(api, newest)).status_code == 204


def test_representatives(office, api):
    agreement = record(office)
    party, person = agreement.parties.first(), PersonFactory(office=office)
    body = {"party": str(party.uid), "person": str(person.uid), "task": "signatory"}
    made = api.post(f"{ROOT}agreement-representatives/", body, format="json")
    assert made.status_code == 201, made.content
    assert api.post(f"{ROOT}agreement-representatives/", body, format="json").status_code == 409
    foreign = body | {"person": str(PersonFactory().uid)}
    assert api.post(f"{ROOT}agreement-representatives/", foreign, format="json").status_code == 400
    path = f"{ROOT}agreement-representatives/{made.json()['uid']}/"
    confirmed = api.post(f"{path}confirm/", {}, format="json", HTTP_IF_MATCH=made.headers["ETag"])
    assert confirmed.json()["confirmed_at"]
    changed = api.patch(path, {"task": "contact"}, format="json", HTTP_IF_MATCH=etag(api, path))
    assert (changed.json()["task"], changed.json()["confirmed_at"]) == ("contact", None)
    assert api.post(f"{path}confirm/", {}, format="json", HTTP_IF_MATCH=etag(api, path)).status_code == 409
    acting = api.get(f"{ROOT}agreements/{agreement.uid}/").json()["parties"][0]["representatives"]
    assert [one["uid"] for one in acting] == [made.json()["uid"]]
    assert api.delete(path, HTTP_IF_MATCH=etag(api, path)).status_code == 204
