"""The outbox through the API: what a person decides about notices, and reminders that rest."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from people.models import Entry, Notice, NoticeState, Office, ReminderPause, Takeover, User
from people.services import pauses
from tests.api.conftest import ROOT, calling
from tests.api.test_doors import is_problem
from tests.api.world import address, world
from tests.factories import EventFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOTICES = f"{ROOT}notices/"


def put(office: Office, number: int, state: str = "failed", **more: Any) -> Notice:
    given = {
        "office": office, "recipient": f"user:{number}", "address": f"reader{number}@example.org", "kind": "event.message",
        "occurrence": "message:1", "due_at": timezone.now() - dt.timedelta(minutes=number), "state": state, "attempts": 3,
        "trouble": "permanent" if state == "failed" else "",
    }  # fmt: skip
    made = Notice.objects.create(**{**given, **more})
    made.refresh_from_db()
    return made


def at(notice: Notice, *more: str) -> str:
    return address("notices", notice, *more)


def states(*notices: Notice) -> list[str]:
    return [Notice.objects.get(pk=one.pk).state for one in notices]


# --- one notice ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_what_failed_or_is_in_doubt_is_sent_again_and_on_record(
    state: str, office: Office, organizer: User, api: APIClient
) -> None:
    notice = put(office, 1, state)
    answer = api.post(at(notice, "send-again"))
    assert answer.status_code == 200, answer.content
    assert (answer.json()["state"], answer.json()["attempts"], answer.json()["trouble"]) == ("pending", 0, "")
    assert answer["ETag"] == api.get(at(notice))["ETag"]
    entry = Entry.objects.about(f"notice:{notice.pk}").get()
    assert (entry.verb, entry.by) == ("sent again", organizer)


def test_what_failed_is_dismissed(office: Office, api: APIClient) -> None:
    notice = put(office, 1)
    assert api.post(at(notice, "dismiss")).json()["state"] == "withdrawn"
    assert Entry.objects.about(f"notice:{notice.pk}").get().verb == "dismissed"


@pytest.mark.parametrize("state", ["pending", "sent", "withdrawn"])
def test_what_needs_no_decision_is_left_as_it_is(state: str, office: Office, api: APIClient) -> None:
    notice = put(office, 1, state)
    for verb, body in (
        ("send-again", {}),
        ("dismiss", {}),
        ("correct-address", {"address": "b@example.org"}),
    ):
        is_problem(api.post(at(notice, verb), body), 409, "conflict")
    assert states(notice) == [state]
    assert Notice.objects.get().address == notice.address
    assert not Entry.objects.about(f"notice:{notice.pk}").exists()


def test_a_mail_goes_to_another_address(office: Office, api: APIClient) -> None:
    notice = put(office, 1)
    wrong = is_problem(api.post(at(notice, "correct-address"), {"address": "no address"}), 400)
    assert list(wrong["errors"]) == ["address"]
    answer = api.post(at(notice, "correct-address"), {"address": "right@example.org"})
    assert (answer.json()["address"], answer.json()["state"]) == ("right@example.org", "pending")
    hook = put(office, 2, channel="webhook", address="")
    is_problem(api.post(at(hook, "correct-address"), {"address": "right@example.org"}), 400)


def test_a_repetition_sends_nothing_twice(office: Office, api: APIClient) -> None:
    notice = put(office, 1)
    first = api.post(at(notice, "send-again"), HTTP_IDEMPOTENCY_KEY="once")
    Notice.objects.update(state=NoticeState.FAILED)
    again = api.post(at(notice, "send-again"), HTTP_IDEMPOTENCY_KEY="once")
    assert (again.status_code, again.content) == (200, first.content)
    assert again["Idempotency-Replayed"] == "true"
    assert states(notice) == ["failed"]
    is_problem(api.post(at(notice, "dismiss"), HTTP_IDEMPOTENCY_KEY="once"), 422)


def test_one_notice_says_what_became_of_it(office: Office, api: APIClient) -> None:
    notice = put(office, 1, "unknown", takeovers=1)
    Takeover.objects.create(
        notice=notice,
        at=timezone.now(),
        held="sending",
        token=uuid4(),
        successor=uuid4(),
        reason="lease ran out",
    )
    shown = api.get(at(notice))
    [taken] = shown.json()["taken_over"]
    assert (taken["held"], taken["reason"]) == ("sending", "lease ran out")
    assert api.get(at(notice), HTTP_IF_NONE_MATCH=shown["ETag"]).status_code == 304
    api.post(at(notice, "dismiss"))
    assert api.get(at(notice), HTTP_IF_NONE_MATCH=shown["ETag"]).status_code == 200


def test_a_mail_is_read_as_it_reads_now(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    letter = Notice.objects.get(kind="event.message")
    words = api.get(at(letter, "words")).json()
    assert (words["subject"], words["language"]) == ("Hello", letter.language)
    assert "Welcome" in words["text"]
    is_problem(api.get(at(put(office, 1, channel="webhook", kind="webhook.delivery"), "words")), 404)
    assert made["messages"].subject == "Hello"


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("protocol", 403), ("viewer", 403)])
def test_who_may_decide(role: str, status: int, office: Office) -> None:
    api = calling(UserFactory(office=office, role=role))
    assert api.post(at(put(office, 1), "send-again")).status_code == status
    assert api.post(at(put(office, 2), "dismiss")).status_code == status
    assert api.post(at(put(office, 3), "correct-address"), {"address": "b@example.org"}).status_code == status
    named = {"decision": "dismiss", "uids": [str(put(office, 4).uid)]}
    assert api.post(f"{NOTICES}decide/", named).status_code == status
    put(office, 5)
    of_class = {"decision": "dismiss", "trouble": "permanent"}
    assert api.post(f"{NOTICES}decide/", of_class).status_code == status
    assert api.get(at(Notice.objects.earliest("pk"))).status_code == 200


# --- several -------------------------------------------------------------------------------------------------------


def test_several_are_decided_at_once_and_the_others_stay(office: Office, api: APIClient) -> None:
    failed, doubtful, sent, other = (
        put(office, 1),
        put(office, 2, "unknown"),
        put(office, 3, "sent"),
        put(office, 4),
    )
    body = {"decision": "send_again", "uids": [str(one.uid) for one in (failed, doubtful, sent)]}
    answer = api.post(f"{NOTICES}decide/", body)
    assert (answer.status_code, answer.json()) == (200, {"count": 2})
    assert states(failed, doubtful, sent, other) == ["pending", "pending", "sent", "failed"]
    is_problem(api.post(f"{NOTICES}decide/", body), 409, "conflict")


def test_a_whole_class_of_errors_is_decided_in_one_office(
    office: Office, other_office: Office, organizer: User
) -> None:
    organizer.roles.create(office=other_office, name="organizer")
    api = calling(organizer)
    mine, slow, theirs = put(office, 1), put(office, 2, trouble="connection"), put(other_office, 9)
    body = {"decision": "dismiss", "trouble": "permanent"}
    assert list(is_problem(api.post(f"{NOTICES}decide/", body), 400)["errors"]) == ["office"]
    assert api.post(f"{NOTICES}decide/", {**body, "office": office.slug}).json() == {"count": 1}
    assert states(mine, slow, theirs) == ["withdrawn", "failed", "failed"]


def test_a_decision_names_what_it_is_about(office: Office, other_office: Office, api: APIClient) -> None:
    mine, theirs = put(office, 1), put(other_office, 9)
    for body in (
        {"decision": "dismiss"},
        {"decision": "dismiss", "uids": []},
        {"decision": "dismiss", "uids": [str(mine.uid)], "trouble": "permanent"},
        {"decision": "dismiss", "uids": [str(mine.uid), str(theirs.uid)]},
        {"decision": "forget", "uids": [str(mine.uid)]},
        {"decision": "dismiss", "trouble": "permanent", "office": other_office.slug},
    ):
        is_problem(api.post(f"{NOTICES}decide/", body), 400)
    assert states(mine, theirs) == ["failed", "failed"]
    is_problem(api.post(at(theirs, "dismiss")), 404)


# --- finding them --------------------------------------------------------------------------------------------------


def found(api: APIClient, path: str, **query: Any) -> set[str]:
    answer = api.get(path, query)
    assert answer.status_code == 200, answer.content
    return {row["address"] for row in answer.json()["results"]}


def test_filters_find_them_by_state_event_and_person(office: Office, api: APIClient) -> None:
    event, person = EventFactory(office=office), PersonFactory(office=office)
    put(office, 1, about=[f"event:{event.pk}"])
    put(office, 2, "sent", about=[f"event:{event.pk}"])
    put(office, 3, "unknown", recipient=f"person:{person.pk}")
    everything = {f"reader{number}@example.org" for number in (1, 2, 3)}
    one, two, three = sorted(everything)
    assert found(api, NOTICES) == everything
    assert found(api, NOTICES, needs_decision="true") == {one, three}
    assert found(api, NOTICES, needs_decision="false") == {two}
    assert found(api, NOTICES, q="READER2") == {two}
    assert found(api, NOTICES, trouble="permanent") == {one}
    assert found(api, NOTICES, channel="webhook") == set()
    assert found(api, address("events", event, "notices")) == {one, two}
    assert found(api, address("events", event, "notices"), state="failed") == {one}
    assert found(api, address("people", person, "notices")) == {three}
    assert found(api, address("people", person, "notices"), state="failed") == set()
    is_problem(api.get(address("events", event, "notices"), {"state": "nonsense"}), 400)


def test_notices_of_a_person_are_those_of_the_office_only_and_cost_the_same(
    office: Office, other_office: Office, api: APIClient
) -> None:
    person = PersonFactory(office=office)
    path = address("people", person, "notices")
    is_problem(api.get(address("people", PersonFactory(office=other_office), "notices")), 404)
    counts = []
    for number in (1, 2, 3):
        put(office, number, recipient=f"person:{person.pk}", occurrence=f"message:{number}")
        with CaptureQueriesContext(connection) as queries:
            assert len(found(api, path)) == number
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 8


# --- reminders that rest -------------------------------------------------------------------------------------------


def test_the_reminders_of_an_event_are_paused_and_resumed(
    office: Office, organizer: User, api: APIClient
) -> None:
    event = EventFactory(office=office)
    path = address("events", event, "reminder-pause")
    assert api.get(path).json() == {"paused": False, "pauses": []}
    for _twice in range(2):
        answer = api.post(address("events", event, "pause-reminders"))
        [pause] = answer.json()["pauses"]
        assert (answer.json()["paused"], pause["of"], pause["by"]["uid"]) == (
            True,
            "event",
            str(organizer.uid),
        )
        assert dt.datetime.fromisoformat(pause["since"]) == ReminderPause.objects.get().since
    assert pauses.rests(event)
    assert api.get(path).json() == answer.json()
    assert api.post(address("events", event, "resume-reminders")).json() == {"paused": False, "pauses": []}
    assert not pauses.rests(event)
    verbs = Entry.objects.about(f"event:{event.pk}").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["paused the reminders", "let the reminders go on"]


def test_the_reminders_of_an_office_are_paused_by_its_administrator(office: Office, api: APIClient) -> None:
    event = EventFactory(office=office)
    head = calling(UserFactory(office=office, role="administrator"))
    is_problem(api.post(address("offices", office, "pause-reminders")), 403)
    assert head.post(address("offices", office, "pause-reminders")).json()["paused"] is True
    assert api.get(address("offices", office, "reminder-pause")).json()["pauses"][0]["of"] == "office"
    of_event = api.get(address("events", event, "reminder-pause")).json()
    assert (of_event["paused"], [one["of"] for one in of_event["pauses"]]) == (True, ["office"])
    is_problem(api.post(address("offices", office, "resume-reminders")), 403)
    assert head.post(address("offices", office, "resume-reminders")).json()["paused"] is False


def test_who_may_not_run_an_event_reads_its_pause_only(office: Office) -> None:
    event = EventFactory(office=office)
    api = calling(UserFactory(office=office, role="viewer"))
    assert api.get(address("events", event, "reminder-pause")).status_code == 200
    for verb in ("pause-reminders", "resume-reminders"):
        is_problem(api.post(address("events", event, verb)), 403)
