"""Signings prepared, their check-list, runs of show."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from agreements.ceremonies import ceremony_of
from agreements.checklist import checklist
from agreements.models import Agreement, ShowStep, Signing
from agreements.services import signings
from agreements.services.agreements import record_agreement
from agreements.services.representatives import confirm_signatory
from base.errors import Conflict, Invalid
from events.services import agenda, participations
from tests.agreements.stage import DO, NOW, Stage
from tests.factories import (
    EventFactory,
    OfficeFactory,
    PersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return Stage()


def test_what_is_prepared_is_checked(stage):
    for wrong in (
        {"flags": ["XX"]},
        {"flags": ["CN", "CN"]},
        {"copies": {"es": 0}},
        {"rehearsal_at": stage.item.starts_at},
        {"assistants": [(Stage().agreement.parties.first(), PersonFactory(office=stage.office))]},
    ):
        with pytest.raises(Invalid), transaction.atomic():
            stage.prepare(**wrong)
    elsewhere = agenda.add_item(event=EventFactory(office=stage.office), kind="signing", **DO)
    with pytest.raises(Invalid):
        signings.prepare_signing(agreement=stage.agreement, item=elsewhere, **DO)
    signing = stage.prepare(pens=2)
    with pytest.raises(Conflict):
        stage.prepare()
    assert signings.amend_signing(signing, {"pens": 4}, expected=1, **DO) == ["pens"]
    stage.sign()
    with pytest.raises(Conflict):
        signings.remove_signing(signing, **DO)


def test_the_check_list_says_what_is_missing_until_nothing_is(stage):
    signing = stage.prepare()

    def lacks():
        ceremony = ceremony_of(stage.item, stage.user)
        return [lack.text for lack in checklist(ceremony.tables[0], ceremony)]

    assert lacks() == [
        "The agreed text is not uploaded.",
        "There is no text in: Spanish and Simplified Chinese.",
        "It is not stated which text is authentic.",
        "Who signs for Transfer Centre is not confirmed.",
        "Nobody assists Transfer Centre at the table.",
        "The flag is missing: China.",
        "Who signs for University of the South is not confirmed.",
        "Nobody assists University of the South at the table.",
        "The flag is missing: Chile.",
        "No power to sign is uploaded.",
        "There are 0 pens for 2 signatories.",
        "Copies in Spanish: 0 for 2 parties.",
        "Copies in Simplified Chinese: 0 for 2 parties.",
        "The rehearsal is not set.",
        "No interpreter is named.",
    ]
    for one in stage.signatories:
        confirm_signatory(one, **DO)
    helpers = [(party, PersonFactory(office=stage.office)) for party in stage.agreement.parties.all()]
    changes = {
        "flags": ["CN", "CL"], "pens": 2, "copies": {"es": 2, "zh-hans": 2},
        "rehearsal_at": stage.item.starts_at - dt.timedelta(hours=2),
    }  # fmt: skip
    signings.amend_signing(signing, changes, assistants=helpers, **DO)
    interpreter = PersonFactory(office=stage.office)
    participations.add_participation(item=stage.item, person=interpreter, role="interpreter", **DO)
    Agreement.objects.update(authentic_language="es")
    from agreements.models import AgreementDocument

    for kind, language in (("agreed_text", "es"), ("translation", "zh-hans"), ("full_powers", "")):
        AgreementDocument.objects.create(
            office=stage.office, agreement=stage.agreement, kind=kind, language=language, number=1,
            file="0" * 64, name="text.pdf", media_type="application/pdf", size=1, added_at=NOW,
        )  # fmt: skip
    assert lacks() == []


def test_the_preparation_on_its_page(stage, client):
    client.force_login(stage.user)
    url = reverse("agreements:signing", args=[stage.agreement.uid])
    page = client.get(url).content.decode()
    assert "China, Chile" in page
    helper = PersonFactory(office=stage.office)
    typed = {
        "item": stage.item.pk, "flags": "Chile, cn", "pens": "3", "copies_es": "2", "copies_zh-hans": "2", "table_note": "Green cloth",
        "rehearsal_at": "2027-07-25T16:00", "assistants_0": str(helper.uid), "assistants_1": "",
    }  # fmt: skip
    assert "is not a country" in client.post(url, typed | {"flags": "Atlantis"}).content.decode()
    assert client.post(url, typed).status_code == 302
    signing = Signing.objects.get()
    assert signing.rehearsal_at == dt.datetime(2027, 7, 25, 8, tzinfo=dt.UTC)
    assert 'value="2027-07-25T16:00"' in client.get(url).content.decode()
    assert (signing.flags, signing.copies) == (["CL", "CN"], {"es": 2, "zh-hans": 2})
    assert [one.person for one in signing.assistants.all()] == [helper]
    page = client.get(url).content.decode()
    assert "Green cloth" in page
    assert "No power to sign is uploaded." in page
    client.force_login(UserFactory(office=stage.office, role="viewer"))
    assert "Green cloth" in client.get(url).content.decode()
    assert client.post(url, typed).status_code == 403
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(url).status_code == 404


def test_a_run_of_show_is_proposed_changed_and_put_in_order(stage, client):
    stage.prepare()
    client.force_login(stage.user)
    client.post(stage.url("outcome_show_propose"))
    client.post(stage.url("outcome_show_propose"))
    steps = list(ShowStep.objects.filter(item=stage.item))
    assert [step.minute for step in steps] == [-30, -10, 0, 3, 4, 6, 8, 11]
    assert stage.signatories[0].person.styled_name in steps[3].who
    item = client.get(reverse("events:item", args=[stage.event.slug, stage.item.uid])).content.decode()
    assert stage.url("outcome_ceremony") in item
    page = client.get(stage.url("outcome_ceremony")).content.decode()
    assert "09:30" in page
    assert "10:03" in page
    client.post(stage.url("outcome_step_shift", steps[4].uid), {"to": "up"})
    moved = list(ShowStep.objects.filter(item=stage.item))
    assert [step.pk for step in moved[3:5]] == [steps[4].pk, steps[3].pk]
    assert [step.minute for step in moved] == [-30, -10, 0, 3, 4, 6, 8, 11]
    form = stage.url("outcome_step_add")
    assert "Say what happens" in client.post(form, {"minute": "5"}).content.decode()
    assert client.post(form, {"minute": "5", "what_en": "Applause", "who": "All"}).status_code == 302
    client.post(stage.url("outcome_show_clear"))
    assert not ShowStep.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_run_a_fixed_number_of_queries(stage, client, count, django_assert_num_queries):
    client.force_login(stage.user)
    for _one in range(count):
        made = record_agreement(
            office=stage.office, event=stage.event, kind="mou", title_en="Memorandum", parties=[stage.one, stage.two], **DO
        )  # fmt: skip
        signings.prepare_signing(agreement=made, item=stage.item, **DO)
        agenda.add_item(event=stage.event, kind="launch", title_en="Launch", **DO)
    client.get(stage.url("outcome_ceremony"))
    with django_assert_num_queries(QUERIES["list"]):
        client.get(reverse("agreements:outcome_ceremonies", args=[stage.event.slug]))
    with django_assert_num_queries(QUERIES["page"]):
        client.get(stage.url("outcome_ceremony"))


QUERIES = {"list": 6, "page": 15}
