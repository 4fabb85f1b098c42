"""What the API takes in for legs, rooms, vehicles, gifts and needs, and by what their lists are filtered."""

from __future__ import annotations

from django_filters import rest_framework as filters
from rest_framework import serializers

from base.inputs import Input, RecordInput, Reference
from delegations.models import Gift, Leg, LegKind, Needs, Stay, Vehicle, Way
from events.api.filters import OfEventFilter
from events.models import AgendaItem, Event, Registration
from people.api.filters import RecordFilter, YesOrNoFilter, one_of, uid_of


def people(help_text: str) -> serializers.ListField:
    return serializers.ListField(child=Reference(Registration), required=False, help_text=help_text)


BEYOND = "whether more people than places are meant (default: no)"


class LegInput(RecordInput):
    """Days and times are wall time in the zones beside them; the end at the event has the zone of the event unless stated."""

    travellers = people("uids of registrations of those who travel on it")

    class Meta:
        model = Leg
        fields = (
            "event", "delegation", "kind", "way", "number", "carrier", "departs_from", "departs_on", "departs_time",
            "departs_zone", "arrives_in", "arrives_on", "arrives_time", "arrives_zone", "terminal", "note", "travellers",
        )  # fmt: skip
        fixed = ("event",)


class ArrivalInput(Input):
    arrived = serializers.BooleanField(
        required=False, help_text="no when it was noted by mistake (default: yes)"
    )


class StayInput(RecordInput):
    occupants = people("uids of registrations of those who sleep in it")
    beyond = serializers.BooleanField(required=False, help_text=BEYOND)

    class Meta:
        model = Stay
        fields = (
            "event", "delegation", "hotel", "kind", "room", "beds", "check_in", "check_out", "booking", "note", "occupants",
            "beyond",
        )  # fmt: skip
        fixed = ("event",)


class VehicleInput(RecordInput):
    class Meta:
        model = Vehicle
        fields = ("event", "name", "kind", "plate", "seats", "driver", "driver_phone", "note")
        fixed = ("event",)


class MotorcadeInput(Input):
    event = Reference(Event, by="slug")
    uids = serializers.ListField(
        child=serializers.UUIDField(), help_text="uids of vehicles, the first one first"
    )


class SeatInput(Input):
    """To or from a leg, or to an item of the agenda."""

    leg = Reference(Leg, required=False, allow_null=True)
    item = Reference(AgendaItem, required=False, allow_null=True)
    registrations = serializers.ListField(
        child=Reference(Registration), help_text="uids, in the order of their seats"
    )
    beyond = serializers.BooleanField(required=False, help_text=BEYOND)


class GiftInput(RecordInput):
    class Meta:
        model = Gift
        fields = (
            "delegation", "course", "what", "count", "person", "organization", "on", "value", "currency", "kept_at", "note",
        )  # fmt: skip
        fixed = ("delegation",)


class NeedsInput(RecordInput):
    """Sealed as it comes in; a text left out stays, an empty one is removed."""

    diet = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    medical = serializers.CharField(required=False, allow_blank=True, max_length=1000)

    class Meta:
        model = Needs
        fields = ("registration", "diet", "medical")
        fixed = ("registration",)


class ReasonInput(Input):
    reason = serializers.CharField(
        min_length=3, max_length=300, help_text="why it is shown; it stands in the journal"
    )


class LegFilter(OfEventFilter):
    delegation = uid_of("delegation")
    kind = one_of(LegKind, "kind")
    way = one_of(Way, "way")
    standing = YesOrNoFilter("cancelled_at", "isnull", label="whether it was not cancelled")
    arrived = YesOrNoFilter("arrived_at", "isnull", exclude=True)
    registration = filters.UUIDFilter(
        "travellers__registration__uid", label="legs on which this participant travels"
    )


class StayFilter(OfEventFilter):
    delegation = uid_of("delegation")
    hotel = uid_of("hotel")
    registration = filters.UUIDFilter(
        "occupants__registration__uid", label="rooms in which this participant sleeps"
    )


class VehicleFilter(OfEventFilter):
    pass


class GiftFilter(RecordFilter):
    event = filters.CharFilter("delegation__event__slug", label="address of an event")
    delegation = uid_of("delegation")
    course = one_of(Gift.Course, "course")


class NeedsFilter(RecordFilter):
    event = filters.CharFilter("registration__event__slug", label="address of an event")
    registration = uid_of("registration")
