"""The bilateral table of a delegation, drawn with one click and brought up to date."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Delegation
from delegations.services import delegations, members
from delegations.services.seating import draw_talks
from events.models import AgendaItem, Event, Registration, SeatingPlace, SeatingPlan
from events.seating_picture import picture_of
from events.services import agenda, participations, registration, seating_pins
from tests.factories import EventFactory, OfficeFactory, PersonFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def doing() -> dict[str, Any]:
    return {"by": "command", "at": timezone.now()}


def somebody(event: Event, family: str, rank: int | None = None, role: str = "participant") -> Registration:
    person = PersonFactory(office=event.office, family_name=family, given_name="")
    PostFactory(person=person, rank=rank)
    return registration.add_registration(event=event, person=person, role=role, **doing())


@pytest.fixture
def event() -> Event:
    return EventFactory(office=OfficeFactory(), slug="visit")


@pytest.fixture
def item(event: Event) -> AgendaItem:
    return agenda.add_item(event=event, kind="talks", title_en="Talks", title_zh_hans="会谈", **doing())


@pytest.fixture
def delegation(event: Event, item: AgendaItem) -> Delegation:
    """A leader and two members, of whom the later named stands higher; an interpreter of the directory."""
    interpreter = PersonFactory(office=event.office, family_name="Interpreter", given_name="")
    made = delegations.add_delegation(
        event=event, name_en="Delegation of Chile", country="CL", items=[item], interpreters=[interpreter], **doing()
    )  # fmt: skip
    for family, rank, role in (("Leader", 5, "leader"), ("Low", 9, "member"), ("High", 1, "member"), ("Press", 1, "media")):  # fmt: skip
        members.add_members(delegation=made, registrations=[somebody(event, family, rank)], role=role, **doing())  # fmt: skip
    return made


def sitting(plan: SeatingPlan) -> dict[str, str]:
    return {one.seat.label: one.guest.name for one in picture_of(plan).listed if one.guest}


def test_guests_by_rank_with_the_leader_and_the_interpreter_in_the_middle(
    delegation: Delegation, item: AgendaItem, event: Event
) -> None:
    for family, rank in (("Host low", 8), ("Host high", 2)):
        somebody(event, family, rank, "host")
    plan = draw_talks(delegation, item, **doing())
    assert sitting(plan) == {
        "A1": "Leader", "A2": "Interpreter", "A3": "High", "A4": "Low", "B1": "Host high", "B2": "Host low"
    }  # fmt: skip
    assert (plan.side_a, plan.flags) == ("Delegation of Chile", ["CL", "CN"])
    assert plan.name_zh_hans.startswith("会谈")


def test_host_representatives_named_at_the_item_come_before_the_hosts_in_general(
    delegation: Delegation, item: AgendaItem, event: Event
) -> None:
    somebody(event, "Host", 1, "host")
    named = PersonFactory(office=event.office, family_name="Named", given_name="")
    participations.add_participation(item=item, person=named, role="host_representative", **doing())
    assert sitting(draw_talks(delegation, item, **doing()))["B1"] == "Named"


def test_bringing_it_up_to_date_keeps_the_seat_by_hand(
    delegation: Delegation, item: AgendaItem, event: Event
) -> None:
    plan = draw_talks(delegation, item, **doing())
    low = SeatingPlace.objects.select_related("plan").get(plan=plan, registration__person__family_name="Low")
    seating_pins.pin(low, seat="A3", reason="speaks Chinese", **doing())
    members.add_members(delegation=delegation, registrations=[somebody(event, "Late", 2)], **doing())
    again = draw_talks(delegation, item, **doing())
    assert again.pk == plan.pk
    assert sitting(again) == {"A1": "Leader", "A2": "Interpreter", "A3": "Low", "A4": "High", "A5": "Late"}


def test_the_page_draws_it_for_who_may_arrange(
    delegation: Delegation, item: AgendaItem, event: Event, client: Client
) -> None:
    address = reverse("delegations:seating", args=[delegation.uid])
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert client.get(address).status_code == 200
    assert client.post(address, {"item": item.uid}).status_code == 403
    client.force_login(UserFactory(office=event.office, role="protocol"))
    answer = client.post(address, {"item": item.uid})
    plan = SeatingPlan.objects.get()
    assert answer["Location"] == reverse("events:seating_plan", args=["visit", plan.uid])
    assert "Talks: Delegation of Chile" in client.get(address).content.decode()
    client.force_login(UserFactory(office=OfficeFactory(), role="administrator"))
    assert client.get(address).status_code == 404
