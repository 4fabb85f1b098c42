"""What the API takes in for the nouns of the agreements room."""

from __future__ import annotations

from rest_framework import serializers

from agreements.models import ActorPart, Agreement, Appointment, FollowUp, Indicator, Outcome
from agreements.states import AgreementState, FollowUpState
from base.inputs import EdtfField, Input, RecordInput, Reference
from events.api.inputs import colleagues
from events.models import Group
from people.api.inputs import OfOfficeInput
from people.models import Organization, Person, Post, User


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


class SignatoryInput(Input):
    person = Reference(Person)
    post = Reference(Post, required=False, allow_null=True)


class PartyInput(Input):
    """One party; signatories left out are not stated."""

    organization = Reference(Organization)
    signatories = SignatoryInput(many=True, required=False)


class AgreementInput(OfOfficeInput):
    state = serializers.ChoiceField(
        AgreementState.choices, required=False, help_text="as it is known now; later it moves"
    )
    parties = PartyInput(many=True)

    class Meta:
        model = Agreement
        fields = (
            "office", "event", "item", "kind", "state", "title", "terms", "fields", "parties", "witnesses", "witnessed_by",
            "languages", "signed_on", "effective_on", "expires_on",
        )  # fmt: skip
        fixed = ("office", "event", "state")


class AgreementMoveInput(Input):
    to = serializers.ChoiceField(AgreementState.choices)
    on = EdtfField(required=False, allow_null=True, help_text="the day of signing or of entry into force")
    note = serializers.CharField(required=False, max_length=300)


class FollowUpInput(RecordInput):
    owner = Reference(User, select=colleagues, required=False, allow_null=True)

    class Meta:
        model = FollowUp
        fields = ("event", "outcome", "agreement", "text", "lead", "responsible", "owner", "due_on")
        fixed = ("event", "outcome", "agreement")


class FollowUpMoveInput(Input):
    to = serializers.ChoiceField(FollowUpState.choices)
    note = serializers.CharField(required=False, max_length=300)


class NoteInput(Input):
    text = serializers.CharField(max_length=20_000)
