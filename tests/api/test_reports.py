"""The review of a report by the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from events.models import Event
from people.models import Office, User
from reports.tasks import build_waiting
from tests.api.conftest import ROOT
from tests.api.test_doors import is_problem
from tests.api.test_lists import conforms
from tests.api.world import world


@pytest.fixture
def report(office: Office, organizer: User, api: APIClient, settings: Any, tmp_path: Any) -> dict[str, Any]:
    settings.MEDIA_ROOT = tmp_path
    made = world(office, organizer)
    build_waiting()
    return read(api, str(made["reports"].uid))


def at(report: dict[str, Any], *more: str) -> str:
    return "/".join([f"{ROOT}reports/{report['uid']}", *more, ""])


def read(api: APIClient, uid: str) -> dict[str, Any]:
    answer = api.get(f"{ROOT}reports/{uid}/")
    assert answer.status_code == 200, answer.content
    return {**answer.json(), "etag": answer["ETag"]}


def do(api: APIClient, report: dict[str, Any], verb: str, **body: Any) -> dict[str, Any]:
    etag = read(api, report["uid"])["etag"]
    answer = api.post(at(report, verb), body, HTTP_IF_MATCH=etag)
    assert answer.status_code == 200, answer.content
    return {**answer.json(), "etag": answer["ETag"]}


def test_from_a_draft_to_its_correction(
    report: dict[str, Any], api: APIClient, as_role: Callable[[str], APIClient]
) -> None:
    reviewer = as_role("reviewer")
    assert (report["state"], report["number"], report["public_address"]) == ("draft", 1, None)
    assert do(api, report, "up-to-date")["state"] == "draft"
    assert do(api, report, "submit")["state"] == "in_review"
    returned = do(reviewer, report, "return", text="Name the laboratory.")
    assert (returned["state"], returned["comments"][0]["text"]) == ("draft", "Name the laboratory.")
    do(api, report, "submit")
    approved = do(reviewer, report, "approve")
    assert approved["reviewed_by"]["name"]
    published = do(api, report, "publish", public=True)
    assert published["public_address"].endswith(f"/published/{report['line']}/")
    made = api.post(at(report, "correct"), {}, HTTP_IDEMPOTENCY_KEY="once")
    again = api.post(at(report, "correct"), {}, HTTP_IDEMPOTENCY_KEY="once")
    assert made.status_code == 201, made.content
    assert made.content == again.content
    second = made.json()
    assert (second["number"], second["corrects"], second["line"]) == (2, report["uid"], report["line"])
    do(api, second, "submit")
    do(reviewer, second, "approve")
    do(api, second, "publish", public=True)
    first = read(api, report["uid"])
    assert (first["state"], first["corrected_by"]) == ("corrected", second["uid"])
    assert first["public_address"].endswith(f"/published/{report['line']}/1/")
    versions = api.get(at(report, "versions")).json()
    assert [(one["number"], one["state"]) for one in versions] == [(2, "published"), (1, "corrected")]
    listed = api.get(f"{ROOT}reports/", {"line": report["line"], "state": "corrected"}).json()["results"]
    assert [one["uid"] for one in listed] == [report["uid"]]


def test_every_verb_wants_the_version_and_the_role(
    report: dict[str, Any], api: APIClient, as_role: Callable[[str], APIClient]
) -> None:
    for verb in ("submit", "up-to-date"):
        is_problem(api.post(at(report, verb), {}), 428)
        is_problem(api.post(at(report, verb), {}, HTTP_IF_MATCH='"old"'), 412)
        for role in ("viewer", "reviewer"):
            is_problem(as_role(role).post(at(report, verb), {}, HTTP_IF_MATCH="*"), 403)
    is_problem(api.post(at(report, "publish"), {}, HTTP_IF_MATCH="*"), 409)
    do(api, report, "submit")
    is_problem(api.post(at(report, "approve"), {}, HTTP_IF_MATCH="*"), 403)
    is_problem(api.post(at(report, "return"), {"text": " "}, HTTP_IF_MATCH="*"), 400)
    is_problem(api.post(at(report, "submit"), {"more": 1}, HTTP_IF_MATCH="*"), 400)
    administrator = as_role("administrator")
    assert do(administrator, report, "approve")["state"] == "approved"


def test_the_writer_never_approves(report: dict[str, Any], organizer: User, api: APIClient) -> None:
    organizer.roles.create(office=organizer.offices[0], name="reviewer")
    do(api, report, "submit")
    problem = is_problem(api.post(at(report, "approve"), {}, HTTP_IF_MATCH="*"), 403)
    assert problem["detail"] == "Somebody other than its writer approves a report."


def test_the_public_address_is_opened_and_closed(
    report: dict[str, Any], api: APIClient, as_role: Callable[[str], APIClient]
) -> None:
    is_problem(api.patch(at(report), {"public": True}, HTTP_IF_MATCH="*"), 409)
    do(api, report, "submit")
    do(as_role("reviewer"), report, "approve")
    assert do(api, report, "publish")["public"] is False
    opened = api.patch(at(report), {"public": True}, HTTP_IF_MATCH=read(api, report["uid"])["etag"])
    assert opened.json()["public_address"]
    is_problem(api.patch(at(report), {"public": False}, HTTP_IF_MATCH=report["etag"]), 412)
    is_problem(api.patch(at(report), {"state": "draft"}, HTTP_IF_MATCH="*"), 400)
    is_problem(api.delete(at(report), HTTP_IF_MATCH="*"), 409)


def test_comments_are_added_once(report: dict[str, Any], api: APIClient) -> None:
    for _time in range(2):
        said = api.post(at(report, "comments"), {"text": "Good."}, HTTP_IDEMPOTENCY_KEY="said")
        assert said.status_code == 201, said.content
    assert [one["text"] for one in read(api, report["uid"])["comments"]] == ["Good."]
    is_problem(api.post(at(report, "comments"), {"text": ""}), 400)


def test_a_draft_is_deleted(report: dict[str, Any], api: APIClient) -> None:
    assert api.delete(at(report), HTTP_IF_MATCH=report["etag"]).status_code == 204
    is_problem(api.get(at(report)), 404)


def test_differences_conform_to_the_schema(report: dict[str, Any], api: APIClient) -> None:
    assert api.get(at(report, "compare")).json() == []
    Event.objects.filter(slug=report["event"]).update(title_en="Another title", city="")
    answer = api.get(at(report, "compare")).json()
    assert [(one["path"], one["action"], one["new"]) for one in answer] == [
        ("$.event.title.en", "changed", "Another title"),
        ("$.event.city", "removed", None),
    ]
    assert answer[1]["place"] == ["Event", "City"]
    schema = SchemaGenerator().get_schema(request=None, public=True)
    conforms(answer, schema, f"{ROOT}reports/{{uid}}/compare/")
    conforms(api.get(at(report, "versions")).json(), schema, f"{ROOT}reports/{{uid}}/versions/")
    other = api.post(
        f"{ROOT}reports/", {"event": report["event"], "language": "es", "formats": ["html"]}
    ).json()
    is_problem(api.get(at(report, "compare"), {"against": other["uid"]}), 409)
    build_waiting()
    found = api.get(at(report, "compare"), {"against": other["uid"]}).json()
    assert len(found) == 2
    assert found == api.get(at(other, "compare"), {"against": report["uid"]}).json()
    for nonsense in ("x", "00000000-0000-4000-8000-000000000000"):
        is_problem(api.get(at(report, "compare"), {"against": nonsense}), 400)


def test_versions_cost_the_same_at_one_and_three(
    report: dict[str, Any], api: APIClient, as_role: Callable[[str], APIClient]
) -> None:
    counts, newest = [], report
    for more in (0, 2):
        for _one in range(more):
            do(api, newest, "submit")
            do(as_role("reviewer"), newest, "approve")
            newest = api.post(at(newest, "correct"), {}).json()
        api.get(at(report, "versions"))
        with CaptureQueriesContext(connection) as queries:
            assert len(api.get(at(report, "versions")).json()) == 1 + more
        counts.append(len(queries))
    assert counts[0] == counts[1]
