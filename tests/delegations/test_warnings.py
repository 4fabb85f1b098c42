"""Each warning, where it is due and where it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.dates import PartialDate
from delegations.models import Delegation, Member, ProtocolSettings, TravelDocument, VisaCase
from delegations.services import legs, stays, vehicles
from delegations.services.delegations import amend_delegation
from delegations.services.members import add_members
from delegations.services.warnings import warnings_in, warnings_of
from delegations.travel_picture import picture_of
from events.models import Event, Registration
from events.services.agenda import add_item
from events.services.participations import add_participation
from people.models import Person
from tests.delegations.conftest import doing, joined, made, participant
from tests.delegations.travel import arrival, departure, first_day, room, vehicle
from tests.factories import OrganizationFactory, PersonFactory, UserFactory

Crew = Callable[..., list[Member]]
DAY = dt.timedelta(days=1)


@pytest.fixture
def one(crew: Crew) -> Registration:
    found: Registration = crew("leader")[0].registration
    return found


def rules(delegation: Delegation, *, guarded: bool = True, **values: Any) -> set[str]:
    fresh = Delegation.objects.select_related("event__office").get(pk=delegation.pk)
    return {warning.rule for warning in warnings_of(fresh, guarded=guarded, **values)}


def talks(event: Event, at: dt.time = dt.time(9), **values: Any) -> Any:
    return add_item(
        event=event,
        kind="talks",
        title_en="Talks",
        on=PartialDate.of(first_day(event)),
        start_time=at,
        **values,
        **doing(),
    )


def test_nobody_is_assigned_until_somebody_is(delegation: Delegation) -> None:
    assert rules(delegation) == {"no_liaison"}
    amend_delegation(delegation, {"liaison_officer": UserFactory(office=delegation.office)}, **doing())
    assert rules(delegation) == set()


def test_arrives_after_the_first_duty(delegation: Delegation, event: Event, one: Registration) -> None:
    item = talks(event)
    leg = arrival(delegation, one, on=first_day(event), time=dt.time(9, 30))
    assert "late" not in rules(delegation)
    add_participation(item=item, person=one.person, **doing())
    assert "late" in rules(delegation)
    legs.amend_leg(leg, {"arrives_time": dt.time(8)}, **doing())
    assert "late" not in rules(delegation)
    legs.amend_leg(leg, {"arrives_time": dt.time(9, 30)}, **doing())
    legs.cancel_leg(leg, **doing())
    assert "late" not in rules(delegation)


def test_arrives_after_the_first_item_of_the_delegation(
    delegation: Delegation, event: Event, one: Registration
) -> None:
    arrival(delegation, one, on=first_day(event), time=dt.time(12))
    amend_delegation(delegation, {}, items=[talks(event)], **doing())
    assert "late" in rules(delegation)


def test_no_vehicle_meets_them(delegation: Delegation, event: Event, one: Registration) -> None:
    leg = arrival(delegation, one, on=first_day(event))
    assert "no_pick_up" in rules(delegation)
    vehicles.seat(vehicle(event), leg, [one], **doing())
    assert "no_pick_up" not in rules(delegation)
    vehicles.take_out(leg, [one], **doing())
    legs.note_arrival(leg, **doing())
    assert "no_pick_up" not in rules(delegation)


def test_a_leg_without_times(delegation: Delegation, event: Event, one: Registration) -> None:
    leg = arrival(delegation, one, on=first_day(event), time=None)
    assert "missing_times" in rules(delegation)
    legs.amend_leg(leg, {"arrives_time": dt.time(8)}, **doing())
    assert "missing_times" not in rules(delegation)


def test_rooms_and_vehicles_over_their_capacity(delegation: Delegation, event: Event, crew: Crew) -> None:
    people = [member.registration for member in crew("leader", "member")]
    day = first_day(event)
    shared = room(delegation, *people, since=day, until=day + DAY, beds=2)
    leg, car = arrival(delegation, *people, on=day), vehicle(event, seats=2)
    vehicles.seat(car, leg, people, **doing())
    assert not {"room_over", "vehicle_over"} & rules(delegation)
    stays.amend_stay(shared, {"beds": 1}, beyond=True, **doing())
    vehicles.amend_vehicle(car, {"seats": 1}, **doing())
    assert {"room_over", "vehicle_over"} <= rules(delegation)


def test_nights_without_a_room(delegation: Delegation, event: Event, one: Registration) -> None:
    day = first_day(event)
    arrival(delegation, one, on=day)
    assert "no_room" not in rules(delegation)
    departure(delegation, one, on=day + 3 * DAY)
    room(delegation, one, since=day, until=day + DAY)
    [told] = [warning for warning in warnings_of(delegation, guarded=True) if warning.rule == "no_room"]
    assert str((day + DAY).day) in told.text
    assert told.who == one.person.name
    room(delegation, one, since=day + DAY, until=day + 3 * DAY)
    assert "no_room" not in rules(delegation)


def test_nobody_receives_at_a_stop(delegation: Delegation, event: Event) -> None:
    host = OrganizationFactory(office=event.office)
    item = talks(event, host=host)
    amend_delegation(delegation, {}, items=[item], **doing())
    assert "nobody_receives" in rules(delegation)
    add_participation(
        item=item, person=PersonFactory(office=event.office), role="host_representative", **doing()
    )
    assert "nobody_receives" not in rules(delegation)


def test_no_interpreter_for_a_language(delegation: Delegation, event: Event, one: Registration) -> None:
    def speaks(person: Person, *codes: str) -> None:
        Person.objects.filter(pk=person.pk).update(languages=list(codes))

    assert "no_interpreter" not in rules(delegation)
    speaks(one.person, "es")
    [told] = [
        warning for warning in warnings_of(delegation, guarded=True) if warning.rule == "no_interpreter"
    ]
    assert (told.text, told.who) == ("No interpreter for Spanish.", one.person.name)
    speaks(one.person, "es", "en")  # the language of the office
    assert "no_interpreter" not in rules(delegation)
    speaks(one.person, "es")
    interpreter = PersonFactory(office=event.office)
    speaks(interpreter, "zh-hans", "pt")
    amend_delegation(delegation, {}, interpreters=[interpreter], **doing())
    assert "no_interpreter" in rules(delegation)
    speaks(interpreter, "zh-hans", "es")
    assert "no_interpreter" not in rules(delegation)
    amend_delegation(delegation, {}, interpreters=[], **doing())
    item = talks(event, language="es")
    assert "no_interpreter" not in rules(delegation), "it is a working language now"
    type(item).objects.filter(pk=item.pk).update(language="")
    speaks(joined(delegation, "interpreter").registration.person, "es")
    assert "no_interpreter" not in rules(delegation), "a member interprets"


def document(person: Person, expires: dt.date | None) -> TravelDocument:
    number = TravelDocument.objects.count().to_bytes(4, "big")
    return TravelDocument.objects.create(
        office=person.office, person=person, country="BR", number_index=number, expires_on=expires
    )


def test_passports_are_told_only_to_those_who_may_know(
    delegation: Delegation, event: Event, one: Registration
) -> None:
    day = first_day(event)
    departure(delegation, one, on=day + 2 * DAY)
    passport = document(one.person, day + 170 * DAY)
    assert "passport" not in rules(delegation, guarded=False)
    assert "passport" in rules(delegation, guarded=True)
    ProtocolSettings.objects.create(office=event.office, passport_months=3)
    assert "passport" not in rules(delegation, guarded=True)
    TravelDocument.objects.filter(pk=passport.pk).update(expires_on=day)
    [told] = [warning for warning in warnings_of(delegation, guarded=True) if warning.rule == "passport"]
    assert (told.tone, told.guarded) == ("error", True)
    document(one.person, day + 3000 * DAY)
    assert "passport" not in rules(delegation, guarded=True), "another one holds longer"


def test_visas(delegation: Delegation, event: Event, one: Registration) -> None:
    arrival(delegation, one, on=first_day(event))
    case = VisaCase.objects.create(office=event.office, registration=one)
    assert {"no_passport"} == {"no_passport", "visa"} & rules(delegation, guarded=True)
    assert not {"no_passport", "visa"} & rules(delegation, guarded=False)
    document(one.person, None)
    assert not {"no_passport", "visa"} & rules(delegation, guarded=True)
    soon = timezone.now() + dt.timedelta(days=20)
    assert "visa" in rules(delegation, guarded=True, at=soon)
    VisaCase.objects.filter(pk=case.pk).update(wanted_by=timezone.localdate())
    assert "visa" in rules(delegation, guarded=True)
    VisaCase.objects.filter(pk=case.pk).update(state="refused")
    assert "visa_refused" in rules(delegation, guarded=True)
    VisaCase.objects.filter(pk=case.pk).update(state="issued")
    assert not {"visa", "visa_refused"} & rules(delegation, guarded=True)


def test_nothing_is_told_once_it_is_over(delegation: Delegation, event: Event) -> None:
    Delegation.objects.filter(pk=delegation.pk).update(state="departed")
    assert rules(delegation) == set()
    Delegation.objects.filter(pk=delegation.pk).update(state="announced")
    Event.objects.filter(pk=event.pk).update(state="held")
    assert rules(delegation) == set()
    event.refresh_from_db()
    assert warnings_in(picture_of(event), guarded=lambda _one: True) == []


def test_the_queries_do_not_grow(event: Event) -> None:
    counts = []
    day = first_day(event)
    for more in (1, 2):
        for number in range(more):
            delegation = made(event)
            people = [participant(event) for _ in range(3)]
            for person in people:
                joined_to(delegation, person)
            leg = arrival(delegation, *people, on=day)
            departure(delegation, *people, on=day + 2 * DAY)
            room(delegation, *people, since=day, until=day + DAY, beds=3)
            vehicles.seat(vehicle(event, f"{more}-{number}", seats=None), leg, people[:2], **doing())
            amend_delegation(delegation, {}, items=[talks(event, dt.time(5 + number + more))], **doing())
        fresh = Event.objects.select_related("office").get(pk=event.pk)
        with CaptureQueriesContext(connection) as queries:
            found = warnings_in(picture_of(fresh), guarded=lambda _one: True)
        assert {"no_pick_up", "no_room", "no_liaison", "late"} <= {one.rule for one in found}
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20, counts


def joined_to(delegation: Delegation, registration: Registration) -> None:
    add_members(delegation=delegation, registrations=[registration], **doing())
