"""How the API shows legs, rooms, vehicles, gifts and needs. Booking references and sealed texts are in no list."""

from __future__ import annotations

from rest_framework import serializers

from base.pictures import (
    STAMPS,
    Member,
    Picture,
    choice,
    clock,
    day,
    decimal,
    edtf,
    moment,
    number,
    part,
    ref,
    several,
    text,
    uid,
)
from delegations.models import Gift, LegKind, Occupant, Ride, RoomKind, Traveller, VehicleKind, Way
from people.api.pictures import organization_brief, person_brief

LEG = Picture(
    "Leg",
    uid=uid(),
    event=text("event__slug"),
    delegation=ref("delegation__uid"),
    kind=choice("kind", LegKind),
    way=choice("way", Way),
    number=text("number"),
    carrier=text("carrier"),
    departs_from=text("departs_from"),
    departs_on=day("departs_on"),
    departs_time=clock("departs_time"),
    departs_zone=text("departs_zone"),
    departs_at=moment("departs_at"),
    arrives_in=text("arrives_in"),
    arrives_on=day("arrives_on"),
    arrives_time=clock("arrives_time"),
    arrives_zone=text("arrives_zone"),
    arrives_at=moment("arrives_at"),
    terminal=text("terminal"),
    note=text("note"),
    travellers=several(Traveller.objects.all, of="leg_id", column_="registration__uid"),
    arrived_at=moment("arrived_at"),
    cancelled_at=moment("cancelled_at"),
    **STAMPS,
)
STAY = Picture(
    "Stay",
    uid=uid(),
    event=text("event__slug"),
    delegation=ref("delegation__uid"),
    hotel=ref("hotel__uid"),
    kind=choice("kind", RoomKind, blank=True),
    room=text("room"),
    beds=number("beds"),
    check_in=day("check_in"),
    check_out=day("check_out"),
    note=text("note"),
    occupants=several(Occupant.objects.all, of="stay_id", column_="registration__uid"),
    **STAMPS,
)
RIDE = Picture("Ride", registration=ref("registration__uid"), leg=ref("leg__uid"), item=ref("item__uid"))
VEHICLE = Picture(
    "Vehicle",
    uid=uid(),
    event=text("event__slug"),
    name=text("name"),
    kind=choice("kind", VehicleKind),
    plate=text("plate"),
    seats=number("seats", null=True),
    driver=text("driver"),
    driver_phone=text("driver_phone"),
    note=text("note"),
    position=number("position"),
    rides=part(RIDE, Ride.objects.all, of="vehicle_id"),
    **STAMPS,
)
GIFT = Picture(
    "Gift",
    uid=uid(),
    delegation=ref("delegation__uid"),
    course=choice("course", Gift.Course),
    what=text("what"),
    count=number("count"),
    person=person_brief("person"),
    organization=organization_brief("organization"),
    on=edtf("on"),
    value=decimal("value"),
    currency=text("currency"),
    kept_at=text("kept_at"),
    note=text("note"),
    **STAMPS,
)


def _stated(column: str) -> Member:
    return Member((column,), lambda row: bool(row[column]), serializers.BooleanField)


NEEDS = Picture(
    "Needs",
    uid=uid(),
    registration=ref("registration__uid"),
    event=text("registration__event__slug"),
    diet_stated=_stated("diet"),
    medical_stated=_stated("medical"),
    **STAMPS,
)
REVEALED = Picture("RevealedNeeds", diet=text("diet"), medical=text("medical"))
