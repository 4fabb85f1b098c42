"""What is recorded of a ceremony, and its papers in four languages."""

import io
import subprocess
import zipfile

import pytest
from django.urls import reverse

from agreements.ceremonies import ceremony_of
from agreements.models import Agreement, Appointment, Outcome, ShowStep
from agreements.services import ceremonies
from events.services import participations
from tests.agreements.stage import DO, Stage
from tests.factories import (
    OfficeFactory,
    PersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return Stage()


def test_a_confidential_signing_is_not_told_by_its_run_of_show(stage, client):
    stage.prepare()
    Agreement.objects.update(confidential=True)
    ceremonies.propose_show(ceremony_of(stage.item, stage.user), **DO)
    viewer = UserFactory(office=stage.office, role="viewer")
    shown = ceremony_of(stage.item, viewer)
    assert (shown.tables, shown.steps) == ((), None)
    assert not ShowStep.objects.visible_to(viewer).exists()
    client.force_login(viewer)
    assert "Letter of intent" not in client.get(stage.url("outcome_ceremony")).content.decode()
    url = reverse("reports:run_of_show", args=[stage.event.slug, stage.item.uid, "pdf"])
    assert "Letter of intent" not in read(client.get(url).content)


def test_an_unveiling_is_recorded_in_one_tap(stage, client):
    stage.item = stage.item_of("unveiling", "Unveiling of the joint laboratory")
    unveiler = PersonFactory(office=stage.office)
    participations.add_participation(item=stage.item, person=unveiler, role="unveiler", **DO)
    client.force_login(stage.user)
    for _tap in range(2):
        client.post(stage.url("outcome_ceremony_record"))
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.text_en, outcome.item) == (
        "unveiling",
        "Unveiling of the joint laboratory",
        stage.item,
    )
    assert [actor.person for actor in outcome.actors.all()] == [unveiler]
    assert outcome.text_en in client.get(stage.url("outcome_ceremony")).content.decode()


def appointed(stage, client):
    stage.item = stage.item_of("appointment", "Appointment of advisers")
    person = PersonFactory(office=stage.office, honorific="Ms.", native_name="示例")
    participations.add_participation(item=stage.item, person=person, role="appointee", **DO)
    client.force_login(stage.user)
    url = stage.url("outcome_ceremony_appoint")
    assert person.family_name in client.get(f"{url}?person={person.uid}").content.decode()
    typed = {
        "appointment-person": str(person.uid), "appointment-title_en": "Senior adviser",
        "appointment-organization": str(stage.one.uid), "appointment-since": "2027-07",
    }  # fmt: skip
    for _tap in range(2):
        assert client.post(url, typed).status_code == 302
    return Appointment.objects.get()


def test_an_appointment_gives_a_letter_with_only_what_is_recorded(stage, client):
    appointment = appointed(stage, client)
    assert Outcome.objects.get().kind == "appointment"
    url = reverse("reports:letter_of_appointment", args=[appointment.uid, "pdf"])
    text = read(client.get(url, {"language": "en"}).content)
    for said in ("Letter of appointment", stage.office.name, "Ms. Participant", "示例", "Senior adviser",
                 "Transfer Centre", "since July 2027", "26 July 2027", "Signature"):  # fmt: skip
        assert said in text, said
    word = reverse("reports:letter_of_appointment", args=[appointment.uid, "docx"])
    for language in ("en", "zh-hans", "es", "pt"):
        said = words(client.get(word, {"language": language}).content)
        assert "Senior adviser" in said
        assert "{" not in said
        assert "Senior adviser" in read(client.get(url, {"language": language}).content)
    Appointment.objects.update(since=None)
    assert "Term" not in read(client.get(url, {"language": "en"}).content)
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [("en", "Signing ceremony", "26 July 2027"), ("zh-hans", "签约仪式", "2027年7月26日"),
     ("es", "Signing ceremony", "26 de julio de 2027"), ("pt", "Signing ceremony", "26 de julho de 2027")],
)  # fmt: skip
def test_the_run_of_show_on_paper(stage, client, language, title, day):
    stage.prepare(flags=["CN", "CL"], pens=4, copies={"es": 2}, table_note="Green cloth")
    ceremonies.propose_show(ceremony_of(stage.item, stage.user), **DO)
    client.force_login(stage.user)
    for form, reader in (("pdf", read), ("docx", words)):
        url = reverse("reports:run_of_show", args=[stage.event.slug, stage.item.uid, form])
        text = reader(client.get(url, {"language": language}).content)
        for said in (
            title,
            day,
            "Letter of intent",
            "Transfer Centre",
            "Green cloth",
            stage.signatories[1].person.name,
        ):
            assert said.replace(" ", "") in text.replace(" ", ""), (form, said)
        assert "10:03" in text
    assert client.get(url.replace("docx", "txt")).status_code == 404


def read(content):
    """The text of a PDF."""
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def words(content):
    """The text of a Word document."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        tree = etree.fromstring(packed.read("word/document.xml"))
    return "\n".join(text.text or "" for text in tree.iter("{*}t"))
