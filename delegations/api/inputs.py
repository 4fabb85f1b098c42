"""What the API takes in for the nouns of the delegations room."""

from __future__ import annotations

from rest_framework import serializers

from base.inputs import Input, RecordInput, Reference
from delegations.models import Delegation, Member
from delegations.states import DelegationState
from events.api.inputs import colleagues
from events.models import Registration
from people.models import Organization, Person, User


class DelegationInput(RecordInput):
    state = serializers.ChoiceField(
        DelegationState.choices, required=False, help_text="as it is known now; later it moves"
    )
    senders = serializers.ListField(
        child=Reference(Organization), required=False, help_text="uids of the sending organizations, in order"
    )
    leaders = serializers.ListField(
        child=Reference(Person),
        required=False,
        help_text="uids of people, in order of mention; registered for the event where they are not yet",
    )
    liaison_officer = Reference(User, select=colleagues, required=False, allow_null=True)

    class Meta:
        model = Delegation
        fields = (
            "event", "name", "senders", "leaders", "country", "direction", "state", "purpose", "reception_level",
            "composition_notified_on", "seats", "focal_point", "liaison_officer", "interpreters", "items",
        )  # fmt: skip
        fixed = ("event", "leaders", "state")


class DelegationMoveInput(Input):
    to = serializers.ChoiceField(DelegationState.choices)
    note = serializers.CharField(required=False, max_length=300)
    cancel_registrations = serializers.BooleanField(
        required=False,
        help_text="when it withdraws: whether its members are no longer registered (default: no)",
    )


class FocalLinkInput(Input):
    act = serializers.ChoiceField(
        ["send", "renew", "revoke"],
        help_text="send it by mail; renew it, so that those given so far open nothing, and send it; or revoke it",
    )
    until = serializers.DateField(required=False, allow_null=True, help_text="the last day on which it opens")


class MemberInput(RecordInput):
    """A registration of the delegation's event, or a person, who is registered where they are not yet."""

    registration = Reference(Registration, required=False, allow_null=True)
    person = Reference(Person, required=False, allow_null=True)
    notify = serializers.BooleanField(
        required=False, help_text="whether a person newly registered gets a letter (default: no)"
    )

    class Meta:
        model = Member
        fields = ("delegation", "registration", "person", "role", "notify")
        fixed = ("delegation", "registration", "person", "notify")
