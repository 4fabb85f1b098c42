"""The outbox of an event, of a person, and a notice's own page: who sees what, its history, and how it reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.links import registration_token
from events.models import Event, Registration
from events.services import registration_letters
from events.services.registration import add_registration
from people.models import Notice, NoticeState, Office, Person
from people.services import outbox
from people.services.outbox import Letter, enqueue
from tests.factories import EventFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def event(office: Office) -> Event:
    return EventFactory(office=office, state="published")


@pytest.fixture
def person(office: Office) -> Person:
    return PersonFactory(office=office)


def put(event: Event, number: int, **more: Any) -> Notice:
    given = {
        "office": event.office, "recipient": f"delegation:{number}", "address": f"reader{number}@example.org",
        "kind": "event.message", "occurrence": "message:1", "due_at": timezone.now() - dt.timedelta(minutes=number),
        "state": "sent", "attempts": 1, "about": [f"event:{event.pk}"],
    }  # fmt: skip
    return Notice.objects.create(**{**given, **more})


def confirmed(event: Event, person: Person) -> Notice:
    add_registration(event=event, person=person, by="command", at=timezone.now())
    return Notice.objects.get(kind__in=[registration_letters.CONFIRMED, registration_letters.RECEIVED])


def test_the_outbox_of_an_event(
    client: Client, office: Office, event: Event, django_assert_num_queries: Any
) -> None:
    client.force_login(UserFactory(office=office))
    address = reverse("reports:event_outbox", args=[event.slug])
    put(EventFactory(office=office), 9)
    client.get(address)
    put(event, 1)
    with django_assert_num_queries(6) as captured:
        page = client.get(address)
    assert ("reader1@" in page.text, "reader9@" in page.text) == (True, False)
    put(event, 2, state="failed", trouble="permanent")
    put(event, 3, state="unknown")
    with django_assert_num_queries(len(captured)):
        page = client.get(address)
    assert "2 notices need a decision" in page.text
    assert "reader1@" not in client.get(address, {"state": "attention"}).text
    assert (
        reverse("reports:event_outbox", args=[event.slug])
        in client.get(reverse("reports:event", args=[event.slug])).text
    )


def test_the_outbox_of_a_person(
    client: Client, office: Office, event: Event, person: Person, django_assert_num_queries: Any
) -> None:
    client.force_login(UserFactory(office=office))
    address = reverse("reports:person_outbox", args=[person.uid])
    client.get(address)
    put(event, 1, recipient=f"person:{person.pk}", about=[])
    put(event, 2)
    with django_assert_num_queries(8) as captured:
        page = client.get(address)
    assert ("reader1@" in page.text, "reader2@" in page.text) == (True, False)
    mine = confirmed(event, person)
    put(event, 4, about=[f"person:{person.pk}"])
    with django_assert_num_queries(len(captured)):
        page = client.get(address)
    assert mine.address in page.text
    assert "reader4@" in page.text
    assert str(mine.uid) in client.get(reverse("reports:person", args=[person.uid])).text


def test_what_another_office_has_does_not_exist(client: Client, event: Event, person: Person) -> None:
    notice = put(event, 1)
    client.force_login(UserFactory(office=OfficeFactory()))
    for address in (
        reverse("reports:event_outbox", args=[event.slug]), reverse("reports:person_outbox", args=[person.uid]),
        reverse("people:notice", args=[notice.uid]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404


def test_deciding_leads_back_to_the_list_it_was_made_on(client: Client, office: Office, event: Event) -> None:
    notice = put(event, 1, state="failed")
    client.force_login(UserFactory(office=office))
    here = reverse("reports:event_outbox", args=[event.slug])
    asked = {"action": "dismiss", "selected": notice.uid, "back": here}
    assert here in client.post(reverse("people:outbox_decide"), asked).text
    assert client.post(reverse("people:outbox_decide"), {**asked, "sure": "1"})["Location"] == here
    for elsewhere in ("https://example.com/", "//example.com/", "javascript:x"):
        answer = client.post(reverse("people:outbox_decide"), {**asked, "back": elsewhere})
        assert answer["Location"] == reverse("people:outbox")


def test_a_notice_tells_who_decided_and_how_it_reads_now(
    client: Client, office: Office, event: Event, person: Person
) -> None:
    notice = confirmed(event, person)
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.FAILED)
    user = UserFactory(office=office, name="The organizer", role="organizer")
    outbox.dismiss(Notice.objects.filter(pk=notice.pk), by=user, at=timezone.now())
    client.force_login(user)
    address = reverse("people:notice", args=[notice.uid])
    page = client.get(address).text
    assert "The organizer: dismissed" in page
    assert "As it reads now" not in page
    page = client.get(address, {"text": "1"}).text
    assert event.title in page
    assert "[…]" in page
    assert registration_token(Registration.objects.get()) not in page
    client.force_login(UserFactory(office=office, role="viewer"))
    assert "As it reads now" not in client.get(address, {"text": "1"}).text


def test_one_whose_record_is_gone_says_so(client: Client, office: Office) -> None:
    enqueue([Letter(office.pk, "registration:0", "a@example.org", registration_letters.CONFIRMED, "gone", timezone.now())])  # fmt: skip
    client.force_login(UserFactory(office=office))
    page = client.get(reverse("people:notice", args=[Notice.objects.get().uid]), {"text": "1"})
    assert "what it was about is gone" in page.text


def test_health_is_linked_for_administrators(client: Client, office: Office) -> None:
    for role, linked in (("administrator", True), ("organizer", False)):
        client.force_login(UserFactory(office=office, role=role))
        assert (reverse("health") in client.get(reverse("people:outbox")).text) is linked
    client.force_login(UserFactory(office=office))
    assert reverse("health") in client.get(reverse("people:office_settings")).text
