"""The dossier by the pages: uploaded, looked at, mended, confirmed, downloaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from people.models import Office, Organization, Person, User
from people.services import directory
from reports.dossier.check import read_dossier
from reports.dossier.load import load
from reports.services import dossiers
from tests.factories import OfficeFactory, UserFactory

S2 = Path(settings.BASE_DIR) / "reports" / "examples" / "s2.json"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UPLOAD = "/events/dossier/"


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory()


@pytest.fixture
def organizer(office: Office) -> User:
    return UserFactory(office=office, role="organizer")


@pytest.fixture
def client(organizer: User) -> Client:
    return logged_in(organizer)


@pytest.fixture
def s2() -> dict[str, Any]:
    return json.loads(S2.read_bytes())


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def uploaded(client: Client, data: Any) -> Any:
    """The page that the upload leads to."""
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    file = SimpleUploadedFile("dossier.json", content, content_type="application/json")
    return client.post(UPLOAD, {"file": file}, follow=True)


def confirmed(client: Client, page: Any) -> Any:
    sent = {"file": page.context["reference"], "seal": page.context["seal"]}
    return client.post(reverse("reports:dossier_check"), sent, follow=True)


def stored(data: Any, office: Office) -> Event:
    return load(read_dossier(json.dumps(data)), office=office, by="command", at=timezone.now()).event


# --- from the file to the event ---------------------------------------------------------------------------------------


def test_a_file_is_looked_at_and_then_loaded(s2: Any, client: Client, office: Office) -> None:
    assert 'href="/events/dossier/"' in client.get("/events/").content.decode()
    page = uploaded(client, s2)
    assert page.status_code == 200
    text = page.content.decode()
    assert s2["event"]["slug"] in text
    [people] = [noun for noun in page.context["nouns"] if noun.label == "People"]
    assert (people.new, people.changed) == (len(s2["people"]), 0)
    assert not Event.objects.exists()
    assert not Person.objects.exists()

    done = confirmed(client, page)
    event = Event.objects.get(slug=s2["event"]["slug"])
    assert event.office == office
    assert done.redirect_chain[-1][0] == reverse("reports:event", args=[event.slug])
    assert "is loaded" in done.content.decode()
    again = client.post(
        reverse("reports:dossier_check"), {"file": page.context["reference"], "seal": page.context["seal"]}
    )
    assert again.url == reverse("reports:dossier_upload")


def test_every_change_stands_there_with_its_old_and_new_value(
    s2: Any, client: Client, office: Office
) -> None:
    stored(s2, office)
    s2["event"]["city"] = "Shanghai"
    s2["event"]["kind"] = "conference"
    s2["organizations"][0]["short_name"] = "ZZT"
    page = uploaded(client, s2)
    told = {
        (noun.label, field.label, field.old, field.new)
        for noun in page.context["nouns"]
        for row in noun.changed_rows
        for field in row.fields
    }
    assert ("Event", "City", "Not stated", "Shanghai") in told
    assert any(entry[0] == "Event" and entry[3] == "conference" for entry in told)
    assert any(entry[0] == "Organizations" and entry[3] == "ZZT" for entry in told)
    text = page.content.decode()
    assert "Shanghai" in text
    assert "ZZT" in text
    confirmed(client, page)
    assert Event.objects.get().city == "Shanghai"


def test_a_file_that_says_what_stands_already_offers_nothing_to_load(
    s2: Any, client: Client, office: Office
) -> None:
    stored(s2, office)
    page = uploaded(client, s2)
    assert page.context["nouns"] == []
    assert "Nothing to change" in page.content.decode()
    assert 'name="seal"' not in page.content.decode()


def test_what_changed_since_the_preview_is_shown_again_before_anything_is_written(
    s2: Any, client: Client, office: Office
) -> None:
    event = stored(s2, office)
    s2["event"]["city"] = "Shanghai"
    page = uploaded(client, s2)
    Event.objects.filter(pk=event.pk).update(city="Beijing")
    late = confirmed(client, page)
    assert late.status_code == 409
    assert "have changed since" in late.content.decode()
    assert Event.objects.get().city == "Beijing"
    assert confirmed(client, late).status_code == 200
    assert Event.objects.get().city == "Shanghai"


def test_what_became_impossible_since_the_preview_is_told(s2: Any, client: Client, office: Office) -> None:
    page = uploaded(client, s2)
    stored(s2, OfficeFactory())
    late = confirmed(client, page)
    assert late.status_code == 409
    assert "$<wbr>.event<wbr>.slug" in late.content.decode()
    assert not Event.objects.of(office).exists()


# --- mistakes ---------------------------------------------------------------------------------------------------------


def test_all_mistakes_stand_in_one_table(s2: Any, client: Client) -> None:
    s2["event"]["kind"] = "seminars"
    s2["guests"] = []
    del s2["organizations"][0]["names"]
    page = uploaded(client, s2)
    text = page.content.decode()
    for place in ("$.event.kind", "$.guests", "$.organizations[0].names"):
        assert place.replace(".", "<wbr>.") in text
    assert "seminars" in text
    assert len(page.context["mistakes"]) == 3
    assert not Event.objects.exists()


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe", b"[]"])
def test_what_is_no_dossier_is_told(content: bytes, client: Client) -> None:
    page = uploaded(client, content)
    assert page.status_code in (200, 422)
    assert not Event.objects.exists()
    assert page.context.get("mistakes") or page.context["form"].errors


def test_a_file_that_is_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.dossier_forms.LARGEST", 3 * 1024 * 1024)
    page = uploaded(client, b" " * (3 * 1024 * 1024 + 1))
    assert page.status_code == 422
    assert "larger than 3 MB" in page.content.decode()


# --- who is meant -----------------------------------------------------------------------------------------------------


def twice(office: Office, name: str) -> list[Organization]:
    do: Any = {"office": office, "by": "command", "at": timezone.now()}
    return [directory.add_organization(name_en=name, city=city, **do) for city in ("Lima", "Quito")]


def test_where_a_name_fits_several_the_page_asks_who_is_meant(
    s2: Any, client: Client, office: Office
) -> None:
    lima, quito = twice(office, s2["organizations"][0]["names"]["en"])
    page = uploaded(client, s2)
    [question] = page.context["questions"]
    assert {one["uid"] for one in question["candidates"]} == {str(lima.uid), str(quito.uid)}
    assert "Lima" in page.content.decode()
    answer = client.post(
        reverse("reports:dossier_choose"),
        {"file": page.context["reference"], question["path"]: str(quito.uid)},
        follow=True,
    )
    confirmed(client, answer)
    event = Event.objects.get()
    assert quito.pk in event.bodies.values_list("organization_id", flat=True)
    assert Organization.objects.of(office).count() == len(s2["organizations"]) + 1


def test_none_of_them_makes_a_new_record(s2: Any, client: Client, office: Office) -> None:
    twice(office, s2["organizations"][0]["names"]["en"])
    page = uploaded(client, s2)
    [question] = page.context["questions"]
    answer = client.post(
        reverse("reports:dossier_choose"),
        {"file": page.context["reference"], question["path"]: "none"},
        follow=True,
    )
    confirmed(client, answer)
    assert Organization.objects.of(office).count() == len(s2["organizations"]) + 2


def test_a_choice_that_was_not_offered_is_no_choice(s2: Any, client: Client, office: Office) -> None:
    twice(office, s2["organizations"][0]["names"]["en"])
    page = uploaded(client, s2)
    [question] = page.context["questions"]
    for choice in ("", "nonsense", "00000000-0000-4000-8000-000000000000"):
        answer = client.post(
            reverse("reports:dossier_choose"),
            {"file": page.context["reference"], question["path"]: choice},
            follow=True,
        )
        assert answer.context["questions"]
        assert "Choose who is meant" in answer.content.decode()


# --- who may ----------------------------------------------------------------------------------------------------------


def test_who_may_not_run_events_loads_nothing(s2: Any, office: Office) -> None:
    viewer = logged_in(UserFactory(office=office, role="viewer"))
    for path in (UPLOAD, f"{UPLOAD}check/"):
        assert viewer.get(path).status_code == 403
        assert viewer.post(path).status_code == 403
    assert viewer.post(f"{UPLOAD}choose/").status_code == 403
    assert viewer.get(f"{UPLOAD}choose/").status_code == 405
    assert "/events/dossier/" not in viewer.get("/events/").content.decode()
    assert Client().get(UPLOAD).status_code == 302


def test_an_upload_serves_its_uploader_alone(s2: Any, client: Client, office: Office) -> None:
    page = uploaded(client, s2)
    other = logged_in(UserFactory(office=office, role="organizer"))
    for reference in (page.context["reference"], "forged"):
        assert other.get(f"{UPLOAD}check/", {"file": reference}).url == UPLOAD
        assert confirmed(other, page).redirect_chain[-1][0] == UPLOAD
        assert other.post(f"{UPLOAD}choose/", {"file": reference}).url == UPLOAD
    assert not Event.objects.exists()


# --- download ---------------------------------------------------------------------------------------------------------


def test_the_dossier_of_an_event_is_downloaded_by_who_may_see_it(
    s2: Any, client: Client, office: Office
) -> None:
    event = stored(s2, office)
    path = reverse("reports:dossier", args=[event.slug])
    assert path == f"/events/{event.slug}/dossier.json"
    assert path in client.get(reverse("reports:event_reports", args=[event.slug])).content.decode()
    viewer = logged_in(UserFactory(office=office, role="viewer"))
    answer = viewer.get(path)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == f'attachment; filename="{event.slug}.json"'
    assert viewer.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    stranger = logged_in(UserFactory(office=OfficeFactory(), role="administrator"))
    assert stranger.get(path).status_code == 404
    assert client.get("/events/nothing-here/dossier.json").status_code == 404
    # What was downloaded says what stands there.
    assert uploaded(client, answer.content).context["nouns"] == []


def test_a_download_runs_the_same_queries_at_one_and_three_participants(
    s2: Any, client: Client, office: Office
) -> None:
    event = stored(s2, office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse("reports:dossier", args=[event.slug])).status_code == 200
        return len(counted)

    queries()
    first = queries()
    for number in range(3):
        s2["people"].append({"id": f"more-{number}", "given_name": "Participant", "family_name": str(number)})
        s2["registrations"].append({"person": f"more-{number}"})
    stored(s2, office)
    assert queries() == first


def test_looking_at_a_file_writes_nothing(s2: Any, office: Office, organizer: User) -> None:
    from people.models import Entry

    before = Entry.objects.count()
    would, seal = dossiers.preview(
        read_dossier(json.dumps(s2)), office=office, by=organizer, at=timezone.now()
    )
    again, same = dossiers.preview(
        read_dossier(json.dumps(s2)), office=office, by=organizer, at=timezone.now()
    )
    assert would.created == again.created
    assert seal == same
    assert Entry.objects.count() == before
    assert not Event.objects.exists()
