"""The pages of an itinerary: who sees what, by which link, on how many bytes; stops, papers, the officer's day."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from delegations import links
from delegations.models import Delegation, ItineraryLook, Stop
from delegations.services.delegations import amend_delegation
from events.links import registration_token
from events.services import agenda, participations
from people.models import Entry, Office, User
from tests.delegations.conftest import doing, joined, made, participant
from tests.delegations.visiting import at, flight, stop_of, visit, whole
from tests.factories import OfficeFactory, UserFactory

PHONE = "+86 20 5555 0101"


def address(name: str, *args: Any) -> str:
    return reverse(f"delegations:{name}", args=args)


def shown(client: Client, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status, answer.content
    return answer.content.decode()


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "escorts"), [("protocol", True), ("organizer", True), ("viewer", False), ("editor", False)]
)
def test_telephones_journeys_and_rooms_are_for_those_who_run_it(
    client: Client, office: Office, role: str, escorts: bool
) -> None:
    made_up = whole(office)
    client.force_login(UserFactory(office=office, role=role))
    uid, member = made_up.delegation.uid, made_up.members[0].uid
    for path in (
        address("itinerary", uid),
        address("itinerary_person", uid, member),
        address("itinerary_print", uid),
    ):
        page = shown(client, path)
        assert "Tour of the laboratory" in page
        assert "Flat shoes" in page
        for secret in (PHONE, "CA908", "Garden Hotel", "+86 139 5555 0303", "/i/"):
            expected = escorts and not (secret == "/i/" and "print" in path)
            assert (secret in page) is expected, (secret, path)
    for path in (address("today", uid),):
        assert client.get(path).status_code == (200 if escorts else 403)
    assert client.post(address("itinerary_link", uid)).status_code == (302 if escorts else 403)
    assert client.get(address("itinerary_stop", uid, made_up.items[0].uid)).status_code == (
        200 if escorts else 403
    )
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(client.get(address("itinerary_pdf", uid)).content)).pages
    )
    assert ("5555" in text) is escorts


def test_the_liaison_officer_sees_them_whatever_their_role(client: Client, office: Office) -> None:
    officer = UserFactory(office=office, role="viewer")
    made_up = whole(office, officer=officer)
    client.force_login(officer)
    assert PHONE in shown(client, address("itinerary", made_up.delegation.uid))
    assert client.get(address("today", made_up.delegation.uid)).status_code == 200
    assert (
        client.get(address("itinerary_stop", made_up.delegation.uid, made_up.items[0].uid)).status_code == 403
    )
    assert "Guests" in shown(client, address("today_mine"))


def test_another_office_does_not_exist(client: Client, office: Office) -> None:
    made_up = whole(office)
    client.force_login(UserFactory(office=OfficeFactory(), role="administrator"))
    uid, item = made_up.delegation.uid, made_up.items[0].uid
    for name, args in [
        ("itinerary", (uid,)), ("itinerary_print", (uid,)), ("itinerary_pdf", (uid,)), ("itinerary_changes", (uid,)), ("today", (uid,)),
        ("itinerary_person", (uid, made_up.members[0].uid)), ("itinerary_stop", (uid, item)),
    ]:  # fmt: skip
        assert client.get(address(name, *args)).status_code == 404, name
    for name, args in [("itinerary_seen", (uid,)), ("itinerary_link", (uid,)), ("today_arrived", (uid, made_up.leg.uid)), ("itinerary_stop_delete", (uid, item))]:  # fmt: skip
        assert client.post(address(name, *args)).status_code == 404, name
        assert client.get(address(name, *args)).status_code == 405, name
    assert "Guests" not in shown(client, address("today_mine"))


def test_pages_run_the_same_queries_at_one_and_three_rows(client: Client, db: None) -> None:
    for name in ("itinerary", "itinerary_print", "today", "itinerary_changes"):
        counts = []
        for rows in (1, 3):
            office = OfficeFactory()
            client.force_login(UserFactory(office=office, role="protocol"))
            made_up = whole(office, people=rows, items=rows)
            path = address(name, made_up.delegation.uid)
            shown(client, path)
            with CaptureQueriesContext(connection) as queries:
                shown(client, path)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 26, (name, counts)


def test_the_list_of_ones_own_delegations_runs_the_same_queries_at_one_and_three(
    client: Client, office: Office
) -> None:
    officer = UserFactory(office=office, role="viewer")
    client.force_login(officer)
    counts, path = [], address("today_mine")
    for more in (1, 2):
        for _n in range(more):
            whole(office, officer=officer)
        shown(client, path)
        with CaptureQueriesContext(connection) as queries:
            shown(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


# --- stops ------------------------------------------------------------------------------------------------------------


def test_a_stop_is_entered_changed_and_taken_out(client: Client, officer: User, office: Office) -> None:
    event = visit(office)
    made_up = whole(office)
    item = agenda.add_item(event=made_up.event, kind="talks", title_en="Talks", **at(1, 9), **doing())
    foreign = stop_of(event, at(0, 9))
    uid = made_up.delegation.uid
    path = address("itinerary_stop", uid, item.uid)
    assert client.get(address("itinerary_stop", uid, foreign.uid)).status_code == 404
    answer = client.post(path, {"address": "1 Long Road", "contact": "Nobody Known", "wear_es": "Formal"})
    assert answer.status_code == 422
    assert "1 Long Road" in answer.content.decode()
    assert (
        client.post(
            path, {"address": "1 Long Road", "phone": "+56 2 5555 0404", "wear_es": "Formal"}
        ).status_code
        == 302
    )
    stop = Stop.objects.get(item=item)
    assert (stop.address, stop.wear_es) == ("1 Long Road", "Formal")
    page = shown(client, path)
    assert "+56 2 5555 0404" in page
    assert client.post(path, {"address": "2 Long Road", "version": stop.version}).status_code == 302
    late = client.post(path, {"address": "3 Long Road", "version": stop.version})
    assert late.status_code == 422
    assert "in the meantime" in late.content.decode()
    assert client.post(address("itinerary_stop_delete", uid, item.uid)).status_code == 302
    assert not Stop.objects.filter(item=item).exists()
    verbs = list(
        Entry.objects.about(f"agenda_item:{item.pk}")
        .filter(subject__startswith="stop:")
        .values_list("verb", flat=True)
    )
    assert sorted(verbs) == ["changed", "created", "deleted"]


# --- by link ----------------------------------------------------------------------------------------------------------


def test_a_guest_reads_their_itinerary_in_their_language(client: Client, office: Office) -> None:
    made_up = whole(office)
    member = made_up.members[1]
    type(member.registration).objects.filter(pk=member.registration_id).update(language="es")
    path = f"/i/{links.itinerary_token(member)}/"
    answer = client.get(path)
    page = answer.content.decode()
    for text in (
        "Recorrido por el laboratorio",
        "Ver la nueva línea",
        PHONE,
        "CA908",
        "Garden Hotel",
        'lang="es"',
    ):
        assert text in page, text
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "参观实验室" in shown(client, f"{path}?language=zh-hans")
    content = client.get(f"{path}itinerary.pdf?paper=a5").content
    [first, *_more] = PdfReader(io.BytesIO(content)).pages
    assert "Recorrido por el laboratorio" in first.extract_text()
    assert client.get(f"{path}itinerary.pdf?paper=a0").status_code == 404
    own = shown(client, f"/r/{registration_token(member.registration)}/")
    assert links.itinerary_token(member) in own
    made_up.members[0].delete()
    assert "/i/" not in shown(client, f"/r/{registration_token(made_up.members[0].registration)}/")


def test_what_changed_is_seen_by_a_post_alone(client: Client, office: Office) -> None:
    made_up = whole(office)
    path = f"/i/{links.itinerary_token(made_up.delegation)}/"
    for _twice in range(2):
        shown(client, path)
        shown(client, f"{path}changes/")
    assert not ItineraryLook.objects.exists()
    assert client.get(f"{path}seen/").status_code == 405
    assert client.post(f"{path}seen/").status_code == 302
    agenda.amend_item(made_up.items[0], {"start_time": dt.time(8, 30)}, **doing())
    assert "1 change since you last looked" in shown(client, path)
    page = shown(client, f"{path}changes/")
    assert "08:00–09:00" in page
    assert "08:30–09:00" in page
    client.force_login(UserFactory(office=office, role="protocol"))
    uid = made_up.delegation.uid
    assert "Say that you have read it" in shown(client, address("itinerary_changes", uid))
    client.post(address("itinerary_seen", uid))
    assert "Nothing has changed since." in shown(client, address("itinerary_changes", uid))


# --- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [("en", "Tour of the laboratory", "10 March 2027"), ("es", "Recorrido por el laboratorio", "10 de marzo de 2027"),
     ("zh-hans", "参观实验室", "2027年3月10日"), ("pt", "Tour of the laboratory", "10 de março de 2027")],
)  # fmt: skip
@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_the_pdf_says_it_in_four_languages(
    client: Client, officer: User, office: Office, language: str, title: str, day: str, paper: str
) -> None:
    made_up = whole(office)
    answer = client.get(
        address("itinerary_pdf", made_up.delegation.uid), {"language": language, "paper": paper}
    )
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    for said in (title, day, "来宾0", "接待", PHONE, "CA908", "Garden Hotel", "Bus 1"):
        assert said.replace(" ", "") in text.replace(" ", "").replace("\n", ""), said


# --- the day ----------------------------------------------------------------------------------------------------------


def test_a_full_day_of_twenty_is_small(client: Client, office: Office) -> None:
    officer = UserFactory(office=office, role="viewer")
    made_up = whole(office, people=20, items=12, officer=officer)
    client.force_login(officer)
    for day in ("2027-03-10", "2027-03-11"):
        answer = client.get(address("today", made_up.delegation.uid), {"day": day})
        assert len(answer.content) <= 30_000, (day, len(answer.content))
    page = shown(client, address("today", made_up.delegation.uid) + "?day=2027-03-10")
    assert page.count("Tour of the laboratory") >= 12
    assert 'href="tel:+862055550101"' in page
    assert 'href="tel:+55115555' in page
    assert "1200 twin" in page


def test_now_and_next_and_who_arrives(client: Client, office: Office) -> None:
    officer = UserFactory(office=office, role="viewer")
    made_up = whole(office, items=2, officer=officer)
    client.force_login(officer)
    path = address("today", made_up.delegation.uid)
    with time_machine.travel("2027-03-10T00:30:00Z", tick=False):  # 08:30 in Shanghai
        client.force_login(officer)
        page = shown(client, path)
        assert "as of 08:30" in page
        assert "Wednesday, 10 March 2027" in page
        [first, second] = made_up.items
        assert f'is-now" id="item-{first.uid}"' in page
        assert f'<a href="#item-{second.uid}">' in page
        arrived = address("today_arrived", made_up.delegation.uid, made_up.leg.uid)
        assert arrived in page
        assert client.post(arrived).status_code == 302
        page = shown(client, path)
        assert arrived not in page
        made_up.leg.refresh_from_db()
        assert made_up.leg.arrived_at is not None
        tomorrow = shown(client, f"{path}?day=2027-03-11")
        assert "Nothing is planned on this day." in tomorrow
        assert "Garden Hotel" in tomorrow
        assert "Wednesday, 10 March 2027" in shown(client, f"{path}?day=nonsense")
    cache.clear()


def test_somebody_elses_leg_is_not_noted(client: Client, officer: User, office: Office) -> None:
    one, other = whole(office), whole(office)
    assert client.post(address("today_arrived", one.delegation.uid, other.leg.uid)).status_code == 404


def test_a_liaison_officer_notes_no_arrival_of_another_delegation_of_the_event(
    client: Client, office: Office
) -> None:
    officer = UserFactory(office=office, role="viewer")
    own = whole(office, officer=officer)
    others = made(own.event, name_en="Others")
    leg = flight(others, [joined(others, "leader")], number="LA8084")
    client.force_login(officer)
    assert client.post(address("today_arrived", own.delegation.uid, leg.uid)).status_code == 404
    leg.refresh_from_db()
    assert leg.arrived_at is None
    assert client.post(address("today_arrived", own.delegation.uid, own.leg.uid)).status_code == 302
    own.leg.refresh_from_db()
    assert own.leg.arrived_at is not None


def test_the_worker_is_a_script_from_the_root(client: Client, db: None) -> None:
    answer = client.get("/today-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"entente-today" in answer.content


def test_the_delegation_of_chosen_items_alone(client: Client, officer: User, office: Office) -> None:
    made_up = whole(office, items=2)
    delegation = Delegation.objects.get(pk=made_up.delegation.pk)
    amend_delegation(delegation, {}, items=made_up.items[:1], **doing())
    assert (
        shown(client, address("itinerary", delegation.uid)).count('<h3 class="programme-title">Tour of') == 1
    )


def test_the_api_tells_the_itinerary_and_telephones_to_whom_they_are_for(
    client: Client, office: Office
) -> None:
    made_up = whole(office)
    path = f"/api/v1/delegations/{made_up.delegation.uid}/itinerary/"
    client.force_login(UserFactory(office=office, role="viewer"))
    [line] = client.get(path).json()
    assert (line["title"], line["day"], line["phone"]) == ("Tour of the laboratory", "2027-03-10", "")
    assert client.get("/api/v1/stops/").status_code == 403
    client.force_login(UserFactory(office=office, role="protocol"))
    lines = client.get(path).json()
    assert [one["kind"] for one in lines] == ["leg", "arrival", "item", "check_in", "check_out"]
    assert lines[2]["phone"] == PHONE
    assert lines[2]["hosts"] == ["Receiving Host 接待"]
    own = client.get(path, {"member": str(made_up.members[0].uid)}).json()
    assert [one["title"] for one in own] == [one["title"] for one in lines]
    assert client.get(path, {"member": "nonsense"}).status_code == 400
    client.force_login(UserFactory(office=OfficeFactory(), role="protocol"))
    assert client.get(path).status_code == 404


def test_who_goes_along_without_being_a_member_has_an_itinerary_too(client: Client, office: Office) -> None:
    made_up = whole(office)
    delegation, item = made_up.delegation, made_up.items[0]
    receiving, idle = participant(delegation.event, role="host"), participant(delegation.event, role="host")
    participations.add_participation(
        item=item, person=receiving.person, role="host_representative", **doing()
    )
    client.force_login(UserFactory(office=office, role="protocol"))
    own = address("itinerary_companion", delegation.uid, receiving.uid)
    page = shown(client, address("itinerary", delegation.uid))
    assert own in page
    assert str(idle.uid) not in page
    page = shown(client, own)
    assert "Tour of the laboratory" in page
    assert "CA908" not in page  # the flight of the guests
    paper = client.get(address("itinerary_companion_pdf", delegation.uid, receiving.uid))
    assert "Tour of the laboratory" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    shown(client, address("itinerary_companion", delegation.uid, idle.uid), 404)
    client.force_login(UserFactory(office=office, role="viewer"))
    shown(client, own, 403)
    assert own not in shown(client, address("itinerary", delegation.uid))
