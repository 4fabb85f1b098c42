"""Lists and details of every door: isolation, shape, pages, filters, and a number of queries that rows do not change."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from events.services.lifecycle import move_event
from people.models import Office, User
from tests.api.conftest import ROOT, calling, doors
from tests.api.world import address, world
from tests.factories import UserFactory

PREFIXES = sorted(doors())
MOST_QUERIES = {"agreements": 10, "delegations": 7, "follow-ups": 7, "public/events": 3}


OF_ADMINISTRATORS = {"webhooks", "notice-templates"}


def rows_of(client: APIClient, prefix: str, **query: Any) -> list[dict[str, Any]]:
    response = client.get(f"{ROOT}{prefix}/", query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def counted(client: APIClient, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.fixture
def organizer(request: pytest.FixtureRequest, office: Office) -> User:
    """Who may open the door of the test: an administrator where settings of the office are kept."""
    prefix = request.node.callspec.params.get("prefix") if hasattr(request.node, "callspec") else ""
    return UserFactory(office=office, role="administrator" if prefix in OF_ADMINISTRATORS else "organizer")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def conforms(value: Any, schema: dict[str, Any], path: str) -> None:
    """The answer is what the published schema says; OpenAPI 3.0 writes null as `nullable`."""
    said = schema["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    document = nullable({**said, "components": schema["components"]})
    jsonschema.Draft202012Validator(document).validate(value)


def nullable(node: Any) -> Any:
    if isinstance(node, list):
        return [nullable(one) for one in node]
    if not isinstance(node, dict):
        return node
    plain = {name: nullable(value) for name, value in node.items() if name != "nullable"}
    if "properties" in plain:
        plain["additionalProperties"] = False
    return {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain


@pytest.mark.parametrize("prefix", PREFIXES)
def test_queries_do_not_grow_with_rows(prefix: str, office: Office, organizer: User, api: APIClient) -> None:
    publish(world(office, organizer), organizer)
    api.get(f"{ROOT}{prefix}/")
    at_one = counted(api, f"{ROOT}{prefix}/")
    for _more in range(2):
        publish(world(office, organizer), organizer)
    assert counted(api, f"{ROOT}{prefix}/") == at_one
    assert at_one <= MOST_QUERIES.get(prefix, 6)


def publish(made: dict[str, Any], by: User) -> None:
    from django.utils import timezone

    move_event(made["events"], to="published", by=by, at=timezone.now())


@pytest.mark.parametrize("prefix", PREFIXES)
def test_lists_and_details_conform_to_the_schema(
    prefix: str, office: Office, organizer: User, api: APIClient, schema: dict[str, Any]
) -> None:
    made = world(office, organizer)
    publish(made, organizer)
    listed = api.get(f"{ROOT}{prefix}/").json()
    assert listed["results"]
    conforms(listed, schema, f"{ROOT}{prefix}/")
    key = "slug" if prefix in ("offices", "events", "public/events") else "uid"
    shown = api.get(address(prefix, made[prefix]))
    conforms(shown.json(), schema, f"{ROOT}{prefix}/{{{key}}}/")
    assert shown.json() in listed["results"]
    assert "pk" not in shown.json()
    assert "id" not in shown.json()


@pytest.mark.parametrize("action", ["agenda", "clashes", "notices", "reminder-pause"])
def test_parts_of_an_event_conform_to_the_schema(
    action: str, office: Office, organizer: User, api: APIClient, schema: dict[str, Any]
) -> None:
    event = world(office, organizer)["events"]
    answer = api.get(address("events", event, action))
    conforms(answer.json(), schema, f"{ROOT}events/{{slug}}/{action}/")


@pytest.mark.parametrize("prefix", sorted(set(PREFIXES) - {"public/events"}))
def test_another_office_does_not_exist(
    prefix: str, office: Office, other_office: Office, api: APIClient
) -> None:
    hidden = world(other_office)
    mine = [] if prefix != "offices" else [office.slug]
    assert (
        [row["slug"] for row in rows_of(api, prefix)] == mine
        if prefix == "offices"
        else rows_of(api, prefix) == []
    )
    door = doors()[prefix]
    path = address(prefix, hidden[prefix])
    assert api.get(path).status_code == 404
    for action, method in (("partial_update", "patch"), ("destroy", "delete")):
        answer = getattr(api, method)(path, {}, format="json", HTTP_IF_MATCH="*")
        assert answer.status_code == (404 if action in door.rule else 405)
    for extra in door.get_extra_actions():
        for method in extra.mapping:
            target = (
                address(prefix, hidden[prefix], extra.url_path)
                if extra.detail
                else f"{ROOT}{prefix}/{extra.url_path}/"
            )
            body = {"uids": [str(hidden[prefix].uid)], "to": "cancelled"} if not extra.detail else {}
            answer = getattr(api, method)(target, body, format="json", HTTP_IF_MATCH="*")
            naming_none = 200 if method == "get" else 400  # what is read from all names no record
            assert answer.status_code == (404 if extra.detail else naming_none), target


@pytest.mark.parametrize(
    ("prefix", "field"),
    [("agenda-items", "event"), ("registrations", "event"), ("posts", "person"), ("rooms", "venue"), ("outcomes", "event"), ("indicators", "event"),
     ("reports", "event"), ("participations", "item"), ("photos", "event"), ("tasks", "event")],
)  # fmt: skip
def test_nothing_is_added_to_another_office(
    prefix: str, field: str, other_office: Office, api: APIClient
) -> None:
    hidden = world(other_office)
    record = hidden[{"event": "events", "person": "people", "venue": "venues", "item": "agenda-items"}[field]]
    answer = api.post(f"{ROOT}{prefix}/", {field: str(getattr(record, "slug", record.uid))})
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_records_of_two_offices_are_never_tied(office: Office, other_office: Office) -> None:
    user = UserFactory(office=office, role="organizer")
    user.roles.create(office=other_office, name="organizer")
    mine, theirs = world(office), world(other_office)
    api = calling(user)
    answer = api.post(
        f"{ROOT}posts/", {"person": str(mine["people"].uid), "organization": str(theirs["organizations"].uid)}
    )
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"organization": ["It belongs to another office."]}
    answer = api.post(f"{ROOT}organizations/", {"name": {"en": "Unclear"}})
    assert answer.json()["errors"] == {"office": ["Say which office: you work in several."]}
    answer = api.post(f"{ROOT}organizations/", {"office": other_office.slug, "name": {"en": "Theirs"}})
    assert answer.json()["office"] == other_office.slug
    parties = [
        {"organization": str(mine["organizations"].uid)},
        {"organization": str(theirs["organizations"].uid)},
    ]
    answer = api.post(f"{ROOT}agreements/", {"event": mine["events"].slug, "kind": "mou", "parties": parties})
    assert answer.status_code == 400


def test_pages_follow_a_cursor(office: Office, organizer: User, api: APIClient) -> None:
    from tests.factories import OrganizationFactory

    for number in range(5):
        OrganizationFactory(office=office, name_en=f"Organization {number}")
    seen, path = [], f"{ROOT}organizations/?page_size=2"
    while path:
        page = api.get(path).json()
        assert len(page["results"]) <= 2
        seen += [row["uid"] for row in page["results"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == 5
    for query in ("page_size=0", "page_size=501", "page_size=many"):
        answer = api.get(f"{ROOT}organizations/?{query}")
        assert answer.status_code == 400
        assert "page_size" in answer.json()["errors"]
    for cursor in ("nonsense", "cD1hYmM=", "cD0lMDA="):
        assert api.get(f"{ROOT}organizations/", {"cursor": cursor}).status_code == 404


def test_filters(office: Office, organizer: User, api: APIClient) -> None:
    made, more = world(office, organizer), world(office, organizer)
    slug = made["events"].slug
    for prefix in (
        "registrations",
        "agenda-items",
        "groups",
        "tasks",
        "photos",
        "delegations",
        "delegation-members",
        "outcomes",
        "indicators",
        "agreements",
        "follow-ups",
        "reports",
    ):
        assert len(rows_of(api, prefix, event=slug)) == 1, prefix
        assert rows_of(api, prefix, event="no-such-event") == []
    assert len(rows_of(api, "registrations", state="confirmed")) == 2
    assert rows_of(api, "registrations", state="cancelled") == []
    assert len(rows_of(api, "events", year=made["events"].start_on.year)) == 2
    assert rows_of(api, "events", year=1999) == []
    assert {row["native_name"] for row in rows_of(api, "organizations", q="大学")} == {
        more["organizations"].native_name or f"大学 {made['organizations'].name_en.split()[-1]}",
        f"大学 {more['organizations'].name_en.split()[-1]}",
    } - {""}
    assert len(rows_of(api, "events", updated_since=more["events"].updated_at.isoformat())) == 1
    assert len(rows_of(api, "agreements", party=str(made["organizations"].uid))) == 1
    assert len(rows_of(api, "people", organization=str(made["organizations"].uid))) == 1
    for path in (
        "events/?state=nonsense",
        "events/?year=x",
        "registrations/?person=x",
        "events/?updated_since=x",
        "events/?q=%00",
    ):
        assert api.get(f"{ROOT}{path}").status_code == 400, path


def test_a_yes_or_no_that_cannot_be_read_is_refused(office: Office, organizer: User, api: APIClient) -> None:
    for query, status in (("true", 200), ("0", 200), ("", 200), ("maybe", 400)):
        assert api.get(f"/api/v1/notices/?needs_decision={query}").status_code == status, query


def test_the_agenda_is_in_programme_order_with_few_queries(
    office: Office, organizer: User, api: APIClient
) -> None:
    made = world(office, organizer)
    path = address("events", made["events"], "agenda")
    api.get(path)
    at_one = counted(api, path)
    for hour in ("15:00", "08:00"):
        body = {
            "event": made["events"].slug,
            "kind": "talks",
            "on": str(made["events"].start_on),
            "start_time": hour,
        }
        assert api.post(f"{ROOT}agenda-items/", body).status_code == 201
    assert [row["start_time"] for row in api.get(path).json()] == ["08:00:00", "09:00:00", "15:00:00"]
    assert counted(api, path) == at_one <= 6


def test_anyone_reads_published_events_and_nothing_of_the_office(office: Office, organizer: User) -> None:
    made = world(office, organizer)
    event, visitor = made["events"], APIClient()
    assert visitor.get(address("public/events", event)).status_code == 404
    publish(made, organizer)
    row = visitor.get(f"{ROOT}public/events/").json()["results"][0]
    assert row["title"] == {"en": event.title_en, "zh-hans": "研讨会"}
    assert not {"join_url", "seats_taken", "capacity", "version", "office", "uid"} & set(row)
    answer = visitor.get(address("public/events", event, "agenda"))
    people = [part["person"]["name"] for part in answer.json()[0]["participations"] if part["person"]]
    assert people == [made["people"].name]
    assert "email" not in answer.content.decode()
    again = visitor.get(address("public/events", event, "agenda"), HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304
    event.refresh_from_db()
    schedule_privately(event, organizer)
    assert visitor.get(address("public/events", event)).status_code == 404
    assert visitor.get(f"{ROOT}public/events/").json()["results"] == []
    assert visitor.post(f"{ROOT}public/events/", {}).status_code == 405


def schedule_privately(event: Any, by: User) -> None:
    from django.utils import timezone

    from events.services.schedule import amend_event

    amend_event(event, {"visibility": "internal"}, by=by, at=timezone.now())
