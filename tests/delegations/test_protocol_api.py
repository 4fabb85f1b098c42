"""Approvals and the settings of protocol through the API."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from delegations.models import Approval, Delegation, ProtocolSettings
from delegations.services.approvals import ask_approval
from people.models import Office
from tests.api.conftest import ROOT, calling
from tests.delegations.conftest import doing
from tests.factories import UserFactory


def test_a_scan_is_attached_and_handed_out(office: Office, delegation: Delegation) -> None:
    api = calling(UserFactory(office=office, role="protocol"))
    one = f"{ROOT}approvals/{ask_approval(delegation, **doing()).uid}/"
    etag = api.get(one)["ETag"]
    for name, content, status in (("scan.exe", b"MZ", 400), ("scan.pdf", b"%PDF-1.7\n%%EOF", 200)):
        sent = {"file": SimpleUploadedFile(name, content)}
        answer = api.post(f"{one}attach/", sent, format="multipart", HTTP_IF_MATCH=etag)
        assert answer.status_code == status, answer.content
    assert Approval.objects.get().file_name == "scan.pdf"
    assert b"".join(api.get(f"{one}scan/").streaming_content).startswith(b"%PDF")
    again = {"file": SimpleUploadedFile("scan.pdf", b"%PDF-1.7\n%%EOF")}
    assert api.post(f"{one}attach/", again, format="multipart", HTTP_IF_MATCH=etag).status_code == 412
    viewer = calling(UserFactory(office=office, role="viewer"))
    assert viewer.post(f"{one}attach/", again, format="multipart", HTTP_IF_MATCH=etag).status_code == 403


def test_the_protocol_officer_decides_for_the_office(office: Office) -> None:
    api, many = calling(UserFactory(office=office, role="protocol")), f"{ROOT}protocol-settings/"
    assert api.get(many).json()["results"] == []
    made = api.post(many, {"passport_months": 9}, format="json")
    assert (made.status_code, made.json()["keep_documents_days"]) == (201, 30)
    one = f"{many}{made.json()['uid']}/"
    changed = api.patch(one, {"approve_from": 20}, format="json", HTTP_IF_MATCH=made["ETag"])
    assert (changed.status_code, changed.json()["approve_from"]) == (200, 20)
    assert ProtocolSettings.objects.get().passport_months == 9
    organizer = calling(UserFactory(office=office, role="organizer"))
    assert organizer.get(one).status_code == 200
    assert organizer.patch(one, {}, format="json", HTTP_IF_MATCH=changed["ETag"]).status_code == 403
    assert calling(UserFactory(office=office, role="viewer")).get(many).status_code == 403
