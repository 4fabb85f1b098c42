"""The doors of legs, rooms, vehicles, gifts and needs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.errors import Conflict, Invalid
from base.inputs import changing
from delegations.api.travel_inputs import (
    ArrivalInput,
    GiftFilter,
    GiftInput,
    LegFilter,
    LegInput,
    MotorcadeInput,
    NeedsFilter,
    NeedsInput,
    ReasonInput,
    SeatInput,
    StayFilter,
    StayInput,
    VehicleFilter,
    VehicleInput,
)
from delegations.api.travel_pictures import GIFT, LEG, NEEDS, REVEALED, STAY, VEHICLE
from delegations.models import Gift, Leg, Needs, Stay, Vehicle
from delegations.services import gifts, legs, needs, stays, vehicles
from people.api.doors import keeping
from people.api.keeping import Keeping, demand_one_office
from people.policies import require

READ, RUN, REVEAL = "delegations.read", "delegations.run", "delegations.reveal"


class LegDoor(Keeping):
    """Journeys in the wall time of both ends, with those who travel on them.

    All for whoever runs delegations, and for a liaison officer those of the own delegation or with one of its members.
    """

    rule = keeping(READ, RUN, arrived=RUN)
    model, picture = Leg, LEG
    one, many = "a leg of a journey", "legs of journeys"
    parent = "event"
    input, changes = LegInput, changing(LegInput)
    filterset_class = LegFilter
    related = ("event", "delegation")

    def add(self, place: Any, values: dict[str, Any]) -> Leg:
        return legs.add_leg(**values, **self.doing)

    def amend(self, obj: Leg, values: dict[str, Any], expected: int) -> None:
        travellers = values.pop("travellers", None)
        legs.amend_leg(obj, values, travellers=travellers, expected=expected, **self.doing)

    def remove(self, obj: Leg) -> None:
        """With those on it; for what was entered by mistake."""
        legs.delete_leg(obj, **self.doing)

    @action(detail=True, methods=["post"], input=ArrivalInput, summary="Note that they have arrived")
    @transaction.atomic
    def arrived(self, request: Request, **lookup: Any) -> HttpResponse:
        """Now; or that it was noted by mistake."""
        leg = self.opened(locked=True)
        legs.note_arrival(leg, arrived=self.sent().get("arrived", True), **self.doing)
        return self.changed(leg)


class StayDoor(Keeping):
    """Hotel rooms and who sleeps in them: no more than there are places, and nobody in two rooms in one night.

    All for whoever runs delegations, and for a liaison officer those of the own delegation or with one of its members.
    """

    rule = keeping(READ, RUN)
    model, picture = Stay, STAY
    one, many = "a hotel room", "hotel rooms"
    parent = "event"
    input, changes = StayInput, changing(StayInput)
    filterset_class = StayFilter
    related = ("event", "delegation", "hotel")

    def add(self, place: Any, values: dict[str, Any]) -> Stay:
        return stays.add_stay(**values, **self.doing)

    def amend(self, obj: Stay, values: dict[str, Any], expected: int) -> None:
        told = {name: values.pop(name) for name in ("occupants", "beyond") if name in values}
        stays.amend_stay(obj, values, expected=expected, **told, **self.doing)

    def remove(self, obj: Stay) -> None:
        """With those who were to sleep in it."""
        stays.delete_stay(obj, **self.doing)


class VehicleDoor(Keeping):
    """Vehicles in the order of the motorcade, with who rides in them when."""

    rule = keeping(RUN, RUN, seat=RUN, order_vehicles=RUN)
    model, picture = Vehicle, VEHICLE
    one, many = "a vehicle", "vehicles"
    parent = "event"
    input, changes = VehicleInput, changing(VehicleInput)
    filterset_class = VehicleFilter
    related = ("event",)

    def add(self, place: Any, values: dict[str, Any]) -> Vehicle:
        return vehicles.add_vehicle(**values, **self.doing)

    def amend(self, obj: Vehicle, values: dict[str, Any], expected: int) -> None:
        vehicles.amend_vehicle(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Vehicle) -> None:
        """Those in it have no seat then."""
        vehicles.delete_vehicle(obj, **self.doing)

    @action(detail=True, methods=["post"], input=SeatInput, summary="Seat people in a vehicle")
    def seat(self, request: Request, **lookup: Any) -> HttpResponse:
        """To or from a leg, or to an item of the agenda; who had a seat in another vehicle changes over."""
        vehicle = self.opened()
        values = self.sent()
        demand_one_office(vehicle.office_id, values)
        goals = [one for one in (values.get("leg"), values.get("item")) if one is not None]
        if len(goals) != 1:
            raise Invalid(_("Name one: a leg or an agenda item."), field="leg")
        beyond = values.get("beyond", False)
        vehicles.seat(vehicle, goals[0], values["registrations"], beyond=beyond, **self.doing)
        return self.changed(vehicle)

    @action(
        detail=False,
        methods=["post"],
        url_path="order",
        input=MotorcadeInput,
        summary="Order the motorcade",
        status=204,
    )
    def order_vehicles(self, request: Request) -> HttpResponse:
        """The vehicles of one event, the first one first."""
        values = self.sent()
        require(request.user, self.perm, values["event"])
        vehicles.reorder_vehicles(values["event"], values["uids"], **self.doing)
        return HttpResponse(status=204)


class GiftDoor(Keeping):
    """Gifts given to a delegation and received from it."""

    rule = keeping(READ, RUN)
    model, picture = Gift, GIFT
    one, many = "a gift", "gifts"
    parent = "delegation"
    input, changes = GiftInput, changing(GiftInput)
    filterset_class = GiftFilter
    related = ("delegation", "person", "organization")

    def add(self, place: Any, values: dict[str, Any]) -> Gift:
        return gifts.add_gift(**values, **self.doing)

    def amend(self, obj: Gift, values: dict[str, Any], expected: int) -> None:
        gifts.amend_gift(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Gift) -> None:
        gifts.delete_gift(obj, **self.doing)


class NeedsDoor(Keeping):
    """Diet and medical needs go in, and come out only by `reveal`, with a reason that is kept."""

    rule = keeping(RUN, RUN, reveal=REVEAL)
    model, picture = Needs, NEEDS
    one, many = "the needs of a participant", "needs of participants"
    parent = "registration"
    input, changes = NeedsInput, changing(NeedsInput)
    filterset_class = NeedsFilter
    related = ("registration",)
    verbs_know_versions = False

    def add(self, place: Any, values: dict[str, Any]) -> Needs:
        """Raises Conflict when something is stated already, Invalid when nothing is."""
        if Needs.objects.filter(registration=place).exists():
            raise Conflict(
                _("Needs of this participant are stated already; change those."), field="registration"
            )
        registration = values.pop("registration")
        if not needs.state_needs(registration, **values, **self.doing):
            raise Invalid(_("State a diet or a medical need."), field="diet")
        made: Needs = Needs.objects.get(registration=registration)
        return made

    def amend(self, obj: Needs, values: dict[str, Any], expected: int) -> None:
        needs.state_needs(obj.registration, **values, **self.doing)
        if not Needs.objects.filter(pk=obj.pk).exists():
            raise Invalid(_("Nothing would be stated any more; delete it instead."), field="diet")

    def remove(self, obj: Needs) -> None:
        needs.state_needs(obj.registration, diet="", medical="", **self.doing)

    @action(detail=True, methods=["post"], input=ReasonInput, shows=REVEALED, summary="Reveal needs")
    def reveal(self, request: Request, **lookup: Any) -> Response:
        """Both texts in clear; the journal keeps who looked, and why."""
        row = self.opened()
        [texts] = needs.reveal_needs([row], of=row, reason=self.sent()["reason"], **self.doing)
        return Response(REVEALED.of(texts), headers={"Cache-Control": "no-store"})
