"""Signatures: given by one tap, never changed, annulled with a reason; by the verbs, the pages and the API."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreements.ceremonies import signing_of
from agreements.models import Agreement, Signature, Signing
from agreements.services.agreement_sets import set_signatures
from agreements.services.agreements import delete_agreement
from agreements.services.signatures import annul_signature, state_post
from base.errors import Conflict, Invalid
from people.models import Entry
from tests.agreements.stage import DO, NOW, Stage
from tests.factories import (
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("now", "signed_on"),
    [
        ("2027-07-26T02:00Z", "2027-07-26"),
        ("2027-07-25T02:00Z", "2027-07-25"),
        ("2027-07-28T02:00Z", "2027-07-26"),
    ],
)
def test_one_tap_for_each_signature_then_the_agreement_is_signed(stage, client, time_machine, now, signed_on):
    """On the day of the ceremony; what is signed ahead of it is signed that day, not in the future."""
    time_machine.move_to(now)
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
    assert (stage.agreement.state, str(stage.agreement.signed_on)) == ("signed", signed_on)
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


def test_the_picture_of_one_signing(stage):
    assert signing_of(stage.agreement) is None
    stage.prepare()
    table = signing_of(stage.agreement)
    assert not table.all_signed
    stage.sign(0)
    stage.sign(1)
    assert signing_of(stage.agreement).all_signed


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
