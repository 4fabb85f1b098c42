"""Who may enter, what a refusal looks like, and what conditional requests do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate

from people.api.doors import PUBLIC, Door
from people.api.pictures import ORGANIZATION
from people.models import ApiToken, Office, Organization, User
from people.services.accounts import make_token
from tests.api.conftest import ROOT, calling, doors, patterns
from tests.api.world import address, world
from tests.factories import EventFactory, OrganizationFactory

ORGANIZATIONS = f"{ROOT}organizations/"
BODY = {"name": {"en": "Institute"}}


def is_problem(answer: Any, status: int, code: str = "") -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert {"type", "title", "detail"} <= set(body)
    assert body["type"].startswith("urn:entente:problem:")
    if code:
        assert body["type"].endswith(f":{code}")
    for messages in body.get("errors", {}).values():
        assert all(isinstance(message, str) for message in messages)
    return body


# --- who may enter ----------------------------------------------------------------------------------------------------


def test_every_action_of_every_door_declares_its_rule() -> None:
    for address_, view in patterns():
        door = getattr(view, "cls", None)
        if door is None or not issubclass(door, Door):
            assert address_ in ("api/v1/schema.json", "api/v1/docs/", "api/v1/<path:rest>"), address_
            continue
        for action in view.actions.values():
            assert door.rule.get(action), f"{address_} {action}"


def test_what_declares_no_rule_is_denied(office: Office, organizer: User) -> None:
    class Forgotten(Door):
        model, picture = Organization, ORGANIZATION

    request = APIRequestFactory().get("/")
    force_authenticate(request, organizer)
    assert Forgotten.as_view({"get": "list"})(request).status_code == 403


@pytest.mark.parametrize(
    "prefix", sorted(prefix for prefix, door in doors().items() if door.rule["list"] != PUBLIC)
)
def test_without_a_token_there_is_nothing(prefix: str, db: None) -> None:
    answer = APIClient().get(f"{ROOT}{prefix}/")
    is_problem(answer, 401, "not-authenticated")
    assert answer["WWW-Authenticate"] == "Token"
    assert APIClient().post(f"{ROOT}{prefix}/", {}).status_code in (401, 405)


def test_a_wrong_or_expired_token_opens_nothing_and_stays(organizer: User) -> None:
    token, text = make_token(user=organizer, name="old", scopes=["read"], days=1)
    ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now() - dt.timedelta(seconds=1))
    for header in (f"Token {text}", "Token nonsense", "Token", "Token a b", "Token \xff"):
        answer = APIClient(HTTP_AUTHORIZATION=header).get(ORGANIZATIONS)
        is_problem(answer, 401)
        assert answer["WWW-Authenticate"] == "Token"
    assert ApiToken.objects.filter(pk=token.pk).exists()


def test_a_closed_account_opens_nothing(organizer: User, api: APIClient) -> None:
    User.objects.filter(pk=organizer.pk).update(is_active=False)
    is_problem(api.get(ORGANIZATIONS), 401)


def test_a_token_to_read_changes_nothing(office: Office, organizer: User) -> None:
    made = world(office, organizer)
    reader = calling(organizer, "read")
    assert reader.get(ORGANIZATIONS).status_code == 200
    is_problem(reader.post(ORGANIZATIONS, BODY), 403, "not-allowed")
    path = address("organizations", made["organizations"])
    is_problem(reader.patch(path, BODY, HTTP_IF_MATCH="*"), 403)
    is_problem(reader.delete(path, HTTP_IF_MATCH="*"), 403)
    is_problem(
        reader.post(address("events", made["events"], "move"), {"to": "published"}, HTTP_IF_MATCH="*"), 403
    )


def test_a_session_needs_the_csrf_token(office: Office, organizer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(organizer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(ORGANIZATIONS).status_code == 200
    is_problem(client.post(ORGANIZATIONS, BODY, content_type="application/json"), 403)
    client.cookies["csrftoken"] = "a" * 32
    sent = client.post(
        ORGANIZATIONS, BODY, content_type="application/json", headers={"X-CSRFToken": "a" * 32}
    )
    assert sent.status_code == 201


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 201),
        ("organizer", 201),
        ("protocol", 201),
        ("editor", 201),
        ("reviewer", 403),
        ("viewer", 403),
    ],
)
def test_roles_keep_the_directory(role: str, status: int, as_role: Callable[[str], APIClient]) -> None:
    assert as_role(role).post(ORGANIZATIONS, BODY).status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("organizer", 201), ("protocol", 403), ("editor", 403), ("viewer", 403)]
)
def test_roles_run_events(
    role: str, status: int, office: Office, as_role: Callable[[str], APIClient]
) -> None:
    api = as_role(role)
    event = EventFactory(office=office)
    body = {"kind": "seminar", "title": {"en": "Seminar"}}
    assert api.post(f"{ROOT}events/", body).status_code == status
    wanted = 200 if status == 201 else 403
    assert (
        api.patch(address("events", event), {"city": "Xi'an"}, HTTP_IF_MATCH=event.etag).status_code == wanted
    )
    event.refresh_from_db()
    assert (
        api.post(address("events", event, "move"), {"to": "published"}, HTTP_IF_MATCH=event.etag).status_code
        == wanted
    )
    assert api.get(address("events", event)).status_code == 200


# --- what a refusal looks like ----------------------------------------------------------------------------------------


def test_every_refusal_is_a_problem(api: APIClient) -> None:
    is_problem(api.get(f"{ROOT}nowhere/"), 404, "not-found")
    assert "slash" in is_problem(api.get(f"{ROOT}organizations"), 404)["detail"]
    is_problem(api.get(f"{ORGANIZATIONS}not-a-uid/"), 404)
    is_problem(api.get(f"{ORGANIZATIONS}00000000-0000-4000-8000-000000000000/"), 404, "not-found")
    is_problem(api.put(ORGANIZATIONS, BODY), 405, "method-not-allowed")
    is_problem(api.options(ORGANIZATIONS), 405)
    is_problem(api.post(ORGANIZATIONS, "{", content_type="application/json"), 400, "parse-error")
    is_problem(api.post(ORGANIZATIONS, "a=b", content_type="application/x-www-form-urlencoded"), 415)
    is_problem(api.get(ORGANIZATIONS, HTTP_ACCEPT="application/xml"), 406)
    is_problem(api.post(ORGANIZATIONS, [BODY]), 400)


def test_a_body_that_is_too_large_is_refused(api: APIClient) -> None:
    answer = api.post(ORGANIZATIONS, {"mandate": {"en": "x" * 10_500_000}})
    is_problem(answer, 413, "too-large")


def test_errors_name_the_fields_as_the_api_does(api: APIClient) -> None:
    assert is_problem(api.post(ORGANIZATIONS, {}), 400)["errors"] == {
        "name.en": ["State a name in at least one language."]
    }
    body = {"name": {"fr": "Institut"}, "country": "XX", "kind": "pub", "colour": "red", "website": "no"}
    assert set(is_problem(api.post(ORGANIZATIONS, body), 400)["errors"]) == {"colour"}
    del body["colour"]
    assert set(is_problem(api.post(ORGANIZATIONS, body), 400)["errors"]) == {
        "name",
        "country",
        "kind",
        "website",
    }
    body = {"name": {"zh-hans": "长" * 301}}
    assert set(is_problem(api.post(ORGANIZATIONS, body), 400)["errors"]) == {"name.zh-hans"}
    for text in ("\x00", "\ud800"):
        answer = api.post(ORGANIZATIONS, '{{"name": {{"en": "{}"}}}}'.format(text.encode("unicode_escape").decode().replace("\\x", "\\u00")),
                          content_type="application/json")  # fmt: skip
        is_problem(answer, 400)
    body = {"kind": "seminar", "title": {"en": "S"}, "start_on": "2026-13-40", "zone": "Mars"}
    assert set(is_problem(api.post(f"{ROOT}events/", body), 400)["errors"]) == {"start_on"}
    body = {
        "kind": "seminar",
        "title": {"en": "S"},
        "start_on": "2026-10-01",
        "end_on": "2026-09-01",
        "zone": "Mars",
    }
    assert set(is_problem(api.post(f"{ROOT}events/", body), 400)["errors"]) == {"end_on", "zone"}


def test_a_refused_room_names_its_field(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    item = made["agenda-items"]
    body = {"event": made["events"].slug, "kind": "panel", "on": str(item.on), "start_time": "09:30", "end_time": "11:00",
            "room": str(made["rooms"].uid)}  # fmt: skip
    assert "room" in is_problem(api.post(f"{ROOT}agenda-items/", body), 409, "conflict")["errors"]


def test_too_many_calls_are_told_when_to_come_back(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from base.api import RateLimit

    monkeypatch.setattr(RateLimit, "THROTTLE_RATES", {"user": "3/min", "anon": "2/min"})
    answers = [api.get(ORGANIZATIONS) for _call in range(5)]
    if any(answer.status_code == 429 for answer in answers[:3]):
        pytest.fail("refused too early")
    is_problem(answers[-1], 429, "throttled")
    assert 1 <= int(answers[-1]["Retry-After"]) <= 61
    assert calling(world(OrganizationFactory().office)["tasks"].who).get(ORGANIZATIONS).status_code == 200
    visits = [APIClient().get(f"{ROOT}public/events/").status_code for _call in range(3)]
    assert visits == [200, 200, 429]


def test_an_unknown_error_is_a_problem_too(api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("people.services.directory.add_organization", broken)
    api.raise_request_exception = False
    answer = api.post(ORGANIZATIONS, BODY)
    is_problem(answer, 500, "server-error")
    assert "secret" not in answer.content.decode()


# --- conditional requests ---------------------------------------------------------------------------------------------


def test_a_change_needs_the_version_it_was_made_from(office: Office, api: APIClient) -> None:
    made = api.post(ORGANIZATIONS, BODY)
    path, etag = made["Location"], made["ETag"]
    is_problem(api.patch(path, {"city": "Wuhan"}), 428, "condition-required")
    is_problem(api.delete(path), 428)
    is_problem(api.patch(path, {"city": "Wuhan"}, HTTP_IF_MATCH='"something-else"'), 412, "stale")
    changed = api.patch(path, {"city": "Wuhan"}, HTTP_IF_MATCH=etag)
    assert changed.status_code == 200
    assert changed["ETag"] != etag
    assert changed.json()["city"] == "Wuhan"
    is_problem(api.patch(path, {"city": "Xi'an"}, HTTP_IF_MATCH=etag), 412)
    is_problem(api.delete(path, HTTP_IF_MATCH=etag), 412)
    assert api.delete(path, HTTP_IF_MATCH=changed["ETag"]).status_code == 204
    is_problem(api.get(path), 404)


def test_moves_need_the_version_too(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    targets = {
        "events": "published",
        "agenda-items": "dropped",
        "delegations": "composed",
        "agreements": "negotiating",
        "follow-ups": "reported",
    }
    for prefix, to in targets.items():
        path = address(prefix, made[prefix], "move")
        is_problem(api.post(path, {"to": to}), 428)
        is_problem(api.post(path, {"to": to}, HTTP_IF_MATCH='"old"'), 412)
        etag = api.get(address(prefix, made[prefix]))["ETag"]
        moved = api.post(path, {"to": to}, HTTP_IF_MATCH=etag)
        assert moved.json()["state"] == to
        is_problem(api.post(path, {"to": to}, HTTP_IF_MATCH=etag), 412)


def test_what_is_held_already_is_not_sent_again(office: Office, organizer: User, api: APIClient) -> None:
    made = world(office, organizer)
    path = address("registrations", made["registrations"])
    first = api.get(path)
    assert first["Cache-Control"] == "private, no-cache"
    held = api.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert held.status_code == 304
    assert held.content == b""
    # The name is the person's, not the registration's: its version stays, the answer does not.
    person = address("people", made["people"])
    api.patch(person, {"family_name": "Renamed"}, HTTP_IF_MATCH=made["people"].etag)
    again = api.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    assert again.json()["person"]["name"] == "Participant Renamed"
    changed = api.patch(path, {"note": "Vegetarian"}, HTTP_IF_MATCH=first["ETag"])
    assert changed.status_code == 200


def test_a_patch_leaves_other_languages_alone(api: APIClient) -> None:
    made = api.post(ORGANIZATIONS, {"name": {"en": "Institute", "zh-hans": "研究所"}})
    changed = api.patch(
        made["Location"], {"name": {"es": "Instituto", "en": None}}, HTTP_IF_MATCH=made["ETag"]
    )
    assert changed.json()["name"] == {"zh-hans": "研究所", "es": "Instituto"}
    fixed = api.patch(made["Location"], {"office": "another"}, HTTP_IF_MATCH=changed["ETag"])
    assert set(is_problem(fixed, 400)["errors"]) == {"office"}


def test_names_of_people_are_made_as_the_model_makes_them(office: Office, api: APIClient) -> None:
    bodies = [
        {"family_name": "Li", "given_name": "Wen", "name_order": "family_first"},
        {"family_name": "Silva", "given_name": "Ana"}, {"family_name": "", "native_name": "李文"},
    ]  # fmt: skip
    from people.models import Person

    for body in bodies:
        answer = api.post(f"{ROOT}people/", body)
        if answer.status_code == 201:
            assert answer.json()["name"] == Person.objects.get(uid=answer.json()["uid"]).name
