"""Boards and forms of travel on a phone: nothing runs over the edge, everybody can use them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from delegations.services import needs, vehicles
from events.models import Event
from people.models import Person
from tests.browser import PHONE, NewPage
from tests.delegations.conftest import doing, joined, made
from tests.delegations.travel import arrival, departure, first_day, room, vehicle
from tests.factories import EventFactory, OfficeFactory, UserFactory
from tests.journeys.test_seminar import log_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_travel_on_a_phone(new_page: NewPage, axe: Callable[..., None]) -> None:
    event: Event = EventFactory(office=OfficeFactory(), state="published", mode="in_person")
    delegation = made(event)
    people = [joined(delegation, role).registration for role in ("leader", "member", "member")]
    Person.objects.filter(pk__in=[people[1].person_id]).update(
        given_name="Conceição", family_name="Gonçalves"
    )
    Person.objects.filter(pk__in=[people[2].person_id]).update(
        given_name="Wei", family_name="Li", native_name="李伟"
    )
    day = first_day(event)
    leg = arrival(delegation, *people, on=day)
    departure(delegation, *people, on=day + dt.timedelta(days=3))
    vehicles.seat(
        vehicle(event, driver="Driver 3", driver_phone="+86 10 555 0100"), leg, people[:2], **doing()
    )
    stay = room(delegation, *people, since=day, until=day + dt.timedelta(days=2), beds=3, room="1201")
    needs.state_needs(people[0], diet="vegan", **doing())
    officer = UserFactory(office=event.office, role="protocol")
    page = new_page(**PHONE)
    log_in(page, officer.email)
    boards = [
        f"/events/{event.slug}/travel/{name}"
        for name in ("", "rooms/", "vehicles/", "diets/", "gifts/", "warnings/")
    ]
    forms = [f"/events/{event.slug}/travel/legs/add/?delegation={delegation.uid}", f"/travel/legs/{leg.uid}/", f"/travel/rooms/{stay.uid}/", f"/travel/legs/{leg.uid}/vehicles/"]  # fmt: skip
    own = [
        f"/delegations/{delegation.uid}/{name}"
        for name in ("travel/", "travel/needs/", "gifts/", "gifts/add/")
    ]
    for address in [*boards, *forms, *own]:
        page.goto(address)
        fits(page, address)
        axe(page)


def fits(page: Page, address: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
