"""The reminders of an event as pages, and the letters that registrations cause."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from base.dates import PartialDate
from events.links import registration_url
from events.models import Event, EventReminder, Registration
from events.notices import REGISTRATION_LETTERS
from events.services import messages, reminders
from events.services.lifecycle import move_event
from events.services.planning import plan_due
from events.services.schedule import schedule
from people.models import Notice, Office, Person
from people.services import outbox, trials
from people.services.drain import drain
from tests.api.conftest import ROOT, calling
from tests.factories import OfficeFactory, UserFactory
from tests.mailserver import Postbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def event(office: Office) -> Event:
    now = timezone.now()
    event = schedule(
        office=office, by="system", at=now, kind="seminar", title_en="Water seminar", title_zh_hans="水利研讨会",
        slug="water", zone="Asia/Shanghai", start_on=PartialDate.of(now.date() + dt.timedelta(days=30)), start_time=dt.time(9),
        place_en="Hall 3", city="Beijing", country="CN", contact_name="The desk", contact_email="desk@example.org",
    )  # fmt: skip
    return move_event(event, to="published", by="system", at=now)


def registered(event: Event, count: int = 1, **more: Any) -> list[Registration]:
    first = Registration.objects.filter(event=event).count()
    return [
        Registration.objects.create(
            **{
                "office_id": event.office_id, "event": event, "seq": n, "state": "confirmed", "email": f"p{n}@example.org",
                "person": Person.objects.create(office_id=event.office_id, given_name="Participant", family_name=str(n)),
                "confirmed_at": timezone.now(), **more,
            }
        )
        for n in range(first + 1, first + count + 1)
    ]  # fmt: skip


def entered(client: Client, office: Office, role: str = "organizer") -> Client:
    client.force_login(UserFactory(office=office, role=role))
    return client


def moment(event: Event, days: int) -> dt.datetime:
    due_at = event.reminders.get(days=days).due_at
    assert due_at is not None
    return due_at


SAME = "The same reminder is planned already."
FORM = {"count": "3", "side": "before", "time": "08:30", "audience": "confirmed", "preset": "own"}


def test_the_page_takes_as_many_queries_for_many_as_for_one(
    client: Client, event: Event, office: Office, django_assert_num_queries: Any
) -> None:
    entered(client, office)
    client.get("/events/water/reminders/")
    registered(event)
    plan_due(at=moment(event, -7))
    for more in range(2):
        with django_assert_num_queries(9):
            assert client.get("/events/water/reminders/").status_code == 200
        registered(event, 2)
        reminders.add_rule(
            event=event, by="system", at=timezone.now(), days=-2 - more, time=dt.time(9), preset="before"
        )
        plan_due(at=moment(event, -1))


def test_the_page_says_whom_a_rule_will_reach_and_what_it_sent(
    client: Client, event: Event, office: Office
) -> None:
    registered(event, 2)
    page = entered(client, office).get("/events/water/reminders/").content.decode()
    assert page.count("2 recipients as things stand") == 2
    at = moment(event, -7)
    plan_due(at=at)
    drain(at=at)
    page = client.get("/events/water/reminders/").content.decode()
    assert "to 2 people" in page
    assert "p1@example.org" in page


def test_a_rule_is_added_changed_paused_and_deleted(client: Client, event: Event, office: Office) -> None:
    entered(client, office)
    words = {"subject_en": "See {event_title}", "body_en": "Dear {person_name}"}
    assert client.post("/events/water/reminders/add/", FORM | words).status_code == 302
    rule = EventReminder.objects.get(preset="own")
    assert (rule.days, rule.time, rule.subject_en) == (-3, dt.time(8, 30), "See {event_title}")
    page = f"/events/water/reminders/{rule.uid}/"
    assert client.post(page, FORM | words | {"count": "5", "version": rule.version}).status_code == 302
    rule.refresh_from_db()
    assert rule.days == -5
    client.post(f"{page}pause/", {"active": "0"})
    rule.refresh_from_db()
    assert not rule.active
    assert client.get(f"{page}delete/").status_code == 200
    client.post(f"{page}delete/")
    assert not EventReminder.objects.filter(pk=rule.pk).exists()


def test_what_was_typed_stays_when_a_placeholder_is_unknown(
    client: Client, event: Event, office: Office
) -> None:
    typed = FORM | {"subject_en": "See", "body_en": "Dear {someone} and {{7*7}}"}
    answer = entered(client, office).post("/events/water/reminders/add/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "{someone} stands for nothing" in page
    assert "Dear {someone} and {{7*7}}" in page
    assert not EventReminder.objects.filter(preset="own").exists()


def test_a_rule_that_somebody_else_changed_is_not_overwritten(
    client: Client, event: Event, office: Office
) -> None:
    rule = event.reminders.get(days=-1)
    reminders.amend_rule(rule, {"time": dt.time(7)}, by="system", at=timezone.now())
    page = entered(client, office).post(
        f"/events/water/reminders/{rule.uid}/", FORM | {"preset": "before", "version": 1}
    )
    assert page.status_code == 422
    assert "Somebody changed this" in page.content.decode()
    rule.refresh_from_db()
    assert rule.time == dt.time(7)


def test_the_preview_shows_real_data_and_no_link_of_somebody_else(
    client: Client, event: Event, office: Office
) -> None:
    (one,) = registered(event)
    rule = event.reminders.get(days=-1)
    page = (
        entered(client, office)
        .get(f"/events/water/reminders/{rule.uid}/preview/?language=en")
        .content.decode()
    )
    assert "Dear Participant 1," in page
    assert "Hall 3, Beijing, China" in page
    assert registration_url(one) not in page
    assert (
        "水利研讨会"
        in client.get(f"/events/water/reminders/{rule.uid}/preview/?language=zh-hans").content.decode()
    )


def test_a_test_mail_goes_to_oneself(client: Client, event: Event, office: Office, postbox: Postbox) -> None:
    rule = event.reminders.get(days=-1)
    entered(client, office).post(f"/events/water/reminders/{rule.uid}/test/", {"language": "zh-hans"})
    drain()
    (message,) = postbox.taken
    assert "水利研讨会" in message["Subject"]
    assert EventReminder.objects.count() == 3


def test_test_mails_of_every_kind_are_counted_together(
    client: Client, event: Event, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "TRIALS", 2)
    rule = event.reminders.get(days=-1)
    entered(client, office, "administrator")
    assert client.get(f"/events/water/reminders/{rule.uid}/test/")["Allow"] == "POST"
    client.post(f"/events/water/reminders/{rule.uid}/test/", {"language": "en"}, follow=True)
    client.post("/office/letters/event.moved/en/test/")
    answer = client.post(f"/events/water/reminders/{rule.uid}/test/", {"language": "en"}, follow=True)
    assert "too many test mails" in answer.content.decode()
    assert "A test mail to" not in answer.content.decode()
    assert Notice.objects.filter(address=answer.wsgi_request.user.email).count() == 2
    answer = client.post("/office/test-mail/", {"address": "elsewhere@example.org"})
    assert answer.status_code == 422
    assert "too many test mails" in answer.content.decode()
    assert "elsewhere@example.org" in answer.content.decode()


def test_recipients_are_listed(
    client: Client, event: Event, office: Office, django_assert_num_queries: Any
) -> None:
    rule = event.reminders.get(days=-1)
    entered(client, office).get(f"/events/water/reminders/{rule.uid}/recipients/")
    for _more in range(2):
        registered(event, 2)
        with django_assert_num_queries(5):
            page = client.get(f"/events/water/reminders/{rule.uid}/recipients/").content.decode()
        assert "p2@example.org" in page


def test_another_office_finds_nothing_and_a_viewer_changes_nothing(
    client: Client, event: Event, office: Office
) -> None:
    rule = event.reminders.get(days=-1)
    pages = ["", f"{rule.uid}/", f"{rule.uid}/preview/", f"{rule.uid}/recipients/", "add/"]
    entered(client, OfficeFactory())
    assert {client.get(f"/events/water/reminders/{page}").status_code for page in pages} == {404}
    entered(client, office, "viewer")
    assert client.get("/events/water/reminders/").status_code == 200
    assert client.post(f"/events/water/reminders/{rule.uid}/delete/").status_code == 403
    assert client.post(f"/events/water/reminders/{rule.uid}/test/").status_code == 403
    assert EventReminder.objects.filter(pk=rule.pk).exists()


# --- letters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REGISTRATION_LETTERS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_registration_letter_reads(event: Event, postbox: Postbox, kind: str, language: str) -> None:
    state = sorted(REGISTRATION_LETTERS[kind][1])[-1]
    (one,) = registered(event, state=state, language=language)
    letter = outbox.Letter(
        office_id=event.office_id, recipient=f"registration:{one.pk}", address=one.email, language=language, kind=kind,
        occurrence="once", data={"registration": one.pk}, due_at=timezone.now(), about=one.about,
    )  # fmt: skip
    outbox.enqueue([letter])
    assert drain().sent == 1
    (message,) = postbox.taken
    text = message.get_body(("plain",)).get_content()
    title = "水利研讨会" if language == "zh-hans" else "Water seminar"
    assert title in message["Subject"]
    assert title in text
    assert "{{" not in text
    assert "\n\n\n" not in text
    assert message["Reply-To"] == "desk@example.org"
    if kind in ("registration.confirmed", "registration.promoted"):
        assert registration_url(one) in text
        (calendar,) = message.iter_attachments()
        assert calendar.get_content_type() == "text/calendar"


def test_a_letter_that_is_no_longer_true_is_not_sent(event: Event, postbox: Postbox) -> None:
    (one,) = registered(event)
    outbox.enqueue(
        [
            outbox.Letter(
                office_id=event.office_id, recipient=f"registration:{one.pk}", address=one.email,
                kind="registration.waitlisted", occurrence="once", data={"registration": one.pk}, due_at=timezone.now(),
            )
        ]
    )  # fmt: skip
    assert drain().withdrawn == 1


def test_a_message_reaches_the_selection_once_with_its_placeholders(
    event: Event, office: Office, postbox: Postbox
) -> None:
    chosen = registered(event, 2)
    registered(event)
    messages.send_message(
        event=event, registrations=chosen, subject="About {event_title}", body="Dear {person_name}, {unknown",
        by=UserFactory(office=office), at=timezone.now(),
    )  # fmt: skip
    drain()
    assert sorted(postbox.recipients) == ["p1@example.org", "p2@example.org"]
    assert {m["Subject"] for m in postbox.taken} == {"About Water seminar"}
    assert Notice.objects.filter(kind="event.message").count() == 2


def test_a_message_to_a_thousand_takes_a_fixed_number_of_statements(
    event: Event, office: Office, django_assert_max_num_queries: Any
) -> None:
    people = Person.objects.bulk_create(Person(office=office, family_name=str(n)) for n in range(1000))
    chosen = Registration.objects.bulk_create(
        Registration(
            office=office, event=event, person=person, seq=n, state="confirmed", email=f"p{n}@example.org"
        )
        for n, person in enumerate(people)
    )
    with django_assert_max_num_queries(14):
        messages.send_message(
            event=event, registrations=chosen, subject="s", body="b", by="system", at=timezone.now()
        )
    assert Notice.objects.filter(kind="event.message").count() == 1000


def test_a_form_that_is_sent_twice_plans_one_reminder(client: Client, event: Event, office: Office) -> None:
    given = {
        "count": "3", "side": "before", "time": "09:00", "audience": "confirmed", "preset": "before", "version": "",
    }  # fmt: skip
    entered(client, office)
    first = client.post("/events/water/reminders/add/", given)
    again = client.post("/events/water/reminders/add/", given)
    assert (first.status_code, again.status_code) == (302, 422)
    assert "The same reminder is planned already." in again.content.decode()
    assert event.reminders.filter(days=-3).count() == 1


def test_the_same_reminder_is_refused_when_one_goes_on_or_is_changed(
    client: Client, event: Event, office: Office
) -> None:
    """By the button, on the form, where the typing stays, and by the API."""
    entered(client, office)
    same = {"count": "7", "side": "before", "time": "09:00", "audience": "confirmed", "preset": "before"}
    paused, other = event.reminders.get(days=-7), event.reminders.get(days=-1)
    client.post(f"/events/water/reminders/{paused.uid}/pause/", {"active": "0"})
    assert client.post("/events/water/reminders/add/", same | {"version": ""}).status_code == 302
    answer = client.post(f"/events/water/reminders/{paused.uid}/pause/", {"active": "1"}, follow=True)
    assert SAME in answer.content.decode()
    answer = client.post(f"/events/water/reminders/{other.uid}/", same | {"version": other.version})
    assert answer.status_code == 422
    assert SAME in answer.content.decode()
    assert answer.context["form"]["count"].value() == "7"
    api = calling(UserFactory(office=office, role="organizer"))
    at = f"{ROOT}reminder-rules/{paused.uid}/"
    refused = api.patch(at, {"active": True}, HTTP_IF_MATCH=api.get(at)["ETag"])
    assert (refused.status_code, refused.json()["errors"]) == (409, {"days": [SAME]})
    paused.refresh_from_db()
    other.refresh_from_db()
    assert (paused.active, other.days) == (False, -1)
