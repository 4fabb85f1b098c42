"""What the API takes in for the nouns of the agreements room."""

from __future__ import annotations

from rest_framework import serializers

from agreements.models import ActorPart, Appointment, Indicator, Outcome
from base.inputs import Input, RecordInput, Reference
from events.models import Group
from people.models import Organization, Person


class ActorInput(Input):
    """Exactly one of them, and its part."""

    part = serializers.ChoiceField(ActorPart.choices, required=False)
    organization = Reference(Organization, required=False, allow_null=True)
    person = Reference(Person, required=False, allow_null=True)
    group = Reference(Group, required=False, allow_null=True)


class AppointmentInput(RecordInput):
    """Who is given which post, for which term; only for the kind `appointment`."""

    class Meta:
        model = Appointment
        fields = ("person", "organization", "title", "since", "until")


class OutcomeInput(RecordInput):
    actors = ActorInput(many=True, required=False)
    appointment = AppointmentInput(required=False, allow_null=True)

    class Meta:
        model = Outcome
        fields = (
            "event", "item", "kind", "text", "count", "count_as_worded", "fields", "manner", "actors", "appointment",
        )  # fmt: skip
        fixed = ("event",)


class IndicatorInput(RecordInput):
    class Meta:
        model = Indicator
        fields = ("event", "name", "value", "unit", "subject", "as_of", "source")
        fixed = ("event",)
