"""The door of seating plans: who is seated, by which rules, where that puts them and why."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.errors import Invalid
from base.inputs import CountryCode, Input, RecordInput, Reference, changing
from events import seating_papers
from events.api.doors import VerbDoor, Verbs
from events.api.filters import SeatingPlanFilter
from events.api.seating_pictures import SEAT, SEATING_PLAN, seats_of
from events.models import Registration, SeatingPlace, SeatingPlan
from events.seating import Layout, Side, Task
from events.seating_drawing import svg_of
from events.seating_picture import picture_of
from events.services import seating, seating_pins, seating_places
from events.services.seating_places import Somebody, Wanted
from people.api.doors import keeping
from people.api.precedence import ordering_by_precedence
from people.models import Person, Precedence

READ, ARRANGE = "events.read_participants", "events.arrange_seating"
MOST = 1000


class SeatingPlanInput(RecordInput):
    flags = serializers.ListField(child=CountryCode(), required=False, help_text="from left to right")

    class Meta:
        model = SeatingPlan
        fields = (
            "event", "item", "name", "layout", "profile", "side_a", "side_b", "host_side", "door", "heads",
            "interpreters", "hand", "tables", "per_table", "rows", "per_row", "head", "flags",
        )  # fmt: skip
        fixed = ("event",)


class WantedInput(Input):
    """A participant, a person of the directory, or a label."""

    registration = Reference(Registration, required=False, allow_null=True)
    person = Reference(Person, required=False, allow_null=True)
    label = serializers.CharField(required=False, allow_blank=True, max_length=200)  # type: ignore[assignment]
    side = serializers.ChoiceField(Side.choices, required=False, allow_blank=True)
    principal = serializers.BooleanField(required=False)
    beside = serializers.IntegerField(
        required=False, allow_null=True, min_value=0,
        help_text="the number in this list, from 0, of whom they interpret for or assist",
    )  # fmt: skip
    task = serializers.ChoiceField(Task.choices, required=False, allow_blank=True)


class PlacesInput(Input):
    places = WantedInput(many=True, max_length=MOST)  # type: ignore[call-arg]


class PinInput(Input):
    place = serializers.UUIDField()
    seat = serializers.CharField(
        max_length=20, help_text="its label; empty: back into the order", allow_blank=True
    )
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)
    swap = serializers.BooleanField(required=False, help_text="exchange with who sits there")


def _put_in_order(plan: SeatingPlan, convention: Precedence, **doing: Any) -> None:
    seating_places.order_places(plan, precedence=convention, **doing)


class SeatingPlanDoor(VerbDoor):
    rule = keeping(
        READ, ARRANGE, seats=READ, drawing=READ, paper=READ, plates=READ, cards=READ, set_places=ARRANGE,
        pin=ARRANGE, order_by_precedence=ARRANGE,
    )  # fmt: skip
    model, picture = SeatingPlan, SEATING_PLAN
    one, many = "a seating plan", "seating plans"
    parent = "event"
    input, changes = SeatingPlanInput, changing(SeatingPlanInput)
    filterset_class = SeatingPlanFilter
    related = ("event", "item")
    verbs = Verbs(seating.add_plan, seating.amend_plan, seating.delete_plan)

    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=SEAT, shows_many=True,
        summary="Read where everybody sits, and why",
    )  # fmt: skip
    def seats(self, request: Request, **lookup: Any) -> Response:
        """In the order of honour, free seats among them; places are metres from the upper left."""
        return Response(seats_of(picture_of(self.opened())))

    @action(detail=True, methods=["post"], url_path="places", input=PlacesInput, summary="Say who is seated", demands_etag=True)  # fmt: skip
    @transaction.atomic
    def set_places(self, request: Request, **lookup: Any) -> HttpResponse:
        """Exactly these, in this order; who stays keeps the seat given by hand."""
        plan = self.opened(locked=True)
        self.demanded(plan)
        seating_places.set_places(plan, _wanted(self.sent()["places"]), **self.doing)
        return self.changed(plan)

    @action(detail=True, methods=["post"], input=PinInput, summary="Give a seat by hand", demands_etag=True)
    @transaction.atomic
    def pin(self, request: Request, **lookup: Any) -> HttpResponse:
        """With its reason, kept whenever the plan is computed anew; without a seat, back into the order."""
        plan = self.opened(locked=True)
        expected = self.demanded(plan)
        values = self.sent()
        place = SeatingPlace.objects.filter(plan=plan, uid=values.pop("place")).select_related("plan").first()
        if place is None:
            raise Invalid(_("Choose somebody else of this plan."), field="place")
        if values["seat"]:
            seating_pins.pin(place, **({"reason": ""} | values), expected=expected, **self.doing)
        else:
            seating_pins.unpin(place, expected=expected, **self.doing)
        return self.changed(plan)

    order_by_precedence = ordering_by_precedence(
        _put_in_order, summary="Put who is seated in order of precedence",
        said="Seats given by hand stay; who has no standing comes last.",
    )  # fmt: skip

    @action(detail=True, summary="Download the drawing", conditional=False, file_types=["image/svg+xml"])
    def drawing(self, request: Request, **lookup: Any) -> HttpResponse:
        """SVG; empty while nobody is to be seated."""
        plan = self.opened()
        svg = svg_of(picture_of(plan), description=str(Layout(plan.layout).label))
        return HttpResponse(svg, content_type="image/svg+xml")

    @action(
        detail=True, summary="Download the plan on paper", conditional=False, file_types=["application/pdf"]
    )
    def paper(self, request: Request, **lookup: Any) -> HttpResponse:
        """PDF: the drawing, then everybody with where and why; A3 where A4 is too small."""
        return self._pdf(request, "plan")

    @action(detail=True, summary="Download name plates", conditional=False, file_types=["application/pdf"])
    def plates(self, request: Request, **lookup: Any) -> HttpResponse:
        """PDF: a sheet of A4 for each, to fold; `side=a` or `b`, `faces=split` for one script on each face."""
        return self._pdf(request, "plates")

    @action(detail=True, summary="Download place cards", conditional=False, file_types=["application/pdf"])
    def cards(self, request: Request, **lookup: Any) -> HttpResponse:
        """PDF: ten to a sheet of A4, to cut."""
        return self._pdf(request, "cards")

    def _pdf(self, request: Request, form: str) -> HttpResponse:
        options = seating_papers.Options.of(request.query_params)
        content = seating_papers.PAPERS[form](picture_of(self.opened(related=self.related)), options)
        return HttpResponse(content, content_type="application/pdf")


def _wanted(given: list[dict[str, Any]]) -> list[Wanted]:
    """Raises Invalid for an entry that names nobody, or somebody beside an entry that is not there."""
    who = [one.get("registration") or one.get("person") or one.get("label", "") for one in given]
    return [
        Wanted(
            who=who[number],
            side=one.get("side", ""),
            principal=one.get("principal", False),
            beside=_beside(who, number, one.get("beside")),
            task=one.get("task", ""),
        )
        for number, one in enumerate(given)
    ]


def _beside(who: list[Somebody], number: int, beside: int | None) -> Somebody | None:
    if beside is None:
        return None
    if beside == number or beside >= len(who):
        raise Invalid(_("Choose somebody else of this plan."), field="places")
    return who[beside]
