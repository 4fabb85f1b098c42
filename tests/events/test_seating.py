"""Seating plans through their verbs, pages and papers."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from base.errors import Invalid, Stale
from base.languages import speaking
from events import seating_papers
from events.models import Event, Registration, SeatingPlace, SeatingPlan
from events.seating_drawing import svg_of
from events.seating_papers import Options
from events.seating_picture import picture_of
from events.services import registration, registration_moves, seating, seating_pins, seating_places
from events.services.seating_places import Wanted
from people.models import Entry, Office, Person, User
from people.services import directory
from people.services.precedence import found_conventions
from tests.factories import EventFactory, OfficeFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG = "Maria Aparecida da Conceição Gonçalves de Albuquerque"


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def event(office: Office) -> Event:
    return EventFactory(office=office, slug="visit")


@pytest.fixture
def officer(office: Office, client: Client) -> User:
    user = UserFactory(office=office, role="protocol")
    client.force_login(user)
    return user


def doing() -> dict[str, Any]:
    return {"by": "command", "at": timezone.now()}


def somebody(event: Event, family: str, given: str = "", *, rank: int | None = None, **values: Any) -> Registration:  # fmt: skip
    person = PersonFactory(office=event.office, family_name=family, given_name=given, **values)
    PostFactory(person=person, rank=rank)
    return registration.add_registration(event=event, person=person, **doing())


def table(event: Event, people: list[Registration], **values: Any) -> SeatingPlan:
    given = {"name_en": "Talks", "layout": "bilateral"} | values
    plan = seating.add_plan(event=event, **given, **doing())
    wanted = [Wanted(one, "ab"[number % 2], principal=number < 2) for number, one in enumerate(people)]
    seating_places.set_places(plan, wanted, **doing())
    return plan


def sitting(plan: SeatingPlan) -> dict[str, str]:
    return {one.seat.label: one.guest.name for one in picture_of(SeatingPlan.objects.get(pk=plan.pk)).listed if one.guest}  # fmt: skip


def place_of(plan: SeatingPlan, one: Registration) -> SeatingPlace:
    return SeatingPlace.objects.select_related("plan").get(plan=plan, registration=one)


class TestVerbs:
    def test_they_sit_in_the_order_given(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(6)]
        assert sitting(table(event, people)) == {
            "A1": "P0", "A2": "P2", "A3": "P4", "B1": "P1", "B2": "P3", "B3": "P5"
        }  # fmt: skip

    def test_precedence_puts_them_in_order_and_leaves_who_is_seated_by_hand(self, event: Event) -> None:
        found_conventions(event.office, by="command", at=timezone.now())
        ranks = [3, 1, None, 2]
        people = [somebody(event, f"P{rank}", rank=rank) for rank in ranks]
        plan = seating.add_plan(event=event, name_en="Stage", layout="rostrum", **doing())
        seating_places.add_places(plan, people, **doing())
        seating_pins.pin(place_of(plan, people[2]), seat="S1", reason="speaks first", **doing())
        seating_places.order_places(plan, **doing())
        assert sitting(plan) == {"S1": "PNone", "S2": "P1", "S3": "P2", "S4": "P3"}
        plan.refresh_from_db()
        assert plan.precedence is not None

    def test_a_swap_seats_both_by_hand_with_the_reason(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(6)]
        plan = table(event, people)
        seating_pins.pin(place_of(plan, people[2]), seat="A3", reason="asked for it", swap=True, **doing())
        assert sitting(plan)["A3"] == "P2"
        assert sitting(plan)["A2"] == "P4"
        pinned = SeatingPlace.objects.filter(plan=plan).exclude(pinned="")
        assert {(one.pinned, one.reason) for one in pinned} == {("A3", "asked for it"), ("A2", "asked for it")}  # fmt: skip
        assert Entry.objects.filter(verb="changed", fields=["pinned"]).count() == 2
        whys = [one.seat.why for one in picture_of(plan).listed if one.seat.pinned]
        assert all("asked for it" in why for why in whys)

    def test_who_is_pinned_stays_when_others_come_and_go(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(8)]
        plan = table(event, people)
        seating_pins.pin(place_of(plan, people[6]), seat="A1", reason="host’s wish", **doing())
        seating_places.remove_place(place_of(plan, people[4]), **doing())
        seating_places.add_places(plan, ["Guest without a name"], side="b", **doing())
        seating.amend_plan(plan, {"profile": "domestic", "door": "end"}, **doing())
        assert sitting(plan)["A1"] == "P6"
        seating_pins.unpin(place_of(plan, people[6]), **doing())
        assert sitting(plan)["A1"] == "P0"

    def test_it_needs_a_reason_and_a_seat_that_is_there(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(3)]
        plan = table(event, people)
        with pytest.raises(Invalid):
            seating_pins.pin(place_of(plan, people[0]), seat="A2", reason=" ", **doing())
        with pytest.raises(Invalid):
            seating_pins.pin(place_of(plan, people[0]), seat="Z9", reason="why not", **doing())
        with pytest.raises(Stale):
            seating_pins.pin(place_of(plan, people[0]), seat="B1", reason="x", expected=99, **doing())
        assert not SeatingPlace.objects.exclude(pinned="").exists()

    def test_who_withdrew_has_no_seat(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(4)]
        plan = table(event, people)
        registration_moves.cancel([people[0]], **doing())
        picture = picture_of(plan)
        assert [guest.name for guest in picture.gone] == ["P0"]
        assert "P0" not in sitting(plan).values()

    def test_a_copy_keeps_order_helpers_and_seats_by_hand(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(5)]
        plan = table(event, people)
        helper = place_of(plan, people[4])
        seating_places.amend_place(helper, {"beside": place_of(plan, people[0])}, **doing())
        seating_pins.pin(place_of(plan, people[3]), seat="B1", reason="asked", **doing())
        copy = seating.copy_plan(plan, name_en="Another", **doing())
        assert copy.pk != plan.pk
        assert sitting(copy) == sitting(plan)
        assert SeatingPlace.objects.filter(plan=copy, beside__plan=copy).count() == 1

    def test_a_helper_has_no_helper(self, event: Event) -> None:
        people = [somebody(event, f"P{number}") for number in range(3)]
        plan = table(event, people)
        rows = [place_of(plan, one) for one in people]
        seating_places.amend_place(rows[1], {"beside": rows[0]}, **doing())
        with pytest.raises(Invalid):
            seating_places.amend_place(rows[2], {"beside": SeatingPlace.objects.get(pk=rows[1].pk)}, **doing())  # fmt: skip
        with pytest.raises(Invalid):
            seating_places.amend_place(rows[0], {"beside": rows[0]}, **doing())

    def test_nobody_of_another_event_or_office(self, event: Event) -> None:
        plan = table(event, [])
        stranger = somebody(EventFactory(office=event.office), "Stranger")
        with pytest.raises(Invalid):
            seating_places.add_places(plan, [stranger], **doing())
        with pytest.raises(Invalid):
            seating_places.add_places(plan, [PersonFactory()], **doing())


class TestPages:
    def test_from_nothing_to_a_seat_by_hand(self, event: Event, officer: User, client: Client) -> None:
        people = [somebody(event, f"P{number}") for number in range(4)]
        form = client.get(reverse("events:seating_add", args=["visit"])).context["form"]
        given = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        made = client.post(
            reverse("events:seating_add", args=["visit"]),
            {name: value for name, value in given.items() if value is not None} | {"name_en": "Head table", "layout": "rostrum"},
        )  # fmt: skip
        plan = SeatingPlan.objects.get()
        assert made["Location"] == reverse("events:seating_people", args=["visit", plan.uid])
        client.post(made["Location"], {"selected": [str(one.uid) for one in people], "side": ""})
        client.post(made["Location"], {"label": "Guest of honour", "side": "a"})
        page = client.get(reverse("events:seating_plan", args=["visit", plan.uid])).content.decode()
        assert "Guest of honour" in page
        assert "<svg" in page
        assert "Seat 1 to the right of the middle" in page
        row = place_of(plan, people[3])
        pin = reverse("events:seating_pin", args=["visit", plan.uid])
        refused = client.post(pin, {"place": row.uid, "seat": "S1", "reason": ""})
        assert refused.status_code == 422
        answer = client.post(pin, {"place": row.uid, "seat": "S1", "reason": "speaks", "swap": "on"})
        assert answer.status_code == 302
        row.refresh_from_db()
        assert (row.pinned, row.reason) == ("S1", "speaks")
        page = client.get(reverse("events:seating_plan", args=["visit", plan.uid])).content.decode()
        assert "Seated here by hand: speaks" in page

    def test_queries_do_not_grow(self, event: Event, officer: User, client: Client) -> None:
        def counted(address: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            return len(queries)

        listed = reverse("events:seating", args=["visit"])
        plan = table(event, [somebody(event, "P")])
        addresses = [listed, *(reverse(f"events:{name}", args=["visit", plan.uid]) for name in ("seating_plan", "seating_people", "seating_svg", "seating_pdf"))]  # fmt: skip
        client.get(listed)
        before = [counted(address) for address in addresses]
        for number in range(3):
            seating.copy_plan(plan, name_en=f"Copy {number}", **doing())
            seating_places.add_places(plan, [somebody(event, f"More {number}"), PersonFactory(office=event.office), f"Label {number}"], **doing())  # fmt: skip
        after = [counted(address) for address in addresses]
        assert all(one <= other + 3 for one, other in zip(after, before, strict=True)), (before, after)
        seating_places.add_places(plan, [somebody(event, "Last")], **doing())
        assert [counted(address) for address in addresses] == after

    def test_readers_see_and_do_not_arrange(self, event: Event, office: Office, client: Client) -> None:
        plan = table(event, [somebody(event, "P")])
        client.force_login(UserFactory(office=office, role="viewer"))
        assert client.get(reverse("events:seating_plan", args=["visit", plan.uid])).status_code == 200
        for name in ("seating_pin", "seating_order", "seating_copy", "seating_delete"):
            assert client.post(reverse(f"events:{name}", args=["visit", plan.uid])).status_code == 403
        client.force_login(UserFactory(office=OfficeFactory(), role="administrator"))
        for name in ("seating_plan", "seating_pdf", "seating_plates", "seating_cards", "seating_svg"):
            assert client.get(reverse(f"events:{name}", args=["visit", plan.uid])).status_code == 404

    def test_places_move_and_leave(self, event: Event, officer: User, client: Client) -> None:
        people = [somebody(event, f"P{number}") for number in range(6)]
        plan = table(event, people)
        change = reverse("events:seating_place_change", args=["visit", plan.uid, place_of(plan, people[4]).uid])  # fmt: skip
        client.post(change, {"to": "up"})
        assert sitting(plan)["A2"] == "P4"
        form = reverse("events:seating_place", args=["visit", plan.uid, place_of(plan, people[4]).uid])
        assert client.get(form).status_code == 200
        client.post(form, {"side": "b", "principal": "", "beside": place_of(plan, people[1]).pk, "task": "interpreter"})  # fmt: skip
        assert sitting(plan)["B2"] == "P4"
        client.post(change, {"to": "remove"})
        assert "P4" not in sitting(plan).values()
        client.post(reverse("events:seating_order", args=["visit", plan.uid]), {})
        client.post(reverse("events:seating_order", args=["visit", plan.uid]), {"to": "release"})
        client.post(reverse("events:seating_copy", args=["visit", plan.uid]))
        client.post(reverse("events:seating_delete", args=["visit", plan.uid]))
        assert [one.name for one in SeatingPlan.objects.all()] == ["Talks (2)"]


class TestPapers:
    @pytest.fixture
    def plan(self, event: Event) -> SeatingPlan:
        people = [
            somebody(event, "Albuquerque", "Maria Aparecida da Conceição Gonçalves de", country="BR"),
            somebody(
                event, "Participant", "17", native_name="参会者", name_order="family_first", country="CN"
            ),
            somebody(event, "Peñalosa", "Representante", country="CL"),
        ]
        return table(event, people, side_a="Delegación de Chile", side_b="广州实验室", flags=["CL", "CN"])

    def read(self, content: bytes) -> list[str]:
        return ["\n".join(line.strip() for line in page.extract_text().splitlines()) for page in PdfReader(io.BytesIO(content)).pages]  # fmt: skip

    @pytest.mark.parametrize(("code", "words"), [("en", "Why here"), ("zh-hans", ""), ("es", ""), ("pt", "")])
    def test_the_plan_tells_who_where_and_why(self, plan: SeatingPlan, code: str, words: str) -> None:
        with speaking(code):
            drawing, listed = self.read(seating_papers.plan_pdf(picture_of(plan), Options()))
        assert "Talks" in drawing
        assert "广州实验室" in drawing
        assert "参会者" in listed
        assert "Representante Peñalosa" in listed
        assert words in listed

    def test_name_plates_bear_both_scripts_on_both_faces_or_one_on_each(self, plan: SeatingPlan) -> None:
        both = self.read(seating_papers.plates_pdf(picture_of(plan), Options()))
        assert len(both) == 3
        [chinese] = [page for page in both if "参会者" in page]
        assert chinese.count("参会者") == chinese.count("Participant 17") == 2
        [split] = self.read(seating_papers.plates_pdf(picture_of(plan), Options(faces="split", side="b")))
        assert split.count("参会者") == split.count("Participant 17") == 1

    def test_ten_cards_to_a_sheet(self, plan: SeatingPlan) -> None:
        seating_places.add_places(plan, [f"Guest {number}" for number in range(9)], **doing())
        pages = self.read(seating_papers.cards_pdf(picture_of(plan), Options()))
        assert len(pages) == 2
        assert LONG.split()[-1] in "".join(pages)

    def test_three_hundred_are_drawn_and_printed_in_seconds(self, event: Event) -> None:
        plan = seating.add_plan(event=event, name_en="Hall", layout="theatre", **doing())
        seating_places.add_places(plan, [f"Participant {number}" for number in range(300)], **doing())
        start = time.perf_counter()
        picture = picture_of(plan)
        assert svg_of(picture).count('class="seat ') == 300
        assert seating_papers.plan_pdf(picture, Options())
        assert time.perf_counter() - start < 10

    def test_files_come_by_their_addresses(self, plan: SeatingPlan, officer: User, client: Client) -> None:
        for name, media in (("svg", "image/svg+xml"), ("pdf", "application/pdf"), ("plates", "application/pdf"), ("cards", "application/pdf")):  # fmt: skip
            answer = client.get(reverse(f"events:seating_{name}", args=["visit", plan.uid]))
            assert answer["Content-Type"] == media


def test_a_person_of_the_directory_may_sit(event: Event) -> None:
    person: Person = directory.add_person(office=event.office, family_name="Notary", **doing())
    plan = seating.add_plan(event=event, name_en="Table", layout="long", **doing())
    seating_places.add_places(plan, [person], **doing())
    assert sitting(plan) == {"1": "Notary"}
