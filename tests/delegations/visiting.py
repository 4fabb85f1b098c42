"""A visit with a full day: stops, journeys across zones, rooms, vehicles."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from base.dates import PartialDate
from delegations.models import Delegation, Member
from delegations.services import stays, stops, vehicles
from delegations.services.legs import add_leg
from events.models import Event, Venue
from events.services import agenda, participations, venues
from people.models import Office
from tests.delegations.conftest import doing, joined, made
from tests.factories import EventFactory, OrganizationFactory, PersonFactory, PostFactory

FIRST = dt.date(2027, 3, 10)


def on(days: int) -> PartialDate:
    return PartialDate.of(FIRST + dt.timedelta(days=days))


def at(days: int, hour: int, minute: int = 0) -> dict[str, Any]:
    return {"on": on(days), "start_time": dt.time(hour, minute), "end_time": dt.time(hour + 1, minute)}


def visit(office: Office) -> Event:
    return EventFactory(
        office=office, kind="visit", state="published", title_en="Visit of the laboratory", title_es="Visita del laboratorio",
        title_zh_hans="实验室访问", zone="Asia/Shanghai", start_on=PartialDate.of(FIRST), start_time=None, end_time=None,
    )  # fmt: skip


def stop_of(event: Event, when: dict[str, Any], **facts: Any) -> Any:
    """An item with a host, a representative of it, and what to know of the stop."""
    host = OrganizationFactory(office=event.office, name_en="National Laboratory", name_zh_hans="国家实验室")
    item = agenda.add_item(
        event=event, kind="site_visit", title_en="Tour of the laboratory", title_es="Recorrido por el laboratorio",
        title_zh_hans="参观实验室", host=host, **when, **doing(),
    )  # fmt: skip
    receiving = PersonFactory(
        office=event.office, given_name="Receiving", family_name="Host", native_name="接待"
    )
    PostFactory(person=receiving, organization=host, title_en="Deputy Director")
    participations.add_participation(item=item, person=receiving, role="host_representative", **doing())
    stated = {
        "address": "9 Xingdao North Road", "contact_name": "Reception Desk", "phone": "+86 20 5555 0101",
        "purpose_en": "See the new line", "purpose_es": "Ver la nueva línea", "wear_en": "Flat shoes", "bring_en": "Passport",
    }  # fmt: skip
    stops.add_stop(item=item, **{**stated, **facts}, **doing())
    return item


def flight(delegation: Delegation, travellers: list[Member], **values: Any) -> Any:
    """From São Paulo over two nights to Beijing."""
    stated: dict[str, Any] = {
        "kind": "flight", "way": "arrival", "number": "CA908", "carrier": "Air China", "departs_from": "São Paulo GRU",
        "departs_on": FIRST - dt.timedelta(days=2), "departs_time": dt.time(23, 55), "departs_zone": "America/Sao_Paulo",
        "arrives_in": "Beijing PEK", "arrives_on": FIRST, "arrives_time": dt.time(5, 30), "arrives_zone": "Asia/Shanghai",
    }  # fmt: skip
    return add_leg(
        event=delegation.event, delegation=delegation, travellers=[one.registration for one in travellers],
        **{**stated, **values}, **doing(),
    )  # fmt: skip


def room(delegation: Delegation, people: list[Member], hotel: Any, number: str) -> Any:
    return stays.add_stay(
        event=delegation.event, delegation=delegation, occupants=[one.registration for one in people], hotel=hotel, room=number,
        kind="twin", beds=2, check_in=FIRST, check_out=FIRST + dt.timedelta(days=2), **doing(),
    )  # fmt: skip


def hotel_of(event: Event) -> Any:
    known = Venue.objects.filter(office=event.office, name="Garden Hotel").first()
    return known or venues.add_venue(office=event.office, name="Garden Hotel", address="368 Huanshi Road", phone="+86 20 5555 0202", city="Guangzhou", **doing())  # fmt: skip


def whole(office: Office, *, people: int = 2, items: int = 1, officer: Any = None) -> SimpleNamespace:
    """`people` members, `items` stops on the first day from 08:00 on; all fly in, ride in a bus and sleep two in a room."""
    event = visit(office)
    delegation = made(event, name_en="Guests", liaison_officer=officer)
    members = [joined(delegation, "leader" if n == 0 else "member") for n in range(people)]
    for n, member in enumerate(members):
        person = member.registration.person
        person.phone, person.native_name = f"+55 11 5555 {n:04}", f"来宾{n}"
        person.save()
    tour = [stop_of(event, at(0, 8 + n)) for n in range(items)]
    leg = flight(delegation, members)
    hotel = hotel_of(event)
    rooms = [room(delegation, members[n : n + 2], hotel, f"12{n:02}") for n in range(0, people, 2)]
    bus = vehicles.add_vehicle(event=event, name="Bus 1", kind="bus", plate="A-12345", seats=60, driver="Driver One", driver_phone="+86 139 5555 0303", **doing())  # fmt: skip
    for goal in (leg, *tour):
        vehicles.seat(bus, goal, [one.registration for one in members], **doing())
    return SimpleNamespace(
        event=event,
        delegation=delegation,
        members=members,
        items=tour,
        leg=leg,
        rooms=rooms,
        bus=bus,
        hotel=hotel,
    )
