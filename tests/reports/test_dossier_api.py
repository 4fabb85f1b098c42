"""The dossier by the API: read, previewed, created, updated under a condition."""

from __future__ import annotations

import copy
import json
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from events.models import Event
from people.models import Entry, Office, Person
from people.services import directory
from reports.dossier.check import read_dossier
from reports.dossier.load import load
from tests.api.conftest import ROOT, api, as_role, calling, office, organizer, other_office
from tests.api.test_doors import is_problem
from tests.api.test_idempotency import at_once
from tests.factories import OfficeFactory, UserFactory

__all__ = ["api", "as_role", "office", "organizer", "other_office"]
DOSSIERS = f"{ROOT}dossiers/"
S2 = Path(settings.BASE_DIR) / "reports" / "examples" / "s2.json"


@pytest.fixture
def s2() -> dict[str, Any]:
    return json.loads(S2.read_bytes())


@pytest.fixture
def at(s2: dict[str, Any]) -> str:
    return f"{DOSSIERS}{s2['event']['slug']}/"


def stored(s2: dict[str, Any], office: Office) -> Event:
    return load(read_dossier(json.dumps(s2)), office=office, by="command", at=timezone.now()).event


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_dossier_is_read_with_its_etag(s2: Any, at: str, office: Office, api: APIClient) -> None:
    event = stored(s2, office)
    answer = api.get(at)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["event"]["title"] == s2["event"]["title"]
    read_dossier(answer.content)
    held = api.get(at, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (held.status_code, held.content, held["ETag"]) == (304, b"", answer["ETag"])
    assert api.get(at.rstrip("/")).content == answer.content
    # Anything in it changes the ETag, also what is no field of the event.
    person = Person.objects.of(office).get(family_name="Liu")
    directory.amend_person(person, {"honorific": "Dr."}, by="command", at=timezone.now())
    assert api.get(at, HTTP_IF_NONE_MATCH=answer["ETag"])["ETag"] != answer["ETag"]
    assert event.slug in at


def test_what_one_may_not_see_does_not_exist(s2: Any, at: str, other_office: Office, api: APIClient) -> None:
    is_problem(api.get(f"{DOSSIERS}nothing-here/"), 404, "not-found")
    stored(s2, other_office)
    is_problem(api.get(at), 404, "not-found")
    is_problem(APIClient().get(at), 401)


def test_a_viewer_reads_and_does_not_load(s2: Any, at: str, office: Office, as_role: Any) -> None:
    stored(s2, office)
    viewer = as_role("viewer")
    assert viewer.get(at).status_code == 200
    is_problem(viewer.put(at, s2, HTTP_IF_MATCH="*"), 403, "not-allowed")
    is_problem(viewer.post(f"{DOSSIERS}preview/", s2), 403, "not-allowed")
    reader = calling(UserFactory(office=office, role="organizer"), "read")
    assert reader.get(at).status_code == 200
    is_problem(reader.put(at, s2, HTTP_IF_MATCH="*"), 403, "not-allowed")


def test_reading_runs_the_same_queries_at_one_and_three_participants(
    s2: Any, at: str, office: Office, api: APIClient
) -> None:
    event = stored(s2, office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert api.get(at).status_code == 200
        return len(counted)

    first = queries()
    for number in range(3):
        s2["people"].append({"id": f"more-{number}", "given_name": "Participant", "family_name": str(number)})
        s2["registrations"].append({"person": f"more-{number}"})
    stored(s2, office)
    assert queries() == first
    assert event.pk


# --- the format -------------------------------------------------------------------------------------------------------


def test_the_json_schema_is_there_for_anyone(s2: Any, db: None) -> None:
    for address in (f"{DOSSIERS}schema/", f"{DOSSIERS}schema"):
        answer = APIClient().get(address)
        assert answer["Content-Type"] == "application/schema+json"
    schema = answer.json()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(s2)


# --- writing ----------------------------------------------------------------------------------------------------------


def test_a_new_event_is_made_in_one_call(s2: Any, at: str, office: Office, api: APIClient) -> None:
    before = api.post(f"{DOSSIERS}preview/", s2)
    assert before.status_code == 200, before.content
    assert not Event.objects.exists()
    made = api.put(at, s2)
    assert made.status_code == 201, made.content
    assert made["Location"].endswith(at)
    told = made.json()
    assert told["event"] == s2["event"]["slug"]
    assert told["created"]["event"] == 1
    assert told["created"]["person"] == len(s2["people"])
    assert told["changed"] == {}
    assert before.json() == told
    event = Event.objects.get(slug=s2["event"]["slug"])
    assert event.office == office
    assert made["ETag"] == api.get(at)["ETag"]
    assert Entry.objects.about(f"event:{event.pk}").first().by is not None


def test_an_update_needs_the_state_it_was_made_from(s2: Any, at: str, api: APIClient) -> None:
    made = api.put(at, s2, HTTP_IF_NONE_MATCH="*")
    assert made.status_code == 201
    is_problem(api.put(at, s2), 428, "condition-required")
    is_problem(api.put(at, s2, HTTP_IF_NONE_MATCH="*"), 412, "stale")
    is_problem(api.put(at, s2, HTTP_IF_MATCH='"of-yesterday"'), 412, "stale")
    same = api.put(at, s2, HTTP_IF_MATCH=made["ETag"])
    assert same.status_code == 200
    assert same.json() == {"event": s2["event"]["slug"], "created": {}, "changed": {}, "changes": []}
    assert same["ETag"] == made["ETag"]

    changed = copy.deepcopy(s2)
    changed["event"]["city"] = "Shanghai"
    del changed["sources"], changed["registrations"]
    answer = api.put(at, changed, HTTP_IF_MATCH=made["ETag"])
    assert answer.json()["changed"] == {"event": 1}
    assert answer["ETag"] != made["ETag"]
    assert api.get(at).json()["event"]["city"] == "Shanghai"
    is_problem(api.put(at, s2, HTTP_IF_MATCH=made["ETag"]), 412, "stale")


def test_a_condition_on_an_event_that_is_not_there_is_refused(s2: Any, at: str, api: APIClient) -> None:
    is_problem(api.put(at, s2, HTTP_IF_MATCH="*"), 412, "stale")
    assert not Event.objects.exists()


def test_what_was_dumped_is_loaded_into_another_office_of_another_house(
    s2: Any, at: str, office: Office, api: APIClient
) -> None:
    api.put(at, s2)
    dumped = api.get(at)
    again = api.put(at, dumped.json(), HTTP_IF_MATCH=dumped["ETag"])
    assert again.json()["created"] == again.json()["changed"] == {}


def test_who_works_in_several_offices_says_which(s2: Any, at: str, office: Office) -> None:
    second = OfficeFactory()
    user = UserFactory(office=office, role="organizer")
    user.roles.create(office=second, name="organizer")
    api = calling(user)
    assert "office" in is_problem(api.put(at, s2), 400)["errors"]
    assert api.put(f"{at}?office={second.slug}", s2).status_code == 201
    assert Event.objects.get().office == second
    etag = api.get(at)["ETag"]
    assert api.put(at, s2, HTTP_IF_MATCH=etag).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_calls_in_the_same_moment_only_one_makes_the_event(s2: Any, at: str) -> None:
    user = UserFactory(office=OfficeFactory(), role="organizer")
    clients = [calling(user) for _call in range(3)]
    made = at_once([partial(_status, client, at, s2, HTTP_IF_NONE_MATCH="*") for client in clients])
    assert sorted(made) == [201, 412, 412]
    etag = clients[0].get(at)["ETag"]
    changed = [
        {**s2, "event": {**s2["event"], "city": city}} for city in ("Shanghai", "Shenzhen", "Guangzhou")
    ]
    answers = at_once(
        [
            partial(_status, client, at, body, HTTP_IF_MATCH=etag)
            for client, body in zip(clients, changed, strict=True)
        ]
    )
    assert sorted(answers) == [200, 412, 412]


def _status(client: APIClient, at: str, body: Any, **headers: str) -> int:
    return int(client.put(at, body, **headers).status_code)


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_and_nothing_is_written(s2: Any, at: str, api: APIClient) -> None:
    s2["event"]["kind"] = "seminars"
    s2["agenda"][0]["on"] = {"year": 2026, "month": 2, "day": 30}
    s2["guests"] = []
    told = is_problem(api.put(at, s2), 422, "invalid-dossier")
    places = {one["path"]: one for one in told["mistakes"]}
    assert set(places) == {"$.event.kind", "$.agenda[0].on", "$.guests"} == set(told["errors"])
    assert places["$.event.kind"]["value"] == "seminars"
    assert "'seminar'" in places["$.event.kind"]["expected"]
    assert not Event.objects.exists()


def test_the_address_and_the_dossier_name_the_same_event(s2: Any, api: APIClient) -> None:
    told = is_problem(api.put(f"{DOSSIERS}another/", s2), 422, "invalid-dossier")
    assert [one["path"] for one in told["mistakes"]] == ["$.event.slug"]
    assert "another" in told["mistakes"][0]["expected"]


@pytest.mark.parametrize("body", ["{", "", "[]", '{"version": NaN}', "[" * 100_000])
def test_what_is_no_dossier_is_told(body: str, at: str, api: APIClient) -> None:
    answer = api.put(at, body, content_type="application/json")
    assert is_problem(answer, 422, "invalid-dossier")["mistakes"]


def test_what_is_no_json_or_too_large_is_refused(at: str, api: APIClient) -> None:
    is_problem(api.put(at, "a=b", content_type="application/x-www-form-urlencoded"), 415)
    is_problem(api.put(at, '"' + "x" * 21_000_000 + '"', content_type="application/json"), 413, "too-large")


def test_the_slug_of_another_offices_event_is_refused(
    s2: Any, at: str, other_office: Office, api: APIClient
) -> None:
    stored(s2, other_office)
    told = is_problem(api.put(at, s2), 422)
    assert "$.event.slug" in told["errors"]


def test_an_ambiguous_name_comes_with_its_candidates_and_same_as_resolves_it(
    s2: Any, at: str, office: Office, api: APIClient
) -> None:
    do: Any = {"office": office, "by": "command", "at": timezone.now()}
    name = s2["organizations"][0]["names"]["en"]
    two = [directory.add_organization(name_en=name, city=city, **do) for city in ("Lima", "Quito")]
    told = is_problem(api.put(at, s2), 422, "invalid-dossier")
    [mistake] = [one for one in told["mistakes"] if one["path"].startswith("$.organizations[0]")]
    assert {one["uid"] for one in mistake["candidates"]} == {str(one.uid) for one in two}
    s2["organizations"][0]["same_as"] = str(two[1].uid)
    assert api.put(at, s2).status_code == 201
    assert api.get(at).json()["organizations"][0]["city"] == "Quito"
