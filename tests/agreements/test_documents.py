"""The papers of an agreement: versions, kinds, download, what may be taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import AgreementDocument
from agreements.services.documents import add_document, remove_document
from base.errors import Conflict, Invalid
from people.models import Entry
from tests.agreements.register import DOING, PDF, record
from tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def paper(agreement, **values):
    given = {"kind": "draft", "language": "en", "content": PDF, "name": "draft.pdf", **values}
    return add_document(agreement=agreement, **given, **DOING)


def test_versions_are_counted_for_each_kind_and_language(office):
    agreement = record(office)
    found = [
        paper(agreement),
        paper(agreement),
        paper(agreement, language="es"),
        paper(agreement, kind="annex"),
    ]
    assert [one.number for one in found] == [1, 2, 1, 1]
    remove_document(found[1], **DOING)
    assert Entry.objects.filter(verb="document removed").exists()
    later = paper(agreement)
    assert later.number == 2
    with pytest.raises(Conflict):
        remove_document(found[0], **DOING)


def test_what_was_agreed_upon_stays(office):
    agreement = record(office, state="text_agreed")
    with pytest.raises(Conflict):
        remove_document(paper(agreement), **DOING)
    with pytest.raises(Invalid):
        paper(agreement, kind="translation", language="")


def test_upload_and_download(office, client):
    agreement = record(office, languages=["es"])
    client.force_login(UserFactory(office=office, role="protocol"))
    url = reverse("agreements:document_add", args=[agreement.uid])
    assert client.get(url).status_code == 200

    def send(name, content):
        file = SimpleUploadedFile(name, content)
        return client.post(url, {"kind": "agreed_text", "language": "es", "file": file, "note": "as agreed"})

    for name, content in (
        ("text.html", b"<script>"),
        ("text.pdf", b"<script>"),
        ("text.docx", b"PK\x03\x04"),
    ):
        answer = send(name, content)
        assert answer.status_code == 200
        assert "as agreed" in answer.text
    assert not AgreementDocument.objects.exists()
    assert send("../acuerdo\u0007 año.pdf", PDF).status_code == 302
    document = AgreementDocument.objects.get()
    page = client.get(reverse("agreements:agreement", args=[agreement.uid])).text
    assert "Agreed text" in page
    answer = client.get(reverse("agreements:document", args=[agreement.uid, document.uid]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_who_may(office, client):
    agreement = record(office)
    document = paper(agreement)
    read = reverse("agreements:document", args=[agreement.uid, document.uid])
    write = [
        reverse("agreements:document_add", args=[agreement.uid]),
        reverse("agreements:document_remove", args=[agreement.uid, document.uid]),
    ]
    client.force_login(UserFactory(office=office, role="viewer"))
    assert client.get(read).status_code == 200
    assert {client.post(url).status_code for url in write} == {403}
    client.force_login(UserFactory(office=OfficeFactory()))
    assert {client.post(url).status_code for url in write} == {404}
    assert client.get(read).status_code == 404
    other = record(office)
    client.force_login(UserFactory(office=office))
    assert client.get(reverse("agreements:document", args=[other.uid, document.uid])).status_code == 404
    client.post(write[1])
    assert not AgreementDocument.objects.exists()
