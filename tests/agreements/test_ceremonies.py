"""Signings, unveilings, launches and appointments: prepared, run, recorded, put right; their papers in four languages."""

import datetime as dt
import io
import subprocess
import threading
import zipfile

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreements.ceremonies import ceremony_of, signing_of
from agreements.checklist import checklist
from agreements.models import Agreement, Appointment, Outcome, ShowStep, Signature, Signing
from agreements.services import ceremonies, signings
from agreements.services.agreement_sets import set_signatures
from agreements.services.agreements import delete_agreement, record_agreement
from agreements.services.representatives import add_representative, confirm_signatory
from agreements.services.signatures import annul_signature, record_signature, state_post
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from events.services import agenda, participations
from people.models import Entry
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)
DO = {"by": "command", "at": NOW}


class Stage:
    """A forum with a signing at ten, and an agreement between two parties with a signatory each."""

    def __init__(self, **values):
        self.office = OfficeFactory()
        self.user = UserFactory(office=self.office, role="organizer")
        self.event = EventFactory(office=self.office, start_on=PartialDate(2027, 7, 26), zone="Asia/Shanghai")
        self.one = OrganizationFactory(office=self.office, name_en="Transfer Centre", country="CN")
        self.two = OrganizationFactory(office=self.office, name_en="University of the South", country="CL")
        self.agreement = record_agreement(
            office=self.office, event=self.event, kind="letter_of_intent", title_en="Letter of intent",
            state="text_agreed", parties=[self.one, self.two], **{"languages": ["es", "zh-hans"], **values}, **DO,
        )  # fmt: skip
        self.signatories = []
        for party in self.agreement.parties.all():
            post = PostFactory(person=PersonFactory(office=self.office), organization=party.organization)
            self.signatories.append(
                add_representative(party=party, person=post.person, task="signatory", post=post, **DO)
            )
        self.item = self.item_of("signing", "Signing ceremony", "签约仪式")

    def item_of(self, kind, title, chinese=""):
        return agenda.add_item(
            event=self.event, kind=kind, title_en=title, title_zh_hans=chinese, on=PartialDate(2027, 7, 26),
            start_time=dt.time(10), end_time=dt.time(11), place_en="Main hall", **DO,
        )  # fmt: skip

    def prepare(self, **values):
        return signings.prepare_signing(agreement=self.agreement, item=self.item, **values, **DO)

    def sign(self, number=0):
        return record_signature(
            party=self.signatories[number].party, person=self.signatories[number].person, **DO
        )

    def url(self, name, *more):
        return reverse(f"agreements:{name}", args=[self.event.slug, self.item.uid, *more])


@pytest.fixture
def stage():
    return Stage()


def refused(statement, *values):
    with (
        pytest.raises(IntegrityError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


def test_the_database_refuses_to_change_or_delete_a_signature(stage):
    signature = stage.sign()
    other = PersonFactory(office=stage.office)
    refused("UPDATE agreements_signature SET person_id = %s WHERE id = %s", other.pk, signature.pk)
    refused("UPDATE agreements_signature SET signed_at = NULL WHERE id = %s", signature.pk)
    refused("DELETE FROM agreements_signature WHERE id = %s", signature.pk)
    refused(
        "UPDATE agreements_signature SET annulled_at = now(), annulment = 'x', post_id = NULL WHERE id = %s",
        signature.pk,
    )
    annul_signature(signature, reason="The wrong line", by=stage.user, at=NOW)
    refused("UPDATE agreements_signature SET annulled_at = NULL, annulment = '' WHERE id = %s", signature.pk)
    refused("UPDATE agreements_signature SET annulment = 'another' WHERE id = %s", signature.pk)
    refused("DELETE FROM agreements_signature WHERE id = %s", signature.pk)


def test_an_annulment_keeps_the_signature_with_its_reason(stage):
    signature = stage.sign()
    with pytest.raises(Invalid):
        annul_signature(signature, reason=" ", by=stage.user, at=NOW)
    annul_signature(signature, reason="The wrong line", by=stage.user, at=NOW)
    signature.refresh_from_db()
    assert (signature.annulled_by, signature.annulment, signature.signed_at) == (
        stage.user,
        "The wrong line",
        NOW,
    )
    with pytest.raises(Conflict):
        annul_signature(signature, reason="Again", by=stage.user, at=NOW)
    entry = Entry.objects.filter(subject=f"signature:{signature.pk}", verb="annulled").get()
    assert "wrong" not in entry.note
    anew = stage.sign()
    assert anew.pk != signature.pk
    assert list(Signature.objects.valid()) == [anew]


def test_a_post_stated_later_is_a_signature_recorded_anew(stage):
    signature = stage.sign()
    other = PostFactory(person=signature.person, organization=stage.one, title_en="Vice Director")
    anew = state_post(signature, other, **DO)
    assert (anew.post, anew.signed_at) == (other, NOW)
    assert list(Signature.objects.valid()) == [anew]
    assert state_post(anew, other, **DO) == anew


def test_signing_twice_is_once_and_not_before_the_text_is_agreed(stage):
    assert stage.sign() == stage.sign()
    assert Signature.objects.count() == 1
    assert stage.sign().post == stage.signatories[0].post
    Agreement.objects.update(state="negotiating")
    with pytest.raises(Conflict):
        stage.sign(1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_double_tap_at_the_same_moment_is_one_signature(locked, monkeypatch):
    """The negative control: without the lock the second tap fails on the constraint instead of finding the first."""
    stage, failures, gate = Stage(), [], threading.Barrier(2)
    if not locked:
        from agreements.services import signatures

        monkeypatch.setattr(signatures, "_locked", lambda party: party.agreement)
        known = Signature.objects.valid
        monkeypatch.setattr(type(Signature.objects), "valid", lambda self: (known(), gate.wait(5))[0])

    def tap():
        try:
            if locked:
                gate.wait(5)
            stage.sign()
        except (IntegrityError, Invalid, Conflict) as exc:
            failures.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Signature.objects.count() == 1
    assert bool(failures) is not locked


def test_sets_annul_and_insert_only_what_differs(stage):
    one, _two = stage.agreement.parties.all()
    first, second = (PersonFactory(office=stage.office) for _ in range(2))
    assert set_signatures([(one, [(first, None)])], new=True, **DO) == {one.pk}
    kept = Signature.objects.get()
    assert set_signatures([(one, [(first, None)])], new=False, **DO) == set()
    assert set_signatures([(one, [(first, None), (second, None)])], new=False, **DO) == {one.pk}
    assert set_signatures([(one, [(second, None)])], new=False, **DO) == {one.pk}
    kept.refresh_from_db()
    assert kept.annulled_at == NOW
    assert [row.person for row in Signature.objects.valid()] == [second]


def test_an_agreement_that_nobody_signed_can_be_deleted(stage):
    stage.prepare()
    signed = Stage()
    annul_signature(signed.sign(), reason="Only tried", **DO)
    with pytest.raises(Conflict):
        delete_agreement(signed.agreement, **DO)
    delete_agreement(stage.agreement, **DO)
    assert not Signing.objects.exists()


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


def test_one_tap_for_each_signature_then_the_agreement_is_signed(stage, client):
    stage.prepare()
    client.force_login(stage.user)
    url = stage.url("outcome_ceremony_now")
    assert client.post(url, {"agreement": stage.agreement.uid}).status_code == 302
    stage.agreement.refresh_from_db()
    assert stage.agreement.state == "text_agreed"
    for one in stage.signatories:
        for _tap in range(2):
            client.post(url, {"representative": one.uid})
    assert Signature.objects.count() == 2
    assert "All parties have signed." in client.get(url).content.decode()
    client.post(url, {"agreement": stage.agreement.uid})
    stage.agreement.refresh_from_db()
    assert (stage.agreement.state, str(stage.agreement.signed_on)) == ("signed", "2027-07-26")
    signature = Signature.objects.first()
    annul = reverse("agreements:signature_annul", args=[stage.agreement.uid, signature.uid])
    for role, status in (("viewer", 403), ("editor", 403), ("protocol", 302)):
        client.force_login(UserFactory(office=stage.office, role=role))
        if role != "protocol":
            assert client.get(url).status_code == 403
        assert client.post(annul, {"reason": "The wrong line"}).status_code == status
    assert Signature.objects.valid().count() == 1
    assert (
        "The wrong line"
        in client.get(reverse("agreements:signing", args=[stage.agreement.uid])).content.decode()
    )


def test_a_run_of_show_is_proposed_changed_and_put_in_order(stage, client):
    stage.prepare()
    client.force_login(stage.user)
    client.post(stage.url("outcome_show_propose"))
    client.post(stage.url("outcome_show_propose"))
    steps = list(ShowStep.objects.filter(item=stage.item))
    assert [step.minute for step in steps] == [-30, -10, 0, 3, 4, 6, 8, 11]
    assert stage.signatories[0].person.styled_name in steps[3].who
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


QUERIES = {"list": 6, "page": 17}


def test_the_picture_of_one_signing(stage):
    assert signing_of(stage.agreement) is None
    stage.prepare()
    table = signing_of(stage.agreement)
    assert not table.all_signed
    stage.sign(0)
    stage.sign(1)
    assert signing_of(stage.agreement).all_signed


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


def test_the_same_through_the_api(stage, client):
    client.force_login(stage.user)
    party, person = stage.signatories[0].party, stage.signatories[0].person
    body = {
        "agreement": str(stage.agreement.uid), "item": str(stage.item.uid), "flags": ["CN", "CL"], "copies": {"es": 2},
        "assistants": [{"party": str(party.uid), "person": str(PersonFactory(office=stage.office).uid)}],
    }  # fmt: skip
    made = client.post("/api/v1/signings/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert made.json()["copies"] == {"es": 2}
    assert len(made.json()["assistants"]) == 1
    signed = client.post(
        "/api/v1/signatures/",
        {"party": str(party.uid), "person": str(person.uid)},
        content_type="application/json",
    )
    assert signed.json()["signed_at"]
    at = f"/api/v1/signatures/{signed.json()['uid']}/"
    assert client.delete(at).status_code == 405
    annul = {"path": f"{at}annul/", "data": {"reason": "The wrong line"}, "content_type": "application/json"}
    assert client.post(**annul).status_code == 428
    done = client.post(**annul, headers={"if-match": signed["ETag"]})
    assert done.json()["annulment"] == "The wrong line"
    assert client.get("/api/v1/signatures/?valid=true").json()["results"] == []
