"""What is confidential exists for who keeps agreements and who reviews; nobody else finds a trace of it, and no dossier tells it."""

import json
from typing import Any

import pytest
from django.urls import reverse

from agreements.models import (  # fmt: skip
    Agreement,
    AgreementDocument,
    FollowUp,
    Party,
    ProgressNote,
    Project,
    Representative,
    Signature,
)
from agreements.services.agreements import amend_agreement
from agreements.services.documents import add_document
from agreements.services.follow_up_progress import note_progress
from agreements.services.follow_ups import add_follow_up
from agreements.services.projects import add_project
from agreements.services.representatives import add_representative
from people.models import Entry
from reports.dossier.collect import collect
from tests.agreements.register import DOING, PDF, record
from tests.factories import EventFactory, OfficeFactory, OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
SEEING = ("organizer", "protocol", "reviewer", "administrator")
BLIND = ("viewer", "editor")


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def event(office):
    return EventFactory(office=office)


@pytest.fixture
def hidden(office, event):
    body, person = OrganizationFactory(office=office), PersonFactory(office=office)
    made = record(
        office, event=event, title_en="Secret pact", confidential=True, parties=[body, OrganizationFactory(office=office)],
        signatories={body: [(person, None)]},
    )  # fmt: skip
    add_document(agreement=made, kind="draft", content=PDF, name="a.pdf", **DOING)
    add_representative(party=made.parties.first(), person=person, task="contact", **DOING)
    follow_up = add_follow_up(
        cause=made, text_en="Secret errand", lead=body, responsible=person, by="command", at=DOING["at"]
    )
    note_progress(follow_up, text="Secret step", **DOING)
    add_project(origin=made, title_en="Secret works", lead=body, **DOING)
    return made


def test_nothing_that_hangs_on_it_is_seen(office, hidden):
    models: tuple[Any, ...] = (
        Agreement,
        AgreementDocument,
        FollowUp,
        Party,
        Project,
        ProgressNote,
        Representative,
        Signature,
    )
    for role in (*SEEING, *BLIND):
        user = UserFactory(office=office, role=role)
        seen = {model.__name__ for model in models if model.objects.visible_to(user).exists()}
        assert seen == ({model.__name__ for model in models} if role in SEEING else set()), role
    both = UserFactory(office=office, roles=("viewer", "reviewer"))
    assert Agreement.objects.visible_to(both).exists()
    elsewhere = UserFactory(office=OfficeFactory(), role="administrator")
    assert not Agreement.objects.visible_to(elsewhere).exists()


def test_no_page_tells_of_it(office, event, hidden, client):
    party = hidden.parties.first()
    follow_up = FollowUp.objects.get()
    own = [
        reverse("agreements:agreement", args=[hidden.uid]),
        reverse("reports:agreement_timeline", args=[hidden.uid]),
        reverse("agreements:document", args=[hidden.uid, hidden.documents.get().uid]),
        reverse("agreements:follow_up", args=[follow_up.uid]),
        reverse("agreements:project", args=[Project.objects.get().uid]),
    ]
    others = [
        reverse("agreements:list"), f"{reverse('reports:search')}?q=secret", reverse("agreements:followups"),
        reverse("agreements:outcomes", args=[event.slug]), reverse("reports:event", args=[event.slug]),
        reverse("reports:organization", args=[party.organization.uid]),
        reverse("reports:organization_timeline", args=[party.organization.uid]),
        reverse("reports:person", args=[party.signatures.get().person.uid]), reverse("home"),
        reverse("agreements:projects"),
    ]  # fmt: skip
    client.force_login(UserFactory(office=office, role="reviewer"))
    assert {client.get(url).status_code for url in own} == {200}
    assert "Secret pact" in client.get(others[0]).text
    assert "Secret pact" in client.get(others[6]).text
    client.force_login(UserFactory(office=office, role="viewer"))
    assert {client.get(url).status_code for url in own} == {404}
    for url in others:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert "Secret" not in answer.text.replace("?q=secret", ""), url


def test_no_dossier_tells_of_it(event, hidden):
    open_one = record(event.office, event=event, title_en="Open pact")
    told = json.dumps(collect(event).model_dump(mode="json"))
    assert "Open pact" in told
    assert "Secret" not in told
    amend_agreement(open_one, {"confidential": True}, **DOING)
    assert "Open pact" not in json.dumps(collect(event).model_dump(mode="json"))


def test_the_journal_of_the_event_does_not_name_it(event, hidden):
    assert not Entry.objects.about(f"event:{event.pk}").filter(subject=f"agreement:{hidden.pk}").exists()
    assert Entry.objects.about(f"agreement:{hidden.pk}").exists()


def test_it_cannot_be_referred_to_by_who_does_not_see_it(office, hidden, client):
    client.force_login(UserFactory(office=office, roles=("viewer", "editor")))
    url = reverse("agreements:follow_up_of_agreement", args=[hidden.uid])
    assert client.post(url, {"text_en": "x"}).status_code == 404
