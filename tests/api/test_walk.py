"""A whole event by the API alone, and the parts of it that are not told elsewhere."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from rest_framework.test import APIClient

from people.models import Notice, Office, User
from tests.api.conftest import ROOT
from tests.api.test_doors import is_problem
from tests.api.world import address, world


class Caller:
    """Calls that must succeed; the answer's body comes back with its ETag under `etag` and its address under `at`."""

    def __init__(self, api: APIClient) -> None:
        self.api = api

    def post(self, path: str, body: dict[str, Any], status: int = 201, **headers: str) -> dict[str, Any]:
        answer = self.api.post(path if path.startswith(("/", "http")) else f"{ROOT}{path}/", body, **headers)
        assert answer.status_code == status, answer.content
        return self._told(answer, answer.get("Location", ""))

    def get(self, path: str) -> Any:
        answer = self.api.get(path if path.startswith(("/", "http")) else f"{ROOT}{path}/")
        assert answer.status_code == 200, answer.content
        return self._told(answer, path)

    def move(self, record: dict[str, Any], to: str, **more: Any) -> dict[str, Any]:
        now = self.get(record["at"])
        moved = self.post(f"{record['at']}move/", {"to": to, **more}, 200, HTTP_IF_MATCH=now["etag"])
        return {**moved, "at": record["at"]}

    def _told(self, answer: Any, at: str) -> Any:
        body = answer.json() if answer.content else {}
        return {**body, "etag": answer.get("ETag", ""), "at": at} if isinstance(body, dict) else body


def test_an_event_from_its_draft_to_its_report(office: Office, organizer: User, api: APIClient) -> None:
    call = Caller(api)
    host = call.post("organizations", {"name": {"en": "Institute", "zh-hans": "研究所"}, "country": "CN"})
    guest = call.post("organizations", {"name": {"en": "University"}, "country": "BR"})
    speaker = call.post(
        "people", {"given_name": "Participant", "family_name": "17", "email": "p17@example.org"}
    )
    post = call.post(
        "posts", {"person": speaker["uid"], "organization": guest["uid"], "title": {"en": "Rector"}}
    )
    series = call.post("series", {"name": {"en": "Cooperation seminar"}, "founded_year": 2013})
    event = call.post(
        "events",
        {"series": series["uid"], "edition": 11, "kind": "seminar", "mode": "in_person", "title": {"en": "Seminar"},
         "zone": "Asia/Shanghai", "start_on": "2030-06-28", "start_time": "09:00", "end_on": "2030-06-29", "end_time": "17:00",
         "capacity": 2, "aims": [{"en": "Exchange", "zh-hans": "交流"}, {"en": ""}]},
    )  # fmt: skip
    assert event["aims"] == [{"en": "Exchange", "zh-hans": "交流"}]
    assert event["starts_at"] == "2030-06-28T01:00:00Z"
    slug = event["slug"]
    call.post("event-bodies", {"event": slug, "organization": host["uid"], "role": "host"})
    call.post("event-bodies", {"event": slug, "new_name": "Chamber", "role": "supporter"})
    task = call.post("tasks", {"event": slug, "what": "Book the hall", "due_on": "2030-05-01"})
    venue = call.post("venues", {"name": "Conference centre", "city": "Beijing", "country": "CN"})
    room = call.post("rooms", {"venue": venue["uid"], "name": "Hall 1", "capacity": 200})
    item = call.post(
        "agenda-items",
        {"event": slug, "kind": "opening", "title": {"en": "Opening"}, "on": "2030-06-28", "start_time": "09:00",
         "end_time": "10:00", "room": room["uid"]},
    )  # fmt: skip
    call.post(
        "participations", {"item": item["uid"], "person": speaker["uid"], "speech_title": {"en": "A welcome"}}
    )
    event = call.move({**event, "at": event["at"]}, "published")
    assert call.get(f"public/events/{slug}")["bodies"][0]["role"] == "host"

    one = call.post("registrations", {"event": slug, "person": speaker["uid"], "posts": [post["uid"]]})
    assert (one["state"], one["seq"], one["organization_name"], one["job_title"]) == (
        "confirmed",
        1,
        "University",
        "Rector",
    )
    two = call.post(
        "registrations",
        {"event": slug, "given_name": "Participant", "family_name": "18", "email": "p18@example.org"},
    )
    is_problem(api.post(f"{ROOT}registrations/", {"event": slug, "family_name": "19"}), 409)
    three = call.post(
        "registrations",
        {"event": slug, "family_name": "19", "email": "p19@example.org", "state": "waitlisted"},
    )
    call.post("registrations/move", {"uids": [two["uid"]], "to": "cancelled"}, 200)
    assert call.get(three["at"])["state"] == "confirmed"
    assert Notice.objects.filter(kind="registration.promoted").count() == 1

    event = call.move(event, "running")
    marked = call.post("registrations/move", {"uids": [one["uid"], three["uid"]], "to": "attended"}, 200)
    assert [row["state"] for row in marked] == ["attended", "attended"]
    held = call.move(item, "held", gist={"en": "Both sides welcomed the guests."})
    assert (held["state"], held["gist"]) == ("held", {"en": "Both sides welcomed the guests."})
    call.move(event, "held")
    outcome = call.post(
        "outcomes",
        {"event": slug, "item": item["uid"], "kind": "consensus", "text": {"en": "A joint laboratory"}, "fields": [{"en": "energy"}],
         "actors": [{"organization": host["uid"]}, {"person": speaker["uid"]}]},
    )  # fmt: skip
    assert [next(name for name, who in actor.items() if who) for actor in outcome["actors"]] == [
        "organization",
        "person",
    ]
    agreement = call.post(
        "agreements",
        {"event": slug, "kind": "mou", "title": {"en": "Memorandum"}, "state": "text_agreed", "terms": [{"en": "Exchange of staff"}],
         "parties": [{"organization": host["uid"]},
                     {"organization": guest["uid"], "signatories": [{"person": speaker["uid"], "post": post["uid"]}]}]},
    )  # fmt: skip
    assert agreement["parties"][1]["signatories"][0]["person"]["name"] == "Participant 17"
    signed = call.move(agreement, "signed", on="2030-06")
    assert signed["signed_on"] == "2030-06"
    follow_up = call.post(
        "follow-ups", {"agreement": agreement["uid"], "text": {"en": "Send the draft"}, "due_on": "2030-09"}
    )
    noted = call.post(f"{follow_up['at']}notes/", {"text": "Drafted"})
    assert (noted["state"], noted["notes"][0]["text"]) == ("in_progress", "Drafted")
    assert outcome["uid"]
    done = api.patch(task["at"], {"done": True}, HTTP_IF_MATCH=task["etag"])
    assert done.json()["done_at"]

    report = call.post("reports", {"event": slug, "language": "zh-hans", "formats": ["html"]})
    built(report, call, api)


def built(report: dict[str, Any], call: Caller, api: APIClient) -> None:
    from reports.tasks import build_waiting

    file = f"{ROOT}report-files/{report['files'][0]['uid']}/"
    is_problem(api.get(f"{file}download/"), 409)
    build_waiting()
    assert call.get(report["at"])["files"][0]["state"] == "ready"
    answer = api.get(f"{file}download/")
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"].startswith("text/html")
    assert "研究所".encode() in content
    is_problem(api.post(f"{file}retry/"), 409)


def test_photographs_are_sent_as_a_form(office: Office, organizer: User, api: APIClient) -> None:
    event = world(office, organizer)["events"]
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(picture, "PNG")

    def form(content: bytes) -> dict[str, Any]:
        file = io.BytesIO(content)
        file.name = "photo.png"
        return {"event": event.slug, "caption": '{"en": "The opening"}', "public": "true", "file": file}

    sent = api.post(f"{ROOT}photos/", form(picture.getvalue()), format="multipart", HTTP_IDEMPOTENCY_KEY="p")
    assert sent.status_code == 201, sent.content
    assert (sent.json()["width"], sent.json()["caption"], sent.json()["public"]) == (
        64,
        {"en": "The opening"},
        True,
    )
    again = api.post(f"{ROOT}photos/", form(picture.getvalue()), format="multipart", HTTP_IDEMPOTENCY_KEY="p")
    assert again["Idempotency-Replayed"] == "true"
    other = api.post(f"{ROOT}photos/", form(b"x"), format="multipart", HTTP_IDEMPOTENCY_KEY="p")
    is_problem(other, 422)
    is_problem(api.post(f"{ROOT}photos/", form(b"no picture"), format="multipart"), 400)
    file = api.get(f"{sent['Location']}file/")
    assert b"".join(file.streaming_content)[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")


def test_a_seat_is_passed_on_and_a_link_sent_again(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    own = made["registrations"]
    path = address("registrations", own)
    assert api.post(f"{path}send-link/").status_code == 204
    assert Notice.objects.filter(kind="registration.link").count() == 1
    new = api.post(
        f"{path}substitute/", {"given_name": "Participant", "family_name": "21"}, HTTP_IF_MATCH=own.etag
    )
    assert new.status_code == 201, new.content
    assert new.json()["state"] == "confirmed"
    assert api.get(path).json()["state"] == "substituted"


def test_a_group_is_registered_once(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    body = {"event": made["events"].slug, "group": str(made["groups"].uid)}
    answer = api.post(f"{ROOT}registrations/", body)
    assert (answer.json()["seats"], answer.json()["group"]["count"]) == (31, 31)
    is_problem(api.post(f"{ROOT}registrations/", body), 409)
    is_problem(api.post(f"{ROOT}registrations/", {**body, "given_name": "A"}), 400)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"parties": []}, {"parties"}),
        ({"parties": [{"organization": "one"}]}, {"parties"}),
        ({"parties": [{"organization": "one"}, {"organization": "00000000-0000-4000-8000-000000000000"}]}, {"parties.1.organization"}),
        ({"parties": [{"organization": "one"}, {"organization": "two", "signatories": [{"person": "p"}, {"person": "p"}]}]},
         {"parties.1.signatories"}),
    ],
)  # fmt: skip
def test_agreements_say_what_is_wrong(
    body: Any, fields: set[str], office: Office, organizer: User, api: APIClient
) -> None:
    made = world(office, organizer)
    two = made["agreements"].parties.last().organization
    known = {"one": str(made["organizations"].uid), "two": str(two.uid), "p": str(made["people"].uid)}

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: filled(one) for name, one in value.items()}
        return [filled(one) for one in value] if isinstance(value, list) else known.get(value, value)

    sent = {"event": made["events"].slug, "kind": "mou", "title": {"en": "M"}, **filled(body)}
    assert set(is_problem(api.post(f"{ROOT}agreements/", sent), 400)["errors"]) == fields
