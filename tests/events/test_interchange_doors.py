"""The doors of schedules: pages, public addresses, API and command."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from rest_framework.test import APIClient

from events.models import AgendaItem, Event
from people.models import Office, User
from tests.api.conftest import ROOT, calling
from tests.events.test_interchange import DATA, XML_SCHEMA, content_of, deviations, normalised
from tests.events.test_interchange_again import made, talk
from tests.factories import EventFactory, OfficeFactory, PersonFactory, UserFactory

CAMP, DEMO = "frab-camp2019", "pretalx-democon"


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def organizer(office: Office) -> User:
    return UserFactory(office=office, role="organizer")


@pytest.fixture
def page(organizer: User) -> Client:
    client = Client()
    client.force_login(organizer)
    return client


@pytest.fixture
def event(office: Office) -> Event:
    return EventFactory(office=office, slug="camp")


def upload(page: Client, address: str, content: bytes, **more: Any) -> Any:
    return page.post(address, {"file": SimpleUploadedFile("schedule", content), **more})


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found
    return found[1]


def confirm(page: Client, shown: Any, address: str, **more: Any) -> Any:
    body = {"file": hidden(shown, "file"), "seal": hidden(shown, "seal"), "action": "import", **more}
    return page.post(address, body)


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [CAMP, DEMO])
def test_a_file_is_looked_at_then_imported(name: str, page: Client, event: Event) -> None:
    answer = upload(page, "/events/camp/agenda/import/", content_of(name), take_event="on")
    assert answer.status_code == 302
    shown = page.get(answer["Location"])
    assert shown.status_code == 200
    text = shown.content.decode()
    assert ("two places at once" in text) is (name == DEMO)
    assert not AgendaItem.objects.exists()
    done = confirm(page, shown, "/events/camp/agenda/import/check/")
    assert done["Location"] == "/events/camp/agenda/"
    assert AgendaItem.objects.filter(event=event).count() == len(
        re.findall(rb'"guid": "[^"]*",\s+"logo"', content_of(name))
    )
    gone = confirm(page, shown, "/events/camp/agenda/import/check/")
    assert gone["Location"] == "/events/camp/agenda/import/"
    assert page.get("/events/camp/agenda/").status_code == 200


def test_a_file_becomes_a_new_event(page: Client, office: Office) -> None:
    answer = upload(page, "/events/import/", content_of(DEMO), venue="Centre", zone="Europe/Berlin")
    shown = page.get(answer["Location"])
    done = confirm(page, shown, "/events/import/check/")
    event = Event.objects.get(office=office)
    assert done["Location"] == f"/events/{event.slug}/agenda/"
    assert (event.state, event.kind, event.title_en, event.zone) == (
        "draft",
        "conference",
        "DemoCon",
        "Europe/Berlin",
    )
    assert event.agenda.first().room.venue.name == "Centre"
    assert (
        normalised(json.loads(content_of(DEMO)))
        == page.get(f"/events/{event.slug}/agenda/schedule.json").json()
    )


def test_mistakes_are_a_page_of_their_own(page: Client, event: Event) -> None:
    content = content_of(CAMP).replace(b'"duration": "00:45"', b'"duration": "soon"')
    answer = upload(page, "/events/camp/agenda/import/", content)
    assert answer.status_code == 422
    assert answer.content.decode().count("hours and minutes such as 00:45") == 74
    answer = upload(page, "/events/camp/agenda/import/", b"PK")
    assert answer.status_code == 422
    assert "neither a schedule.json nor a schedule.xml" in answer.content.decode()


def test_who_is_meant_is_asked_and_answered(page: Client, event: Event, office: Office) -> None:
    one, _two = (PersonFactory(office=office, given_name="Kim", family_name="Weber") for _number in range(2))
    tree = made(talk(1, persons=[{"id": 2, "public_name": "Kim Weber"}]))
    answer = upload(page, "/events/camp/agenda/import/", json.dumps(tree).encode(), take_event="on")
    shown = page.get(answer["Location"])
    assert "Who is meant?" in shown.content.decode()
    address = "/events/camp/agenda/import/check/"
    refused = confirm(page, shown, address)
    assert refused.status_code == 422
    assert not AgendaItem.objects.exists()
    again = page.post(
        address, {"file": hidden(shown, "file"), "action": "check", "speaker:id:2": str(one.uid)}
    )
    assert f'value="{one.uid}" selected' in again.content.decode()
    assert confirm(page, again, address, **{"speaker:id:2": str(one.uid)}).status_code == 302
    assert AgendaItem.objects.get().participations.get().person == one


def test_what_vanished_is_ticked(page: Client, event: Event) -> None:
    address = "/events/camp/agenda/import/check/"
    for tree, ticked in ((made(talk(1), talk(2, "12:00")), False), (made(talk(1)), True)):
        shown = page.get(
            upload(page, "/events/camp/agenda/import/", json.dumps(tree).encode(), take_event="on")[
                "Location"
            ]
        )
        drop = {"drop": hidden(shown, "drop")} if ticked else {}
        assert confirm(page, shown, address, **drop).status_code == 302
    assert list(AgendaItem.objects.order_by("start_time").values_list("state", flat=True)) == [
        "planned",
        "dropped",
    ]


def test_a_preview_that_is_no_longer_true_is_shown_again(page: Client, event: Event) -> None:
    address = "/events/camp/agenda/import/"
    shown = page.get(upload(page, address, json.dumps(made(talk(1))).encode(), take_event="on")["Location"])
    Event.objects.filter(pk=event.pk).update(version=event.version + 1)
    answer = confirm(page, shown, f"{address}check/")
    assert answer.status_code == 412
    assert not AgendaItem.objects.exists()


def test_only_organizers_of_the_office_import(event: Event, office: Office) -> None:
    viewer, stranger = UserFactory(office=office, role="viewer"), UserFactory(office=OfficeFactory())
    for user, status in ((viewer, 403), (stranger, 404)):
        client = Client()
        client.force_login(user)
        for address in ("/events/camp/agenda/import/", "/events/camp/agenda/import/check/"):
            assert client.get(address).status_code == status
        assert client.get("/events/camp/agenda/schedule.json").status_code == (200 if user is viewer else 404)


def test_a_file_serves_one_event_only(page: Client, event: Event, office: Office) -> None:
    EventFactory(office=office, slug="other")
    answer = upload(page, "/events/camp/agenda/import/", json.dumps(made(talk(1))).encode())
    moved = page.get(answer["Location"].replace("/camp/", "/other/"))
    assert moved["Location"] == "/events/other/agenda/import/"


# --- public addresses ----------------------------------------------------------------------------------------------------


def test_the_public_programme_as_files(page: Client, event: Event, client: Client) -> None:
    content = json.dumps(made(talk(1), talk(2, "12:00"))).encode()
    shown = page.get(upload(page, "/events/camp/agenda/import/", content, take_event="on")["Location"])
    confirm(page, shown, "/events/camp/agenda/import/check/")
    assert client.get("/e/camp/schedule.json").status_code == 404
    Event.objects.filter(pk=event.pk).update(state="published")
    AgendaItem.objects.filter(title_en="Talk 2").update(public=False)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get("/e/camp/schedule.json")
    assert len(caught) <= 6
    assert answer["Content-Type"] == "application/json"
    assert deviations(answer.json()) == []
    assert answer.json() == made(talk(1))
    xml = client.get("/e/camp/schedule.xml")
    XML_SCHEMA.assertValid(etree.fromstring(xml.content))
    for found in (answer, xml):
        again = client.get(found.request["PATH_INFO"], headers={"If-None-Match": found["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    AgendaItem.objects.filter(title_en="Talk 1").update(title_en="Renamed", version=9)
    changed = client.get("/e/camp/schedule.json", headers={"If-None-Match": answer["ETag"]})
    assert changed.status_code == 200


def test_an_event_without_days_has_no_schedule(office: Office, client: Client) -> None:
    EventFactory(office=office, slug="undated", state="published", start_on=None, end_on=None)
    assert client.get("/e/undated/schedule.json").status_code == 404


# --- API -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def api(organizer: User) -> APIClient:
    return calling(organizer)


def put(api: APIClient, content: bytes, form: str = "json", query: str = "", **headers: str) -> Any:
    address = f"{ROOT}events/camp/schedule.{form}{query}"
    return api.generic("PUT", address, content, content_type=f"application/{form}", **headers)


def test_a_schedule_through_the_api(api: APIClient, event: Event) -> None:
    first = put(api, content_of(CAMP))
    assert first.status_code == 200, first.content
    assert first.json()["counts"]["items_created"] == 79
    told = api.get(f"{ROOT}events/camp/schedule.json")
    assert told["ETag"] == first["ETag"]
    assert told.json() == normalised(json.loads(content_of(CAMP)))
    assert (
        api.get(f"{ROOT}events/camp/schedule.json", headers={"If-None-Match": told["ETag"]}).status_code
        == 304
    )
    assert put(api, content_of(CAMP)).status_code == 428
    assert put(api, content_of(CAMP), HTTP_IF_MATCH='"old"').status_code == 412
    again = put(api, content_of(CAMP), HTTP_IF_MATCH=told["ETag"])
    assert (again.status_code, again.json()["counts"]["items_unchanged"]) == (200, 79)
    xml = api.get(f"{ROOT}events/camp/schedule.xml", headers={"Accept": "application/xml"})
    XML_SCHEMA.assertValid(etree.fromstring(xml.content))
    back = put(api, xml.content, "xml", HTTP_IF_MATCH=xml["ETag"])
    assert (back.status_code, back.json()["counts"]["items_created"]) == (200, 0)


def test_the_api_previews_and_tells_every_mistake(api: APIClient, event: Event) -> None:
    address = f"{ROOT}events/camp/schedule/preview/"
    would = api.generic("POST", address, content_of(DEMO), content_type="application/json")
    assert (would.status_code, would.json()["counts"]["items_created"]) == (200, 36)
    assert any("two places at once" in one["text"] for one in would.json()["remarks"])
    assert not AgendaItem.objects.exists()
    bad = content_of(DEMO).replace(b'"duration": "01:30"', b'"duration": null')
    refused = put(api, bad)
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert len(refused.json()["mistakes"]) == 9
    assert set(refused.json()["mistakes"][0]) == {"where", "label", "value", "expected"}
    assert put(api, b"").status_code == 400
    assert put(api, content_of(DEMO), query="?event=maybe").status_code == 400


def test_the_api_drops_by_choice_and_asks_for_the_role(api: APIClient, event: Event, office: Office) -> None:
    put(api, json.dumps(made(talk(1), talk(2, "12:00"))).encode())
    answer = put(api, json.dumps(made(talk(1))).encode(), query="?vanished=drop", HTTP_IF_MATCH="*")
    assert [one["dropped"] for one in answer.json()["vanished"]] == [True]
    viewer = calling(UserFactory(office=office, role="viewer"))
    assert put(viewer, b"{}").status_code == 403
    assert put(calling(UserFactory(office=OfficeFactory())), b"{}").status_code == 404


# --- command -----------------------------------------------------------------------------------------------------------------


def test_the_command_imports_and_exports(office: Office, tmp_path: Path) -> None:
    out = io.StringIO()
    file = str(DATA / f"{CAMP}.schedule.json")
    call_command(
        "schedule", "import", file, event="summer-camp", office=office.slug, preview=True, stdout=out
    )
    assert not Event.objects.exists()
    call_command("schedule", "import", file, event="summer-camp", office=office.slug, stdout=out)
    assert out.getvalue().count("79 items created") == 2
    for form in ("json", "xml"):
        written = io.StringIO()
        call_command("schedule", "export", "summer-camp", format=form, stdout=written)
        (tmp_path / form).write_text(written.getvalue())
    assert json.loads((tmp_path / "json").read_text()) == normalised(json.loads(content_of(CAMP)))
    XML_SCHEMA.assertValid(etree.fromstring((tmp_path / "xml").read_bytes()))
    broken = tmp_path / "broken.json"
    broken.write_text((tmp_path / "json").read_text().replace('"00:45"', '"?"'))
    with pytest.raises(CommandError, match="hours and minutes"):
        call_command("schedule", "import", str(broken), event="summer-camp")
    with pytest.raises(CommandError, match="no event"):
        call_command("schedule", "export", "nowhere")
